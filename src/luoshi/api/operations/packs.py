"""条线: the lines of work in force and their registers, as declared."""

from collections.abc import Iterable

from django.http import HttpRequest

from luoshi.api.callers import Caller
from luoshi.api.interface import Operations
from luoshi.api.operations import Name, caller
from luoshi.api.scopes import READ, covers_pack
from luoshi.api.shapes import Words
from luoshi.api.shapes.declarations import (
    DeclaredEvidence,
    DeclaredLimit,
    DeclaredMove,
    DeclaredState,
    FieldOut,
    OptionOut,
    PackList,
    PackOut,
    RegisterOut,
    RegisterRef,
)
from luoshi.packs.catalogue import Catalogue
from luoshi.packs.declarations import Field, FieldType, Lifecycle, Pack, Register
from luoshi.packs.queries import current
from luoshi.packs.queries import register as declared
from luoshi.registers.queries import shown_fields
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

packs = Operations(Text("条线", "Lines of work"))


@packs.get(
    "/packs",
    Text("有哪些条线", "The lines of work"),
    PackList,
    about=Text(
        "现行版本的条线，及其台账和指标；只列令牌范围内的。",
        "In the versions in force, with their registers and measures; those the token covers.",
    ),
)
def list_packs(request: HttpRequest) -> PackList:
    who, catalogue = caller(request), current()
    return PackList(
        items=[
            _pack(who, catalogue, pack) for pack in catalogue.packs.values() if covers_pack(who.token.scopes, pack.id)
        ]
    )


@packs.get("/packs/{pack}", Text("一条条线", "A line of work"), PackOut, refuses=(404,))
def get_pack(request: HttpRequest, pack: Name) -> PackOut:
    who, catalogue = caller(request), current()
    found = catalogue.packs.get(pack)
    if found is None or not covers_pack(who.token.scopes, pack):
        raise Refused(
            "packs.unknown",
            reason=Text(f"没有条线“{pack[:80]}”。", f"There is no line of work {pack[:80]}."),
            remedy=Text("请看 /api/v1/packs。", "See /api/v1/packs."),
            where=pack[:80],
        )
    return _pack(who, catalogue, found)


@packs.get(
    "/registers/{ref}",
    Text("一个台账的声明", "The declaration of a register"),
    RegisterOut,
    about=Text(
        "字段、状态、流转、时限、佐证种类。一条记录按它自己的版本办理，版本号见记录的 pack_version。",
        "Fields, states, moves, limits, kinds of evidence. A record keeps the version it was made under.",
    ),
    refuses=(404,),
)
def get_register(request: HttpRequest, ref: Name) -> RegisterOut:
    who = caller(request)
    who.check(READ, ref)
    found = declared(ref)
    lifecycle = found.lifecycle
    return RegisterOut(
        ref=found.ref,
        pack=found.pack,
        title=Words.of(found.title),
        purpose=Words.of(found.purpose),
        kind=found.kind.value,
        owner=found.owner,
        label=found.label,
        key=list(found.key),
        period=found.period,
        parent=found.parent.to if found.parent else None,
        edit=[role.value for role in found.edit],
        fields=[_field(each) for each in shown_fields(who.actor, found)],
        evidence=[
            DeclaredEvidence(id=name, title=Words.of(kind.title), photo=kind.photo)
            for name, kind in found.evidence.items()
        ],
        initial=lifecycle.initial if lifecycle else None,
        states=_states(lifecycle) if lifecycle else [],
        moves=_moves(lifecycle) if lifecycle else [],
        clocks=_limits(lifecycle) if lifecycle else [],
    )


def _pack(who: Caller, catalogue: Catalogue, pack: Pack) -> PackOut:
    def covered(items: Iterable[Register]) -> list[RegisterRef]:
        return [RegisterRef(ref=each.ref, title=Words.of(each.title)) for each in items if who.may(READ, each.ref)]

    return PackOut(
        id=pack.id,
        version=pack.version,
        version_id=catalogue.versions[pack.id],
        title=Words.of(pack.titles),
        registers=covered(pack.registers.values()),
        measures=[RegisterRef(ref=each.ref, title=Words.of(each.title)) for each in pack.measures.values()],
    )


def _field(field: Field) -> FieldOut:
    texts = field.type in (FieldType.TEXT, FieldType.LONGTEXT)
    return FieldOut(
        id=field.id,
        title=Words.of(field.title),
        type=field.type.value,
        required=field.required,
        derived=field.formula is not None,
        formula=field.formula_source,
        unit=field.unit,
        options=[OptionOut(id=name, title=Words.of(title)) for name, title in field.options.items()],
        to=field.to,
        min=None if field.min is None else str(field.min),
        max=None if field.max is None else str(field.max),
        max_length=field.max_length if texts else None,
        hint=Words.of(field.hint) if field.hint else None,
    )


def _states(lifecycle: Lifecycle) -> list[DeclaredState]:
    return [DeclaredState(id=each.id, title=Words.of(each.title), end=each.end) for each in lifecycle.states.values()]


def _moves(lifecycle: Lifecycle) -> list[DeclaredMove]:
    return [
        DeclaredMove(
            id=each.id,
            title=Words.of(each.title),
            sources=list(each.sources),
            target=each.target,
            by=each.by.value,
            needs=list(each.needs),
            sets=list(each.sets),
            confirm=each.confirm.value if each.confirm else None,
            strikes_off=each.strikes_off,
        )
        for each in lifecycle.moves.values()
    ]


def _limits(lifecycle: Lifecycle) -> list[DeclaredLimit]:
    return [
        DeclaredLimit(
            id=each.id,
            on=each.on,
            until=each.until,
            working_days=each.working_days,
            basis=each.basis.document,
        )
        for each in lifecycle.clocks
    ]
