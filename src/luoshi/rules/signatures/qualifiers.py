"""Words of a heading that narrow what is counted, by family: two of one family exclude each other."""

from dataclasses import dataclass

from luoshi.rules.texts import Text

FAMILIES = {
    "sex": Text("性别", "sex"),
    "residence": Text("人口口径", "which population"),
    "settlement": Text("城乡", "town or country"),
    "place": Text("地域", "place"),
    "people": Text("民族", "ethnic group"),
    "done": Text("计划还是完成", "planned or done"),
    "standing": Text("新增、累计还是减少", "new, running total or gone"),
    "bound": Text("合同还是到位", "promised or paid in"),
    "flow": Text("收还是支、进还是出", "in or out"),
    "herd": Text("存栏还是出栏", "in the herd or out of it"),
    "stage": Text("到了哪一步", "which step"),
    "scale": Text("规模", "size class"),
    "care": Text("供养方式", "kind of care"),
    "grade": Text("等级", "grade"),
    "rank": Text("第几产业", "sector of the economy"),
    "fate": Text("死亡、受伤还是失踪", "dead, hurt or missing"),
    "age": Text("年龄", "age"),
}
"""What each family asks; a difference in one is told in these words."""

_WORDS = """
sex         female        women                 | 女性 女 妇女
sex         male          men                   | 男性 男
residence   resident      residents             | 常住 实际居住 实有居住
residence   registered    registered            | 户籍 在籍 户口在册
residence   floating      floating population   | 流动 暂住
residence   away          away                  | 外出
residence   returned      returned              | 返乡 返回
residence   left_behind   left behind           | 留守
settlement  urban         urban                 | 城镇 城市 城区 市区
settlement  rural         rural                 | 农村 农村牧区 农牧区 农牧民 乡村 农民 牧民 农户 牧区
settlement  both          town and country      | 城乡
place       in_region     inside the region     | 区内 省内 自治区内
place       out_region    outside the region    | 区外 省外 自治区外 跨省
place       in_county     inside the county     | 旗内 县内 本旗 本县 旗县内 县域内
place       out_county    outside the county    | 旗外 县外 旗县外 县域外
place       in_city       inside the city       | 市内 本市
place       out_city      outside the city      | 市外
place       in_town       inside the township   | 乡内 镇内 苏木内
place       out_town      outside the township  | 乡外 镇外 苏木外
place       abroad        abroad                | 境外 国外
place       in_country    in the country        | 境内 国内
people      minority      minorities            | 少数民族
people      mongol        Mongols               | 蒙古族
people      han           Han                   | 汉族
people      manchu        Manchu                | 满族
people      hui           Hui                   | 回族
done        actual        done                  | 完成 实际 实 已 实有 现有 已经 已完成
done        planned       planned               | 计划 预计 拟 目标 任务 预期 规划
done        due           due                   | 应
done        undone        not done              | 未 尚未 没有 无
done        needed        needed                | 需 需求 需要 缺口
standing    new           new                   | 新增 新登记 新建 新打 新纳入 新识别 新发生 新签约 新签 新设立
standing    new           new                   | 新设 新入库 新办 新 增加
standing    gone          gone                  | 退出 注销 减少 清退 调出 核减 吊销
standing    added         added                 | 迁入 调入
standing    left          moved away            | 迁出
bound       contract      contracted            | 合同
bound       agreed        agreed                | 协议
bound       framework     framework             | 框架
bound       paid_in       paid in               | 到位 资金到位
bound       allotted      allotted              | 下达 安排
bound       paid_out      paid out              | 拨付 支付
flow        income        income                | 收入
flow        spending      spending              | 支出
flow        export        exports               | 出口
flow        import        imports               | 进口
flow        upwards       handed up             | 上解
flow        subsidy       from above            | 上级补助
flow        debt          owed                  | 债务 负债
flow        claim         owed to it            | 债权
flow        deposit       deposits              | 存款
flow        loan          loans                 | 贷款
herd        stock         in the herd           | 存栏 在栏
herd        off           out of the herd       | 出栏
herd        sold          sold                  | 出售 外销
herd        eaten         eaten                 | 自食 自宰
herd        bred          born                  | 繁殖 接羔 产仔
herd        survived      survived              | 成活 成活数
stage       reserved      in reserve            | 储备
stage       negotiating   in negotiation        | 在谈 洽谈
stage       signed        signed                | 签约
stage       filed         filed                 | 立项 备案
stage       started       started               | 开工 开工建设
stage       continued     continued             | 续建 在建
stage       completed     completed             | 竣工 完工 建成
stage       producing     in production         | 投产
stage       capacity      at capacity           | 达产
stage       received      received              | 受理 接收
stage       settled       settled               | 办结
stage       searched      searched for          | 排查 摸排
stage       resolved      resolved              | 化解 调处 调处成功 化解成功
stage       found         found                 | 发现
stage       mended        mended                | 整改
stage       submitted     submitted             | 提交 报送 上报
stage       accepted      accepted              | 立案 采用 采纳
stage       answered      answered              | 办复 答复
stage       called_back   called back           | 回访
stage       enrolled      insured               | 参保
stage       paying        paid up               | 缴费
stage       drawing       drawing               | 领取 领取待遇 待遇领取
stage       admitted      admitted              | 招生
stage       graduated     graduated             | 毕业
stage       at_school     at school             | 在校
stage       sampled       sampled               | 采样
stage       positive      positive              | 阳性
stage       hit           hit                   | 受灾
stage       damaged       damaged               | 成灾 损坏 受损
stage       lost_all      all lost              | 绝收 倒塌
stage       sown          sown                  | 播种 种植
stage       harvested     harvested             | 收获 收割
stage       born          born                  | 出生
stage       married       married               | 结婚
stage       divorced      divorced              | 离婚
stage       leased        leased                | 流转
stage       contracted    under contract        | 承包
stage       confirmed     title confirmed       | 确权 确权登记颁证 确权颁证 确权登记
stage       irrigated     irrigated             | 水浇地
stage       dry           dry land              | 旱地
stage       first         first                 | 初次 首次 初信初访
stage       again         repeated              | 重复 再次 重信重访 重复信访
scale       large         above scale           | 规上 规模以上
scale       small         below scale           | 规下 规模以下
scale       quota         above quota           | 限上 限额以上
scale       scaled        of scale              | 规模
scale       below_quota   below quota           | 限下 限额以下
care        together      in a home             | 集中供养 集中
care        apart         at home               | 分散供养 分散
grade       first         first grade           | 一级 甲级
grade       second        second grade          | 二级 乙级
grade       third         third grade           | 三级
grade       fourth        fourth grade          | 四级
grade       grade_c       grade C               | C级
grade       grade_d       grade D               | D级
grade       grade_cd      grades C and D        | CD级 C、D级
grade       heavy         severe                | 重度
rank        primary       primary               | 第一产业 一产
rank        secondary     secondary             | 第二产业 二产
rank        tertiary      tertiary              | 第三产业 三产 服务业
fate        dead          dead                  | 死亡
fate        hurt          hurt                  | 受伤 伤
fate        missing       missing               | 失踪
"""

TAKEN_FOR_GRANTED = frozenset({("done", "actual"), ("flow", "spending"), ("herd", "stock")})
"""What a heading may leave out without meaning anything else: 实际到位资金 is 到位资金; 牛（头） are those there."""


@dataclass(frozen=True, slots=True)
class Qualifier:
    family: str
    value: str
    name: Text


def _read() -> tuple[dict[str, Qualifier], dict[tuple[str, str], Text]]:
    words: dict[str, Qualifier] = {}
    names: dict[tuple[str, str], Text] = {}
    for line in _WORDS.strip().splitlines():
        head, _, written = line.partition("|")
        family, value, *english = head.split()
        spoken = written.split()
        name = names.setdefault((family, value), Text(spoken[0], " ".join(english)))
        words.update({word: Qualifier(family, value, name) for word in spoken})
    return words, names


QUALIFIERS, NAMES = _read()
