"""How closely a heading touches a natural person, by its words."""

import re

SENSITIVE = "sensitive"
GENERAL = "general"
NONE = "none"

_SENSITIVE = re.compile(
    "身份证|公民身份|证件号|银行卡|银行账|银行帐|一卡通账|开户|社保卡号|残疾证号|残疾人证号|病史|病种|患病|疾病名|健康状况|"
    "残疾类别|残疾等级|宗教信仰|指纹|人脸|家庭年收入|个人收入|征信|行踪|学籍号"
)
_GENERAL = re.compile(
    "姓名|户主(?!数)|性别$|民族$|出生年|出生日|年龄$|电话|手机|联系方式|住址|家庭地址|居住地址|婚姻|政治面貌|文化程度|学历|"
    "与户主关系|监护人|微信|邮箱|职业$"
)
_COUNTED = re.compile(r"(人数|户数|人次|合计|总数|率|占比|平均)$")


def personal_class(words: str) -> str:
    """`sensitive`, `general` or `none`; a number of persons is not about a person. After PIPL, art. 28."""
    plain = re.sub(r"[（(][^（()）]*[)）]$", "", words.strip())
    if _COUNTED.search(plain):
        return NONE
    if _SENSITIVE.search(plain):
        return SENSITIVE
    return GENERAL if _GENERAL.search(plain) else NONE
