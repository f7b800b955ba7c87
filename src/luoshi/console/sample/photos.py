"""Photos of hazards that were put right: drawn here, labelled as generated, one of them shown for two hazards."""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageEnhance
from PIL.ExifTags import GPS, IFD, Base

from luoshi.console.sample.week import Week
from luoshi.evidence.actions import keep
from luoshi.registers.actions import attach
from luoshi.registers.models import Record
from luoshi.rules.actors import Role

HAZARD, KIND = "supervision.hazard", "site_photo"
LABEL = "SAMPLE - GENERATED, NOT A PHOTO"
WIDE, HIGH = 640, 480
COUNTY = "hewan"


def live(week: Week) -> None:
    """A county lays photos before two of its hazards; the last shows the first again, brighter and smaller.

    Two pictures and a copy, each examined by a child process as any file that is brought: about a second in all.
    """
    by = week.who(Role.COUNTY_LEAD)
    first, second = Record.objects.of(HAZARD).filter(lead=week.units[COUNTY]).order_by("pk")[:2]
    wall, yard = drawn(1), drawn(2)
    again = ImageEnhance.Brightness(wall.resize((WIDE // 2, HIGH // 2))).enhance(1.15)
    for number, (hazard, picture) in enumerate(((first, wall), (first, yard), (second, again)), start=1):
        bytes_ = BytesIO(as_taken(picture, number))
        name = f"样例现场照片{number}（生成）.jpg"
        file = keep(bytes_, name=name, keeps_place=True, photo=True, by=by, at=week.tick())
        attach(hazard, KIND, file=file, by=by, at=week.at)


def drawn(seed: int) -> Image.Image:
    """A wall with windows and pipes on a yard, the same for the same seed; what it is stands on it."""
    chance = Random(seed)  # noqa: S311  (a picture, no secret)
    picture = Image.new("RGB", (WIDE, HIGH), (150 + 40 * seed % 90, 190, 225))
    draw = ImageDraw.Draw(picture)
    ground = chance.randint(300, 360)
    draw.rectangle((0, ground, WIDE, HIGH), fill=(120, 105 + 20 * seed % 60, 85))
    left, roof = chance.randint(30, 160), chance.randint(60, 150)
    draw.rectangle((left, roof, left + chance.randint(300, 420), ground + 20), fill=(205, 185, 160))
    for place in chance.sample(range(10), 7):
        x, y = left + 20 + 58 * (place % 5), roof + 20 + 70 * (place // 5)
        draw.rectangle((x, y, x + 34, y + 42), fill=(70, 90, 115), outline=(240, 240, 235), width=3)
    for _ in range(4):
        x = chance.randint(20, WIDE - 20)
        draw.line((x, chance.randint(80, 260), x + chance.randint(-40, 40), HIGH), fill=(215, 165, 40), width=9)
    draw.rectangle((0, HIGH - 26, WIDE, HIGH), fill=(255, 255, 255))
    draw.text((12, HIGH - 19), LABEL, fill=(20, 20, 20))
    return picture


def as_taken(picture: Image.Image, minute: int) -> bytes:
    """As the bytes of a JPEG that tells when and where it was taken, in the sample's own county."""
    exif = Image.Exif()
    exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = f"2023:02:03 10:{minute:02d}:00"
    place: dict[int, object] = {GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (43.0, 30.0, 1.0 * minute)}
    place |= {GPS.GPSLongitudeRef: "E", GPS.GPSLongitude: (122.0, 10.0, 2.0 * minute)}
    exif.get_ifd(IFD.GPSInfo).update(place)
    out = BytesIO()
    picture.save(out, "JPEG", quality=85, exif=exif.tobytes())
    return out.getvalue()
