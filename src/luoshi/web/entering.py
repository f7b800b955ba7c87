"""Forms of registers, made from the declaration: new, correct, move."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.org.models import Unit
from luoshi.packs.declarations import Field, FieldType, Move, Register, SecondLook
from luoshi.packs.queries import register as declared_register
from luoshi.registers.permissions import may_see_field
from luoshi.registers.queries import visible_to
from luoshi.registers.values import Invalid
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web import showing
from luoshi.web.components.forms import FormField, Input
from luoshi.web.components.lists import Option
from luoshi.web.wording import listed, say

EVIDENCE = "evidence-"


def fields_for(
    actor: Actor,
    declared: Iterable[Field],
    values: Mapping[str, object],
    mistakes: Mapping[str, str],
    names: showing.Names,
) -> tuple[FormField, ...]:
    """Boxes for the fields a person may fill, with what was entered and what is wrong with it."""
    return tuple(
        box(each, values.get(each.id), mistakes.get(each.id, ""), names)
        for each in declared
        if each.formula is None and may_see_field(actor, each)
    )


def box(declared: Field, value: object, mistake: str, names: showing.Names) -> FormField:
    """One field as a box of its kind."""
    options = tuple(Option(name, say(title)) for name, title in declared.options.items())
    if declared.type is FieldType.UNIT:
        options = unit_options()
    lookup = reverse("register_lookup", args=[declared.to]) if declared.type is FieldType.REF else ""
    return FormField(
        name=declared.id,
        title=say(declared.title),
        kind=Input(declared.type.value),
        value=_typed(value),
        required=declared.required,
        unit=showing.unit_words(declared.unit),
        hint=say(declared.hint) if declared.hint else "",
        error=mistake,
        options=options,
        max_length=declared.max_length if declared.type in (FieldType.TEXT, FieldType.LONGTEXT) else 0,
        shown=showing.shown(declared, value, names) if lookup and _is_id(value) else "",
        lookup=lookup,
    )


def _typed(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def revision_seen(text: str) -> int:
    """The revision a form was opened at; 0, which none has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _is_id(value: object) -> bool:
    text = str(value or "")
    return text.isascii() and text.isdigit() and len(text) < 19


def names_chosen(
    actor: Actor, register: Register, values: Mapping[str, object], kept: Mapping[str, object] | None = None
) -> showing.Names:
    """What the references in a form are called: those the person may see, and those that stood there already."""
    shown: dict[str, object] = {}
    for each in register.fields.values():
        value = values.get(each.id)
        if not _is_id(value) or each.type not in (FieldType.REF, FieldType.UNIT):
            continue
        held = value == (kept or {}).get(each.id)
        if held or each.type is FieldType.UNIT or _may_see(actor, each.to, int(str(value))):
            shown[each.id] = value
    return showing.names_for(register, [shown])


def _may_see(actor: Actor, register_ref: str, pk: int) -> bool:
    return visible_to(actor, declared_register(register_ref)).filter(pk=pk).exists()


def unit_options(units: Iterable[Unit] | None = None) -> tuple[Option, ...]:
    """Units in force to choose from, down to townships."""
    if units is None:
        units = Unit.objects.filter(valid_to=None).exclude(kind="village").order_by("path")
    return tuple(Option(str(unit.pk), unit.title) for unit in units)


def evidence_fields(
    register: Register, move: Move | SecondLook, given: Mapping[str, str], held: Mapping[str, Sequence[str]]
) -> tuple[FormField, ...]:
    """A box for each kind of evidence a move needs; where files lie ready (`held`, by name) it may stay blank."""
    return tuple(
        FormField(
            name=f"{EVIDENCE}{kind}",
            title=say(register.evidence[kind].title),
            value=given.get(f"{EVIDENCE}{kind}", ""),
            required=not held.get(kind) and not register.evidence[kind].by_file,
            hint=_evidence_hint(held.get(kind, ()), by_file=register.evidence[kind].by_file),
            max_length=200,
        )
        for kind in move.needs
    )


def _evidence_hint(names: Sequence[str], *, by_file: bool) -> str:
    if names:
        return _("已附：%(files)s。文号可不填。") % {"files": listed(names)}
    if by_file:
        return _("必须先在记录页上传文件；只写文号不算")
    return _("文号或凭证号；也可先在记录页上传附件，这里就不用填")


def mistakes_of(refused: Refused) -> tuple[dict[str, str], tuple[str, ...]]:
    """What a refusal says of single fields, and what it says of the whole."""
    if not isinstance(refused, Invalid):
        return {}, (f"{say(refused.reason)} {say(refused.remedy)}",)
    fields = {each.field: _told(each.reason, each.remedy) for each in refused.problems if each.field}
    whole = tuple(_told(each.reason, each.remedy) for each in refused.problems if not each.field)
    return fields, whole


def placed_mistakes(refused: Refused | None, boxes: Collection[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """As `mistakes_of`; a refusal that names one of the boxes stands beside it."""
    if refused is None:
        return {}, ()
    if not isinstance(refused, Invalid) and refused.where in boxes:
        return {refused.where: _told(refused.reason, refused.remedy)}, ()
    return mistakes_of(refused)


def _told(reason: Text, remedy: Text) -> str:
    """Reason and remedy as two sentences."""
    zh, en = reason.zh.rstrip("。"), reason.en.rstrip(".")
    return say(Text(f"{zh}。{remedy.zh}", f"{en[:1].upper()}{en[1:]}. {remedy.en}"))
