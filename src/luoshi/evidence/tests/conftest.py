"""A folder of its own for every test that keeps files, and an S3-compatible store for those that ask."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer
from pytest_django.fixtures import Settings


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    """Where evidence is kept in this test."""
    settings.EVIDENCE = {**settings.EVIDENCE, "folder": tmp_path / "evidence"}
    return tmp_path / "evidence"


@pytest.fixture(scope="session")
def object_store() -> Iterator[dict[str, Any]]:
    """The address and keys of a store that speaks S3, in this process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    told = {"endpoint": f"http://127.0.0.1:{port}", "region": "us-east-1", "key": "key", "secret": "secret"}
    os.environ.setdefault("AWS_EC2_METADATA_DISABLED", "true")
    boto3.client(
        "s3", endpoint_url=told["endpoint"], region_name="us-east-1", aws_access_key_id="k", aws_secret_access_key="s"
    ).create_bucket(Bucket="evidence")
    yield {**told, "bucket": "evidence"}
    server.stop()
