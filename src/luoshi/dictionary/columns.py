"""The dictionary as a table: the same columns out as in, each cell as people write it."""

from collections.abc import Callable
from dataclasses import dataclass

from luoshi.packs.declarations import Element
from luoshi.packs.enumerated import word_of
from luoshi.rules.texts import Text

BETWEEN = "；"  # between several wordings in one cell


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key in `elements.yaml`, its heading, other headings it is known by, and what stands in it."""

    key: str
    title: Text
    known_as: tuple[str, ...]
    cell: Callable[[Element], str]


def _word(value: object) -> str:
    text = word_of(value)  # type: ignore[arg-type]  # the listed values of an element are enumerations
    return text.zh if text else str(value)


def _titled(several: object) -> str:
    """ids with their names: sex=性别/Sex."""
    items = several.items()  # type: ignore[attr-defined]
    return BETWEEN.join(f"{id_}={words.zh}/{words.en}" for id_, words in items)


COLUMNS = (
    Column("code", Text("代码", "Code"), ("数据元代码", "编码", "标识符", "字段代码"), lambda each: each.code),
    Column("title.zh", Text("名称", "Name"), ("数据元名称", "中文名称", "指标名称"), lambda each: each.title.zh),
    Column("title.en", Text("英文名称", "English name"), ("英文名",), lambda each: each.title.en),
    Column(
        "definition.zh", Text("口径", "Definition"), ("定义", "指标解释", "说明"), lambda each: each.definition.zh
    ),
    Column("definition.en", Text("英文口径", "English definition"), ("英文定义",), lambda each: each.definition.en),
    Column("owner", Text("归口", "Owner"), ("归口单位", "主管部门", "数源单位", "来源部门"), lambda each: each.owner),
    Column("purpose.zh", Text("用途", "Purpose"), ("采集目的",), lambda each: each.purpose.zh),
    Column("purpose.en", Text("英文用途", "English purpose"), (), lambda each: each.purpose.en),
    Column("type", Text("类型", "Type"), ("数据类型", "填写类型"), lambda each: _word(each.type)),
    Column("unit", Text("计量单位", "Unit"), ("单位",), lambda each: each.unit),
    Column("time_kind", Text("时点或期间", "Stock or flow"), ("时间属性",), lambda each: _word(each.time_kind)),
    Column("over_time", Text("几期合起来", "Over periods"), ("跨期汇总",), lambda each: _word(each.over_time)),
    Column("over_units", Text("几个单位合起来", "Over units"), ("跨单位汇总",), lambda each: _word(each.over_units)),
    Column("numerator", Text("分子", "Numerator"), (), lambda each: each.numerator),
    Column("denominator", Text("分母", "Denominator"), (), lambda each: each.denominator),
    Column("weight", Text("权重", "Weight"), (), lambda each: each.weight),
    Column("by", Text("分组", "Broken down by"), ("分类维度",), lambda each: _titled(each.splits)),
    Column("personal", Text("个人信息级别", "Personal class"), ("敏感级别",), lambda each: _word(each.personal)),
    Column(
        "aliases", Text("别的叫法", "Other wordings"), ("别名", "同义词"), lambda each: BETWEEN.join(each.aliases)
    ),
    Column("missing", Text("缺数的理由", "Reasons for a gap"), (), lambda each: _titled(each.missing)),
)
