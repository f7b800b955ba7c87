"""Where contents lie: a folder of this machine, or an S3-compatible store, as the settings say."""

from django.conf import settings

from luoshi.evidence.stores.disk import DiskStore
from luoshi.evidence.stores.objects import ObjectStore
from luoshi.evidence.stores.store import Missing, Store

__all__ = ["Missing", "Store", "store"]


def store() -> Store:
    """The store of the settings."""
    if settings.EVIDENCE["store"] == "s3":
        return ObjectStore(**settings.EVIDENCE["s3"])
    return DiskStore(settings.EVIDENCE["folder"])
