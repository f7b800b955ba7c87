"""A figure or the reason why there is none: blank is not zero, and why it is blank is kept beside it."""

from collections.abc import Iterator, Mapping

from luoshi.packs.declarations import Field, Register


def is_blank(raw: object) -> bool:
    """Whether nothing was entered."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def reason_told(field: Field, raw: object) -> str:
    """The reason that was written where the figure belongs, such as 未统计; empty where it is none."""
    if not field.reasons or not isinstance(raw, str):
        return ""
    told = raw.strip()
    return next((code for code, title in field.reasons.items() if told in (title.zh, title.en)), "")


def without_figure(register: Register, data: Mapping[str, object]) -> Iterator[tuple[Field, str]]:
    """The fields that are blank for a reason, each with its code."""
    for field in register.fields.values():
        code = data.get(field.reason_field) if field.reasons else None
        if code:
            yield field, str(code)


def merged(register: Register, held: Mapping[str, object], changes: Mapping[str, object]) -> dict[str, object]:
    """What a record would hold after changes: a new figure takes the old reason away, a new reason the old figure."""
    after = {**held, **changes}
    for field in register.fields.values():
        if not field.reasons:
            continue
        figure, reason = changes.get(field.id), changes.get(field.reason_field)
        new_figure = not is_blank(figure) and str(figure) != str(held.get(field.id))
        new_reason = not is_blank(reason) and reason != held.get(field.reason_field)
        if new_figure and not new_reason:
            after.pop(field.reason_field, None)
        elif new_reason and not new_figure:
            after.pop(field.id, None)
    return after
