"""What is told of a thing: how many, how large, which share, when; and of whom."""

from luoshi.rules.texts import Text

_STATISTICS = """
rate        a rate                  | 率 进度 比例 百分比 普及率 覆盖率
share       a share of the whole    | 占比 比重 占
yoy         growth on last year     | 同比增长 同比增减 同比增速 同比增幅 同比 较上年同期增减 较去年同期增减
yoy         growth on last year     | 比上年增长 比去年同期
mom         growth on last month    | 环比增长 环比增减 环比增速 环比 较上月增减 比上月增减 较上期增减
growth      growth                  | 增速 增长率 增长 增幅 增减
per_capita  per person              | 人均
per_house   per household           | 户均
per_mu      per mu                  | 亩均
yield       yield per mu            | 单产 亩产 亩均产量
average     an average              | 平均 平均数
price       a price                 | 价格 单价 均价 平均价格 收购价 收购价格 市场价格 平均价 销售价格
count       a number                | 数 数量 数目 个数 总数 株数 只数 头数 匹数 眼数 份数 件数 项数 起数 次数
count       a number                | 场数 家数 台数 辆数 套数 条数 篇数 处数 所数 对数 宗数 盏数 张数
area        an area                 | 面积 总面积 亩数
output      an output               | 产量 总产量 总产
money       an amount of money      | 金额 资金 款项 总额 经费 额度 金额数
length      a length                | 里程 长度 总里程 公里数
name        a name                  | 姓名 名字
date        a date                  | 时间 日期
age         an age                  | 年龄
"""

_ENTITIES = """
persons          persons            | 人数 人员数 人员 人口数 人口 人 名 位
households       households         | 户数 户 农户 牧户 农牧户 住户 家庭户数 农户数 家庭数
person_times     attendances        | 人次 人次数
household_times  household visits   | 户次
firm_times       visits to firms    | 家次
vehicle_times    trips of vehicles  | 台次 车次 辆次
rooms            rooms              | 间数
"""

_UNITS = """
persons          人 名 位
households       户
person_times     人次
household_times  户次
firm_times       家次
vehicle_times    台次 车次 辆次
count 个 家 件 项 条 篇 份 次 场 支 处 座 套 台 辆 台套 所 眼 张 宗 对 盏 起 期 棵 株 批 艘 头 只 匹 头只 口 峰
count 羽 块 栋 幢 片 本 册 班 组 门 部
rooms            间
rate             % ‰ 百分点 个百分点
"""


def _read(table: str) -> tuple[dict[str, str], dict[str, Text]]:
    words: dict[str, str] = {}
    names: dict[str, Text] = {}
    for line in table.strip().splitlines():
        head, _, written = line.partition("|")
        value, *english = head.split()
        names.setdefault(value, Text(written.split()[0], " ".join(english)))
        words.update(dict.fromkeys(written.split(), value))
    return words, names


STATISTICS, STATISTIC_NAMES = _read(_STATISTICS)
ENTITIES, ENTITY_NAMES = _read(_ENTITIES)

COUNTING_UNITS = {unit: line.split()[0] for line in _UNITS.strip().splitlines() for unit in line.split()[1:]}
"""Counting words → what they count; 户 behind firms counts firms, so `count` agrees with any things but persons."""

OF_DIMENSION = {
    "money": "money",
    "us_dollars": "money",
    "area": "area",
    "mass": "output",
    "length": "length",
    "rate": "rate",
}
"""What a physical unit says of the statistic when no word does."""
