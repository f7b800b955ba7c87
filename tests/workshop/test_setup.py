"""Set-up does what is missing, does nothing when nothing changed, and takes up what was interrupted."""

import sys
from pathlib import Path

import pytest

from scripts import setup

PYTHON = Path("python-of-nobody")


class Project:
    """A project folder of its own, and the commands that set-up ran in it."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.ran: list[str] = []
        self.fails_at = ""
        for name, path in {
            "ROOT": root,
            "VENV": root / ".venv",
            "LOCK": root / "requirements" / "dev.txt",
            "FRONTEND": root / "frontend",
            "MODULES": root / "frontend" / "node_modules",
            "PACKAGE": root / "src",
            "WEB": root / "src" / "web",
            "DIST": root / "src" / "dist",
        }.items():
            monkeypatch.setattr(setup, name, path)
        monkeypatch.setattr(setup, "run", self.run)
        monkeypatch.setattr(setup, "npm_command", lambda python: (root / "npm",))
        self.write("pyproject.toml", "")
        self.write("requirements/dev.txt", "django==5 --hash=sha256:1")
        self.write("frontend/package-lock.json", "{}")
        self.write("frontend/src/main.ts", "1")
        self.write("src/web/page.html", "<p>")

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, *command: str | Path, cwd: Path | None = None) -> None:
        word = next(each for each in map(str, command) if each in ("venv", "install", "ci", "build", "compile"))
        self.ran.append(word)
        if word == self.fails_at:
            raise setup.Missing(word)
        if word == "ci":
            self.write("frontend/node_modules/.keep", "")
        if word == "build":
            self.write("src/dist/main.js", "1")
        if word == "venv":
            self.write(".venv/bin/python", "")
        if word == "compile":
            Path(command[-1]).write_text("", encoding="utf-8")

    def asked(self) -> list[str]:
        """What was run since it was last asked."""
        ran, self.ran = self.ran, []
        return ran


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    return Project(tmp_path, monkeypatch)


def test_pages_are_built_once_and_again_when_a_source_changes(project: Project) -> None:
    setup.set_up_pages(PYTHON)
    assert project.asked() == ["ci", "build"]
    setup.set_up_pages(PYTHON)
    assert project.asked() == []
    project.write("src/web/page.html", "<p class=new>")
    setup.set_up_pages(PYTHON)
    assert project.asked() == ["build"]
    project.write("frontend/package-lock.json", "{ }")
    setup.set_up_pages(PYTHON)
    assert project.asked() == ["ci", "build"]


def test_pages_are_built_again_when_the_built_files_are_gone(project: Project) -> None:
    setup.set_up_pages(PYTHON)
    (project.root / "src" / "dist" / "main.js").unlink()
    project.asked()
    setup.set_up_pages(PYTHON)
    assert project.asked() == ["build"]


@pytest.mark.parametrize(("fails_at", "then"), [("ci", ["ci", "build"]), ("build", ["build"])])
def test_an_interrupted_build_is_taken_up(project: Project, fails_at: str, then: list[str]) -> None:
    project.fails_at = fails_at
    with pytest.raises(setup.Missing):
        setup.set_up_pages(PYTHON)
    project.fails_at = ""
    project.asked()
    setup.set_up_pages(PYTHON)
    assert project.asked() == then


def test_the_environment_is_made_then_kept(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "bring_venv_module", lambda: None)
    python = project.root / ".venv" / "bin" / "python"
    project.fails_at = "install"
    with pytest.raises(setup.Missing):
        setup.set_up_python(python)
    project.fails_at = ""
    setup.set_up_python(python)
    assert project.asked() == ["venv", "install", "venv", "install", "install"]
    setup.set_up_python(python)
    assert project.asked() == []
    project.write("requirements/dev.txt", "django==6 --hash=sha256:1")
    setup.set_up_python(python)
    assert "install" in project.asked()


def test_a_linked_environment_is_used_as_it_is(project: Project, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".venv").symlink_to(tmp_path / "elsewhere")
    setup.set_up_python(tmp_path / ".venv" / "bin" / "python")
    assert project.asked() == []


def test_messages_are_compiled_when_newer(project: Project) -> None:
    project.write("src/locale/en/LC_MESSAGES/django.po", 'msgid ""')
    setup.set_up_messages(PYTHON)
    setup.set_up_messages(PYTHON)
    assert project.asked() == ["compile"]
    assert [path.name for path in (project.root / "src/locale/en/LC_MESSAGES").iterdir()].count("django.mo") == 1


def test_without_rights_the_command_to_type_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "answers", lambda *command: "")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(setup.Missing, match=r"sudo apt-get install .* python3-venv"):
        setup.bring_venv_module()


def test_a_failing_command_shows_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(setup.Missing, match="no such package"):
        setup.run("sh", "-c", "echo no such package; exit 3", cwd=tmp_path)


def test_without_a_system_node_the_locked_one_is_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    node, npm = setup.npm_command(Path(sys.executable))
    assert setup.answers(node, npm, "--version")


@pytest.mark.parametrize(("version", "system"), [("v20.1.0", True), ("v18.19.0", False), ("", False)])
def test_an_old_system_node_is_passed_over(version: str, system: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(setup, "answers", lambda *command: version if "--version" in command else "/wheel")
    assert (setup.npm_command(PYTHON) == (Path("/usr/bin/npm"),)) is system
