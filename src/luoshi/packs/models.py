"""A published version of a pack: frozen the moment it is written."""

from typing import Any, Never, Self

from django.db import models
from typing_extensions import override

from luoshi.packs.written import digest

ID_BITS = 52
"""Ids stay whole numbers in every JSON reader."""


def version_id(canonical: str) -> int:
    """A version is its content: the same text has the same id in every installation and process."""
    return int(digest(canonical), 16) >> (256 - ID_BITS)


class PackVersionQuerySet(models.QuerySet["PackVersion"]):
    """Reads only."""

    @override
    def update(self, **kwargs: Any) -> Never:
        raise TypeError("a published version is never changed")

    @override
    def delete(self) -> Never:
        raise TypeError("a published version is never deleted")

    def newest(self) -> Self:
        """The newest version of each pack, by pack id."""
        later = PackVersion.objects.filter(pack=models.OuterRef("pack"), number__gt=models.OuterRef("number"))
        return self.filter(~models.Exists(later)).order_by("pack")


class PackVersion(models.Model):
    """`canonical` is the text that `sha256` and `id` come from; `number` counts the versions of a pack from 1."""

    id = models.BigIntegerField(primary_key=True)
    pack = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    version = models.CharField(max_length=40)
    canonical = models.TextField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.BigIntegerField()
    published_by_name = models.CharField(max_length=80)

    objects = PackVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pack", "version"], name="packs_version_text"),
            models.UniqueConstraint(fields=["pack", "sha256"], name="packs_version_content"),
            models.UniqueConstraint(fields=["pack", "number"], name="packs_version_number"),
        ]

    @override
    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("a published version is never deleted")
