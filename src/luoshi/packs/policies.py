"""What may be asked of declared data, whoever asks."""

from luoshi.packs.declarations import FieldType, PersonalClass, Register
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

_SINGLE_VALUES = frozenset({FieldType.CHOICE, FieldType.YESNO, FieldType.REF, FieldType.UNIT, FieldType.TEXT})


def check_can_group_by(register: Register, field_id: str) -> None:
    """B8: figures are grouped and ranked by units and things, never by natural persons."""
    field = register.fields.get(field_id)
    if field is None or (field.personal is PersonalClass.NONE and field.type in _SINGLE_VALUES):
        return
    if field.personal is not PersonalClass.NONE:
        raise Refused(
            "packs.group_personal",
            reason=Text(
                f"“{field.title.zh}”是个人信息，不能按它分组或排名。", f"“{field.title.en}” is personal data."
            ),
            remedy=Text("改按单位或项目统计。", "Group by unit or by project instead."),
            where=field_id,
        )
    raise Refused(
        "packs.group_type",
        reason=Text(f"不能按“{field.title.zh}”分组。", f"Figures cannot be grouped by “{field.title.en}”."),
        remedy=Text("改按选项、引用或单位字段。", "Group by a choice, a reference or a unit."),
        where=field_id,
    )
