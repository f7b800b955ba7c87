"""The words that names of the sample city are made of; every made name also says 样例."""

INDUSTRIES = (
    ("新能源装备", "energy"),
    ("绿色农畜产品加工", "agriculture"),
    ("生物制药", "health"),
    ("铝基新材料", "industry"),
    ("玉米生物发酵", "grain"),
    ("现代物流", "logistics"),
    ("数字经济", "data"),
    ("文化旅游", "tourism"),
    ("装备制造", "science"),
    ("绿色建材", "construction"),
)
"""Each industry with the department that is responsible for it (R066)."""

WORKS = ("产业园", "生产基地", "加工", "研发中心", "一体化", "二期扩能", "示范")
ORIGINS = ("北京", "浙江", "陕西", "辽宁", "江苏", "山东", "广东", "河北")
