"""Words that forms of offices use again and again: as labels, and as what is entered beside them."""

from enum import StrEnum
from functools import lru_cache


class Known(StrEnum):
    """Whether a word is known as a label, as what is entered, or not at all."""

    LABEL = "label"
    ENTRY = "entry"
    NEITHER = ""


def _words(text: str) -> list[str]:
    return text.split()


_LABELS = frozenset(
    _words("""
    姓名 户主 户主姓名 性别 民族 出生年月 出生日期 年龄 籍贯 身份证号 身份证号码 公民身份号码 证件类型
    证件号码 政治面貌 文化程度 学历 学位 专业 毕业院校 毕业时间 婚姻状况 健康状况 职业 职务 职称 工作单位
    单位名称 单位地址 单位性质 部门 岗位 参加工作时间 入党时间 联系电话 电话 手机 手机号码 电子邮箱 邮编
    邮政编码 传真 联系人 联系方式 家庭住址 住址 现住址 户籍地址 户籍地 通讯地址 地址 与户主关系 关系
    家庭成员 家庭人口 人口 劳动力 备注 照片 贴照片处 开户行 开户银行 银行账号 账号 卡号 金额 合计 序号 编号
    名称 项目 项目名称 项目地点 项目负责人 负责人 法定代表人 法人 注册资本 统一社会信用代码 经营范围
    成立时间 成立日期 所属行业 企业名称 企业类型 建设地点 建设内容 建设单位 建设规模 总投资 开工时间
    竣工时间 完成时间 面积 耕地面积 宅基地面积 房屋面积 住房面积 结构 数量 单价 规格 型号 规格型号 生产厂家
    品牌 用途 类别 类型 类别名称 种类 等级 日期 时间 申请人 申请日期 申请理由 申请事由 申请时间 审批意见
    审核意见 村委会意见 嘎查村意见 乡镇意见 单位意见 主管部门意见 领导意见 意见 签名 签字 盖章 经办人
    填表人 填表日期 制表人 审核人 收入来源 年收入 家庭年收入 致贫原因 帮扶措施 帮扶责任人 监测类型 风险类型
    是否党员 是否低保 残疾等级 残疾类别 低保类别 特长 爱好 简历 个人简历 工作经历 学习经历 奖惩情况 指标
    指标名称 计量单位 代码 本期 上期 本年 上年 本月 累计 期末余额 期初余额 年初 年末 增减 比例 占比 内容
    说明 情况 中文名 外文名
    """)
)
_ENTRIES = frozenset(
    _words("""
    男 女 汉 汉族 蒙古族 回族 满族 藏族 朝鲜族 壮族 维吾尔族 是 否 有 无 已婚 未婚 离异 丧偶 群众 中共党员
    党员 团员 共青团员 小学 初中 高中 中专 大专 本科 专科 硕士 博士 硕士研究生 良好 健康 一般 居民身份证
    身份证 务农 务工 学生 退休 中国 正常 合格 配偶 长子 次子 长女 次女 父亲 母亲 儿子 女儿 妻子 丈夫 本人
    不详 个 台 套 人 户 亩 头 只
    """)
)


@lru_cache(maxsize=16_384)
def known(text: str) -> Known:
    """Whether a text without spaces is one of those words; a label also with its colon or brackets.

    >>> str(known("户主姓名：")), str(known("汉族")), str(known("东桥"))
    ('label', 'entry', '')
    """
    word = text.rstrip(":：*＊")
    if word in _LABELS or word.split("（")[0].split("(")[0] in _LABELS:
        return Known.LABEL
    return Known.ENTRY if word in _ENTRIES else Known.NEITHER
