"""Contents in an S3-compatible store, reached by boto3. Only this site fetches there: no address is handed out."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from typing_extensions import override

from luoshi.evidence.stores.store import CHUNK, Missing, Store

_GONE = {"404", "NoSuchKey", "NotFound"}


@lru_cache(maxsize=4)
def _client(endpoint: str, region: str, key: str, secret: str) -> Any:
    """One client for a process: it is safe for threads. Checksums beyond the old ones only where the store asks."""
    told = Config(
        connect_timeout=5,
        read_timeout=30,
        retries={"max_attempts": 3, "mode": "standard"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return boto3.client(
        "s3",
        endpoint_url=endpoint or None,
        region_name=region,
        aws_access_key_id=key or None,
        aws_secret_access_key=secret or None,
        config=told,
    )


class ObjectStore(Store):
    """A bucket; the key of a content is `prefix` and its digest."""

    def __init__(self, *, bucket: str, endpoint: str, region: str, key: str, secret: str, prefix: str = "") -> None:
        self.bucket, self.prefix = bucket, prefix
        self.client = _client(endpoint, region, key, secret)

    def _asked(self, call: str, sha256: str, **more: Any) -> Any:
        """One call on one content; what goes wrong becomes Missing or OSError."""
        try:
            return getattr(self.client, call)(Bucket=self.bucket, Key=f"{self.prefix}{sha256}", **more)
        except ClientError as error:
            if str(error.response.get("Error", {}).get("Code")) in _GONE:
                raise Missing(sha256) from error
            raise OSError(str(error)) from error
        except BotoCoreError as error:
            raise OSError(str(error)) from error

    @override
    def holds(self, sha256: str, size: int) -> bool:
        try:
            return int(self._asked("head_object", sha256)["ContentLength"]) == size
        except Missing:
            return False

    @override
    def put(self, sha256: str, source: Path) -> None:
        """One request, which the store takes whole or not at all."""
        with source.open("rb") as stream:
            self._asked("put_object", sha256, Body=stream)

    @override
    def read(self, sha256: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        if length == 0:
            return
        asked = f"bytes={start}-{'' if length is None else start + length - 1}"
        body = self._asked("get_object", sha256, **({"Range": asked} if start or length is not None else {}))["Body"]
        try:
            yield from body.iter_chunks(CHUNK)
        except BotoCoreError as error:
            raise OSError(str(error)) from error
        finally:
            body.close()

    @override
    def remove(self, sha256: str) -> None:
        self._asked("delete_object", sha256)

    @override
    def names(self) -> Iterator[str]:
        try:
            for page in self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=self.prefix):
                yield from (each["Key"].removeprefix(self.prefix) for each in page.get("Contents", ()))
        except (BotoCoreError, ClientError) as error:
            raise OSError(str(error)) from error
