"""Publishing: a version is frozen once and never overwritten."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from luoshi.audit.actions import Act, record, writing
from luoshi.packs.changes import check_can_follow
from luoshi.packs.declarations import Pack
from luoshi.packs.load import Loaded, LoadedAll
from luoshi.packs.models import PackVersion, version_id
from luoshi.packs.permissions import check_can_publish
from luoshi.packs.queries import at_version, current
from luoshi.packs.references import pack_of
from luoshi.packs.running import Renaming, running_records
from luoshi.packs.written import canonical, digest
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

CITY = ""
"""Packs hold for the whole city; their audit entries belong to no county."""


def publish(*, pack: Loaded, by: Actor, at: datetime, mapping: Mapping[str, Renaming] | None = None) -> PackVersion:
    """Freezes a checked pack as its next version; the latest version's own content again changes nothing.

    `mapping` tells, per full reference of a register, which new state takes the place of a removed one.
    Refused when there are problems, when a version text is used again for other content, when records would
    lose their state, field or register, and when somebody else publishes the pack at the same moment.
    """
    sound, text = _sound(pack)
    latest = PackVersion.objects.filter(pack=sound.id).order_by("number").last()
    if latest is not None and latest.canonical == text:
        return latest
    _check_version_is_new(sound, text)
    _check_references(sound)
    if latest is not None:
        check_can_follow(at_version(latest.pk), sound, mapping or {}, running_records())
    try:
        with writing():
            return _freeze(sound, text, latest, mapping or {}, by=by, at=at)
    except IntegrityError:
        return _raced(sound, text)


def publish_loaded(pack: Loaded, *, by: Actor, at: datetime) -> PackVersion:
    """The same by a person: an administrator of the whole city, whom the audit entry then names."""
    check_can_publish(by)
    return publish(pack=pack, by=by, at=at)


def publish_all(
    *, packs: LoadedAll, by: Actor, at: datetime, mapping: Mapping[str, Renaming] | None = None
) -> tuple[PackVersion, ...]:
    """Publishes every pack of a folder, those referred to first; all or none."""
    renamings = mapping or {}
    with transaction.atomic():
        return tuple(
            publish(
                pack=loaded,
                by=by,
                at=at,
                mapping={ref: renaming for ref, renaming in renamings.items() if pack_of(ref) == loaded.id},
            )
            for loaded in _in_order(packs)
        )


def _sound(loaded: Loaded) -> tuple[Pack, str]:
    if loaded.pack is not None and loaded.written is not None:
        return loaded.pack, canonical(loaded.written)
    count = len(loaded.problems)
    raise Refused(
        "packs.problems",
        reason=Text(f"条线“{loaded.id}”有 {count} 个问题。", f"The pack “{loaded.id}” has {count} problems."),
        remedy=Text("运行 luoshi packs check 并逐条改正。", "Run luoshi packs check and correct them."),
        where=loaded.id,
    )


def _check_version_is_new(pack: Pack, text: str) -> None:
    used = PackVersion.objects.filter(pack=pack.id, version=pack.version).first()
    if used is None:
        return
    if used.canonical == text:
        raise Refused(
            "packs.version_overtaken",
            reason=Text(
                f"“{pack.id}”的版本 {pack.version} 发布后已有更新的版本。",
                f"Version {pack.version} of “{pack.id}” was followed by a newer one.",
            ),
            remedy=Text(
                "要恢复旧内容，请写新的版本号再发布。", "To go back to it, give the old content a new version."
            ),
            where=pack.id,
        )
    raise Refused(
        "packs.version_reused",
        reason=Text(
            f"“{pack.id}”的版本 {pack.version} 已发布过，内容不同。",
            f"Version {pack.version} of “{pack.id}” is published already with other content.",
        ),
        remedy=Text("在 pack.yaml 里写新的 version。", "Write a new version in pack.yaml."),
        where=pack.id,
    )


def _check_references(pack: Pack) -> None:
    """Registers of other packs have to be published before what refers to them."""
    known = {register.ref for register in current().registers()} | {each.ref for each in pack.registers.values()}
    missing = sorted(_references(pack) - known)
    if missing:
        raise Refused(
            "packs.reference_unpublished",
            reason=Text(
                f"所引用的台账尚未发布：{missing[0]}。", f"A register referred to is not published: {missing[0]}."
            ),
            remedy=Text(f"先发布“{pack_of(missing[0])}”。", f"Publish “{pack_of(missing[0])}” first."),
            where=missing[0],
        )


def _references(pack: Pack) -> set[str]:
    fields = {field.to for register in pack.registers.values() for field in register.fields.values() if field.to}
    return fields | {register.parent.to for register in pack.registers.values() if register.parent is not None}


def _in_order(packs: LoadedAll) -> list[Loaded]:
    """Packs such that each comes after those it refers to; those in a circle come last, by id."""
    waiting = {loaded.id: loaded for loaded in packs.packs}
    ordered: list[Loaded] = []
    while waiting:
        ready = [id_ for id_, loaded in waiting.items() if not _needs(loaded) & (set(waiting) - {id_})]
        ordered += [waiting.pop(id_) for id_ in ready or sorted(waiting)]
    return ordered


def _needs(loaded: Loaded) -> set[str]:
    return {pack_of(ref) for ref in _references(loaded.pack)} if loaded.pack is not None else set()


def _freeze(
    pack: Pack,
    text: str,
    latest: PackVersion | None,
    mapping: Mapping[str, Renaming],
    *,
    by: Actor,
    at: datetime,
) -> PackVersion:
    """The new row, the moved records and the audit entry; the unique number lets only one follower in."""
    version = PackVersion(
        id=version_id(text),
        pack=pack.id,
        number=latest.number + 1 if latest is not None else 1,
        version=pack.version,
        canonical=text,
        sha256=digest(text),
        published_at=at,
        published_by=by.account_id,
        published_by_name=by.name,
    )
    version.save(force_insert=True)
    running_records().take_note(pack, version_id=version.pk)
    for ref, renaming in mapping.items():
        running_records().move_states(ref, renaming, version_id=version.pk, by=by, at=at)
    payload = {"pack": pack.id, "version": pack.version, "sha256": version.sha256, "mapping": dict(mapping)}
    record(Act("packs.publish", "pack_version", version.pk, CITY, payload), by=by, at=at)
    return version


def _raced(pack: Pack, text: str) -> PackVersion:
    """Somebody was faster: the same content is fine, other content has to look again."""
    same = PackVersion.objects.filter(pack=pack.id, sha256=digest(text)).first()
    if same is not None:
        return same
    raise Refused(
        "packs.raced",
        reason=Text(f"刚才有人发布了“{pack.id}”。", f"Somebody published “{pack.id}” at the same moment."),
        remedy=Text("查看新版本后再发布。", "Look at the new version, then publish again."),
        where=pack.id,
    )
