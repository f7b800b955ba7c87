"""From the written form to declarations: names become full references, formulas become nodes.

Nothing is refused here except a formula that cannot be parsed; the checks look at the rest.
"""

from luoshi.packs import declarations as d
from luoshi.packs.formulas import Formulas
from luoshi.packs.grammar import FieldForm, PackForm, RegisterForm
from luoshi.packs.problems import Finding
from luoshi.packs.references import full
from luoshi.packs.resolve_audits import audits_of, owed_of
from luoshi.packs.resolve_cadences import cadences_of
from luoshi.packs.resolve_charts import chart_of
from luoshi.packs.resolve_clocks import back_schedule_of
from luoshi.packs.resolve_conserving import conserves_of
from luoshi.packs.resolve_elements import elements_of
from luoshi.packs.resolve_figures import comparisons_of, examples_of, funnels_of, measures_of, published_of
from luoshi.packs.resolve_lifecycle import guards_of, lifecycle_of, reviews_of
from luoshi.packs.written import Written
from luoshi.rules.texts import Text


def resolve(written: Written) -> tuple[d.Pack, list[Finding]]:
    """The pack, and the formulas that could not be parsed."""
    head, findings = written.pack, list[Finding]()
    registers = {}
    for file, form in written.registers.items():
        formulas = Formulas(file)
        registers[form.register_] = _register(form, head, formulas)
        findings += formulas.findings
    formulas = Formulas("measures.yaml")
    pack = d.Pack(
        id=head.pack,
        version=head.version,
        titles=head.titles.text,
        prefix=head.prefix,
        owner=head.owner.text,
        basis=tuple(d.Basis(each.document, each.article or "", each.date) for each in head.basis),
        registers=registers,
        measures=measures_of(written.measures, head.pack, formulas.parsed),
        funnels=funnels_of(written.measures, head.pack),
        comparisons=comparisons_of(written.measures, head.pack),
        published=published_of(written.published, head.pack),
        examples=examples_of(written.examples, head.pack, registers),
        indicators=head.indicators,
        cadences=cadences_of(written.cadences, head.pack, registers),
        elements=elements_of(written.elements, head.pack),
    )
    return pack, [*findings, *formulas.findings]


def _register(form: RegisterForm, head: PackForm, formulas: Formulas) -> d.Register:
    return d.Register(
        pack=head.pack,
        id=form.register_,
        title=form.title.text,
        purpose=form.purpose.text,
        owner=form.owner,
        prefix=head.prefix,
        fields=_fields(form, head.pack, formulas),
        label=form.label,
        key=form.key,
        kind=form.kind,
        parent=d.ParentLink(full(head.pack, form.parent.to)) if form.parent else None,
        period=form.period or "",
        owed=owed_of(form),
        audits=audits_of(form, formulas),
        sunset=form.sunset,
        sees_all=form.sees.default == "all",
        edit=form.edit,
        rules=_rules(form, formulas),
        evidence={id_: kind.declared for id_, kind in form.evidence.items()},
        guards=guards_of(form, head.pack, formulas),
        lifecycle=lifecycle_of(form.lifecycle, form.fields_, formulas) if form.lifecycle else None,
        back_schedule=back_schedule_of(form.back_schedule),
        chart=chart_of(form.chart),
        reviews=reviews_of(form),
        beneficiary=d.Beneficiary(form.beneficiary.outcome, form.beneficiary.satisfied) if form.beneficiary else None,
        reply_days=form.reply_days,
        last_visit=form.last_visit,
        frozen_lists=form.frozen_lists,
        conserves=conserves_of(form),
    )


def _fields(form: RegisterForm, pack: str, formulas: Formulas) -> dict[str, d.Field]:
    """The declared fields, each followed by the one that keeps why it is blank."""
    fields: dict[str, d.Field] = {}
    for id_, each in form.fields_.items():
        fields[id_] = _field(id_, each, pack, formulas)
        if each.blanks:
            fields[fields[id_].reason_field] = _reason_for(fields[id_])
    return fields


def _field(id_: str, form: FieldForm, pack: str, formulas: Formulas) -> d.Field:
    is_text = form.type in (d.FieldType.TEXT, d.FieldType.LONGTEXT)
    return d.Field(
        id=id_,
        title=form.title.text,
        type=form.type,
        required=form.required,
        unit=form.unit or "",
        options={option: words.text for option, words in (form.of or {}).items()},
        to=full(pack, form.to) if form.to else "",
        min=form.min,
        max=None if is_text else form.max,
        max_length=_max_length(form),
        formula=formulas.parsed(form.formula, ("fields", id_, "formula")),
        formula_source=form.formula or "",
        element=form.element or "",
        personal=form.personal,
        visible_to=form.visible_to,
        hint=form.hint.text if form.hint else None,
        reasons={code: words.text for code, words in (form.blanks or {}).items()},
    )


def _reason_for(blank: d.Field) -> d.Field:
    """The field that keeps why another is blank; it is seen by whoever sees that one."""
    return d.Field(
        id=blank.reason_field,
        title=Text(f"{blank.title.zh}（空缺原因）", f"{blank.title.en} (reason for the blank)"),
        type=d.FieldType.CHOICE,
        options=blank.reasons,
        personal=blank.personal,
        visible_to=blank.visible_to,
        reason_for=blank.id,
    )


def _max_length(form: FieldForm) -> int:
    """`max` of a text counts characters; without it a line holds 400 and a long text 20,000."""
    if form.type is d.FieldType.LONGTEXT:
        return int(form.max) if form.max is not None else 20_000
    return int(form.max) if form.type is d.FieldType.TEXT and form.max is not None else 400


def _rules(form: RegisterForm, formulas: Formulas) -> tuple[d.Rule, ...]:
    parsed = [(each, formulas.parsed(each.expr, ("rules", index, "expr"))) for index, each in enumerate(form.rules)]
    return tuple(
        d.Rule(each.id, condition, each.expr, each.refuse.text, each.remedy.text)
        for each, condition in parsed
        if condition is not None
    )
