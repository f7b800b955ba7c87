"""Pictures: decoded within limits and written anew, so that nothing but the picture comes along."""

import io
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageOps
from PIL.ExifTags import GPS, IFD, Base

from luoshi.evidence.inspection.verdicts import Unfit
from luoshi.evidence.photoprints import signs_of

QUALITY = 90
PREVIEW_SIDE = 960  # pixels
Image.MAX_IMAGE_PIXELS = None  # our own limit is looked at before anything is decoded
PREVIEW_QUALITY = 80
_READ_AS = {"jpeg": ("JPEG", "MPO"), "png": ("PNG",), "webp": ("WEBP",)}
_WRITE_AS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
_MODES = {"jpeg": ("L", "RGB"), "png": ("1", "L", "LA", "P", "RGB", "RGBA"), "webp": ("RGB", "RGBA")}


def take(source: Path, folder: Path, wanted: dict[str, Any]) -> dict[str, Any]:
    """Writes the picture anew, upright and in sRGB, into the folder; without metadata but the place, if asked for."""
    task = wanted["task"]
    with Image.open(source, formats=_READ_AS[task]) as opened:
        _check(opened, task, wanted["pixels"])
        place = _place_of(opened) if wanted["keeps_place"] else {}
        picture = _upright(opened, task)
    carried = {"exif": _carried(place)} if place else {}
    picture.save(folder / "kept", _WRITE_AS[task], quality=QUALITY, **carried)
    _preview(picture, folder)
    width, height = picture.size
    return {"format": task, "width": width, "height": height, "signs": signs_of(picture), **_told(place)}


def _check(opened: Image.Image, task: str, pixels: int) -> None:
    if opened.width * opened.height > pixels:
        raise Unfit("too_many_pixels", pixels=opened.width * opened.height, most=pixels)
    if task != "jpeg" and getattr(opened, "n_frames", 1) > 1:
        raise Unfit("animated")


def _upright(opened: Image.Image, task: str) -> Image.Image:
    """The pixels alone: turned as the camera said, colours as a screen shows them."""
    profile = opened.info.get("icc_profile")
    picture = ImageOps.exif_transpose(opened)
    picture.load()
    if profile and picture.mode in ("RGB", "RGBA"):
        picture = _in_srgb(picture, profile)
    if picture.mode not in _MODES[task]:
        picture = picture.convert("RGBA" if task != "jpeg" and "A" in picture.mode else "RGB")
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    if picture.mode == "P":
        bare.putpalette(picture.getpalette() or [])
    if "transparency" in picture.info:
        bare.info["transparency"] = picture.info["transparency"]
    return bare


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        ours = ImageCms.createProfile("sRGB")
        turned = ImageCms.profileToProfile(picture, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ours)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture  # a broken profile says nothing; the pixels stay as they are
    return turned if turned is not None else picture


def _place_of(opened: Image.Image) -> dict[str, Any]:
    """Where and when the camera says it was: degrees, and local time; blank where it says nothing plausible."""
    exif = opened.getexif()
    place = exif.get_ifd(IFD.GPSInfo)
    try:
        latitude = _degrees(place[GPS.GPSLatitude], place.get(GPS.GPSLatitudeRef) == "S", 90)
        longitude = _degrees(place[GPS.GPSLongitude], place.get(GPS.GPSLongitudeRef) == "W", 180)
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return {}
    taken = exif.get_ifd(IFD.Exif).get(Base.DateTimeOriginal, "")
    return {"latitude": latitude, "longitude": longitude, "taken": str(taken)[:19] if _is_moment(taken) else ""}


def _degrees(parts: Any, negative: bool, most: int) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    whole = degrees + minutes / 60 + seconds / 3600
    if not 0 <= whole <= most:
        raise ValueError
    return round(-whole if negative else whole, 6)


def _is_moment(taken: object) -> bool:
    return isinstance(taken, str) and len(taken) == 19 and taken.replace(":", "").replace(" ", "").isdigit()


def _carried(place: dict[str, Any]) -> bytes:
    """Place and time alone, written anew from what was understood."""
    exif = Image.Exif()
    exif.get_ifd(IFD.GPSInfo).update(
        {
            GPS.GPSLatitudeRef: "S" if place["latitude"] < 0 else "N",
            GPS.GPSLatitude: _parts(place["latitude"]),
            GPS.GPSLongitudeRef: "W" if place["longitude"] < 0 else "E",
            GPS.GPSLongitude: _parts(place["longitude"]),
        }
    )
    if place["taken"]:
        exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = place["taken"]
    return exif.tobytes()


def _parts(degrees: float) -> tuple[float, float, float]:
    whole = abs(degrees)
    minutes = whole % 1 * 60
    return float(int(whole)), float(int(minutes)), round(minutes % 1 * 60, 4)


def _told(place: dict[str, Any]) -> dict[str, Any]:
    """The place as text with six decimals (a tenth of a metre), so that no float is kept."""
    if not place:
        return {}
    return {**place, "latitude": f"{place['latitude']:.6f}", "longitude": f"{place['longitude']:.6f}"}


def preview(source: Path, folder: Path, wanted: dict[str, Any]) -> dict[str, Any]:
    """A small copy of a picture that is kept."""
    with Image.open(source, formats=("JPEG", "PNG", "WEBP")) as opened:
        _check(opened, "preview", wanted["pixels"])
        _preview(opened, folder)
    return {}


def _preview(picture: Image.Image, folder: Path) -> None:
    small = picture.convert("RGBA")
    small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    sheet = Image.new("RGB", small.size, "white")
    sheet.paste(small, mask=small.getchannel("A"))
    sheet.save(folder / "preview", "JPEG", quality=PREVIEW_QUALITY)
