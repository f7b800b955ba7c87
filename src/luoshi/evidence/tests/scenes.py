"""Generated pictures that look enough like photos of a site: sky, ground, buildings with windows, grain."""

import io
import random
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps
from PIL.ExifTags import GPS, IFD, Base


def scene(seed: int, width: int = 640, height: int = 480) -> Image.Image:
    """The same picture for the same seed, in shape; the grain differs as between two shots."""
    chance = random.Random(seed)  # noqa: S311  (a picture, no secret)
    picture = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(picture)
    above, below = ([chance.randrange(low, high) for _ in range(3)] for low, high in ((90, 255), (60, 200)))
    horizon = chance.uniform(0.3, 0.7) * height
    for y in range(height):
        share = min(1, y / horizon)
        draw.line((0, y, width, y), fill=tuple(int(a + (b - a) * share) for a, b in zip(above, below, strict=True)))
    draw.rectangle((0, horizon, width, height), fill=tuple(chance.randrange(40, 160) for _ in range(3)))
    for _ in range(chance.randrange(4, 14)):
        _building(draw, chance, width, height, horizon)
    grain = Image.effect_noise((width, height), 18).convert("RGB")
    return Image.blend(picture.filter(ImageFilter.GaussianBlur(1.2)), grain, 0.08)


def _building(draw: ImageDraw.ImageDraw, chance: random.Random, width: int, height: int, horizon: float) -> None:
    colour = tuple(chance.randrange(256) for _ in range(3))
    middle, wide, high = (
        chance.uniform(0, width),
        chance.uniform(0.03, 0.25) * width,
        chance.uniform(0.05, 0.5) * height,
    )
    foot = horizon + chance.uniform(-0.05, 0.3) * height
    shape = draw.rectangle if chance.random() < 0.7 else draw.ellipse
    shape((middle - wide / 2, foot - high, middle + wide / 2, foot), fill=colour)
    for _ in range(chance.randrange(12)):
        x, y = middle + chance.uniform(-0.45, 0.4) * wide, foot - chance.uniform(0.1, 0.9) * high
        draw.rectangle((x, y, x + wide * 0.08, y + high * 0.06), fill=(240, 230, 180))


def jpeg(picture: Image.Image, quality: int = 92, exif: Image.Exif | None = None) -> bytes:
    """A picture as the bytes of a JPEG."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, **({} if exif is None else {"exif": exif.tobytes()}))
    return out.getvalue()


def photo(seed: int, width: int = 640, height: int = 480) -> bytes:
    """A JPEG as a phone takes it: with the maker's name, the moment, and the place 43.600972 N, 122.25 E."""
    exif = Image.Exif()
    exif[Base.Make] = "SecretPhone"
    exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = "2022:06:15 10:20:30"
    exif.get_ifd(IFD.GPSInfo).update(
        {
            GPS.GPSLatitudeRef: "N",
            GPS.GPSLatitude: (43.0, 36.0, 3.5),
            GPS.GPSLongitudeRef: "E",
            GPS.GPSLongitude: (122.0, 15.0, 0.0),
        }
    )
    return jpeg(scene(seed, width, height), exif=exif)


def cut(picture: Image.Image, share: float) -> Image.Image:
    """The picture without this share of it at each side."""
    width, height = picture.size
    return picture.crop(
        (int(width * share), int(height * share), int(width * (1 - share)), int(height * (1 - share)))
    )


COPIES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "sent through a messenger": lambda p: Image.open(io.BytesIO(jpeg(p.resize((p.width // 3, p.height // 3)), 40))),
    "compressed to the utmost": lambda p: Image.open(io.BytesIO(jpeg(p, 10))),
    "a quarter turn left": lambda p: p.transpose(Image.Transpose.ROTATE_90),
    "a quarter turn right": lambda p: p.transpose(Image.Transpose.ROTATE_270),
    "upside down": lambda p: p.transpose(Image.Transpose.ROTATE_180),
    "mirrored": ImageOps.mirror,
    "mirrored and turned": lambda p: ImageOps.mirror(p).transpose(Image.Transpose.ROTATE_90),
    "brighter": lambda p: ImageEnhance.Brightness(p).enhance(1.2),
    "flatter": lambda p: ImageEnhance.Contrast(p).enhance(0.6),
    "in grey": lambda p: p.convert("L").convert("RGB"),
    "stretched": lambda p: p.resize((p.width, p.height // 2)),
    "cut by one per cent": lambda p: cut(p, 0.01),
}
"""What happens to a photo on its way from one office to another."""
