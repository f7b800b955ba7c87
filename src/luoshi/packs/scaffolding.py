"""The pack that `luoshi packs new` writes: small, commented, and accepted by every check."""

import re
from collections.abc import Mapping
from pathlib import Path as FilePath

from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

FOLDER = FilePath(__file__).parent / "scaffold"


def scaffold(pack: str, prefix: str) -> Mapping[str, str]:
    """The texts of a new pack by file name."""
    return {
        path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8")
        .replace("PACK_ID", pack)
        .replace("PACK_PREFIX", prefix)
        for path in sorted(FOLDER.rglob("*.yaml"))
    }


def write(folder: FilePath, pack: str, prefix: str = "") -> None:
    """Writes a new pack; Refused for an id that cannot be one and for a pack that is there already."""
    own_prefix = prefix or pack.replace("_", "")[:3].upper()
    if not (re.fullmatch(r"[a-z][a-z0-9_]{0,39}", pack) and re.fullmatch(r"[A-Z]{2,6}", own_prefix)):
        raise Refused(
            "packs.new_name",
            reason=Text(
                f"“{pack}”或前缀“{own_prefix}”不能用。", f"“{pack}” or the prefix “{own_prefix}” cannot be used."
            ),
            remedy=Text(
                "标识用小写字母、数字和下划线；前缀用 --prefix 给 2–6 个大写字母。",
                "Use small letters, digits and underscores; give 2–6 capital letters with --prefix.",
            ),
            where=pack,
        )
    if (folder / pack).exists():
        raise Refused(
            "packs.new_exists",
            reason=Text(f"“{folder / pack}”已经存在。", f"{folder / pack} exists already."),
            remedy=Text("换一个标识。", "Choose another id."),
            where=pack,
        )
    for name, text in scaffold(pack, own_prefix).items():
        path = folder / pack / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
