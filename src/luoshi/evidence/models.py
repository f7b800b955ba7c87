"""What was kept and who brought it: content once by its SHA-256, a row for each time it was brought."""

from typing import Any, Never

from django.db import models
from typing_extensions import override


class Content(models.Model):
    """Bytes kept once, whoever brought them; the digest is the key by which they could be spread one day.

    `touched_at` is when somebody last brought or attached it; the clean-up looks at it in the same statement that
    removes. A removed content keeps its row as a tombstone, and comes back when the same bytes are brought again.
    Latitude, longitude (degrees) and `taken` (the camera's local time) are there only where the kind asked for them.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    format = models.CharField(max_length=8)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    taken = models.CharField(max_length=19, blank=True, default="")
    touched_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["touched_at"], condition=models.Q(removed_at=None), name="content_touched")]

    @override
    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("a content is never deleted; a removed one stays as a tombstone")


class File(models.Model):
    """One bringing of a content by one person, under the name it had there.

    `original_sha256` and `original_size` are of the bytes as they came; a picture is kept re-encoded.
    """

    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    original_sha256 = models.CharField(max_length=64)
    original_size = models.BigIntegerField()
    keeps_place = models.BooleanField(default=False)
    by_account = models.BigIntegerField()
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["original_sha256"])]

    @property
    def sha256(self) -> str:
        """The digest of the bytes that are kept."""
        return self.content.sha256

    @property
    def size(self) -> int:
        """Bytes kept."""
        return self.content.size

    @property
    def media_type(self) -> str:
        """What the bytes were found to be, as a media type."""
        from luoshi.evidence.formats import FORMATS

        return FORMATS[self.content.format].media_type

    @override
    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("what was brought stays told; its content goes by the clean-up alone")


class Photoprint(models.Model):
    """The 64 signs of a picture's coarse shape, and four bands of 16 by which near ones are found without a scan."""

    content = models.OneToOneField(Content, on_delete=models.PROTECT, related_name="photoprint")
    signs = models.CharField(max_length=16)
    band_0 = models.PositiveIntegerField(db_index=True)
    band_1 = models.PositiveIntegerField(db_index=True)
    band_2 = models.PositiveIntegerField(db_index=True)
    band_3 = models.PositiveIntegerField(db_index=True)
