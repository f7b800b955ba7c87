"""`pip install .` gives a command that works from any folder, with pages, messages and packs inside."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conventions.house import ROOT

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LUOSHI_", "DJANGO_"))}
    done = subprocess.run(command, cwd=cwd, env=kept | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's contents, unpacked where nothing of the checkout is on the path."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", folder, ROOT, cwd=folder)
    (wheel,) = folder.glob("luoshi-*.whl")
    run(*pip, "install", "--no-deps", "--no-index", "--target", folder / "site", wheel, cwd=folder)
    return folder / "site"


def test_the_wheel_carries_what_the_site_needs(installed: Path) -> None:
    package = installed / "luoshi"
    assert (package / "shipped_packs" / "investment" / "pack.yaml").is_file()
    assert {path.name for path in (package / "web/static/web/dist").iterdir()} >= {"main.js", "main.css"}
    assert (package / "locale/en/LC_MESSAGES/django.mo").is_file()
    assert not list(package.rglob("tests"))


def test_the_installed_command_works_from_any_folder(installed: Path, tmp_path: Path) -> None:
    clean = {"PYTHONPATH": str(installed), "HOME": str(tmp_path), "XDG_DATA_HOME": ""}
    told = run(sys.executable, "-P", "-m", "luoshi", "packs", "check", cwd=tmp_path, **clean)
    assert told.strip().endswith("0 个问题")
    assert (tmp_path / ".local/share/luoshi/secret_key").is_file()
