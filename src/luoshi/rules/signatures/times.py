"""When a heading's figure holds: at the beginning or the end of what, over which span, of now or of before."""

from dataclasses import dataclass

from luoshi.rules.texts import Text

_TIMES = """
year     end    now   -      | 年末 年底 本年末 年终 12月末 日历年度末 本年底 年末实有
year     begin  now   -      | 年初 本年初
any      end    now   -      | 期末 月末数
any      begin  now   -      | 期初
month    end    now   -      | 月末 本月末 当月末 月底 本月底
month    begin  now   -      | 月初 本月初
quarter  end    now   -      | 季末 本季末 季度末 本季度末
herding  end    now   -      | 6月末 六月末 牧业年度末 牧业年度 牧业年度末存栏时点
year     end    last  -      | 上年末 去年末 上年底 去年底 上年年末
month    end    last  -      | 上月末 上月底
month    -      now   -      | 本月 当月 月度 本月数
year     -      now   -      | 本年 当年 年度 本年度 今年 年 全年 年内 本年内 当年度
quarter  -      now   -      | 本季 本季度 当季 季度
week     -      now   -      | 本周 当周
tenday   -      now   -      | 本旬
halfyear -      now   -      | 上半年 半年
day      -      now   -      | 当日 今日 本日
any      -      now   -      | 本期 期内 报告期 报告期内
any      -      last  -      | 去年同期 上年同期 上年同月 上年同月数 去年同月 同期 上期 去年同期数 上年同期数
month    -      last  -      | 上月 上个月
year     -      last  -      | 上年 去年 上年度
week     -      last  -      | 上周
tenday   -      last  -      | 上旬
quarter  -      last  -      | 上季度 上季
any      -      now   some   | 累计 累计数 至今 截至目前 截止目前 历年累计
year     -      now   year   | 1-本月 1至本月 1-本月累计 年初至今 今年以来 本年累计 当年累计 年累计 全年累计
year     -      now   year   | 年内累计 本年度累计
any      -      now   start  | 自开工累计 自开工以来累计 开工以来累计 开工至今 自开工以来 项目开工以来累计
any      -      now   start  | 自开工至今累计
"""


@dataclass(frozen=True, slots=True)
class Time:
    """`end` and `begin` name a moment (stock), no anchor a span (flow); `since`: a running total."""

    span: str = ""
    anchor: str = ""
    shift: str = ""
    since: str = ""
    words: str = ""

    def beside(self, other: "Time") -> "Time":
        """Two words of one heading together: 本年 and 累计 are a running total of the year."""
        span = other.span if self.span in ("", "any") else self.span
        since = "year" if {self.since, other.since} == {"", "some"} and span == "year" else self.since or other.since
        shift = "last" if "last" in (self.shift, other.shift) else self.shift or other.shift
        return Time(span, self.anchor or other.anchor, shift, since, self.words + other.words)


def _read() -> dict[str, Time]:
    words: dict[str, Time] = {}
    for line in _TIMES.strip().splitlines():
        head, _, written = line.partition("|")
        span, anchor, shift, since = (part.replace("-", "") if part == "-" else part for part in head.split())
        words.update({word: Time(span, anchor, shift, since, word) for word in written.split()})
    return words


TIMES = _read()


def differing(left: Time, right: Time) -> Text | None:
    """Why two figures are not of one time, if they are not; what a heading leaves open agrees with the usual."""
    if {left.shift or "now", right.shift or "now"} == {"now", "last"}:
        return Text("一个是本期，一个是上期或上年同期", "one is of now, the other of the period before")
    if _begins(left) != _begins(right):
        return Text("一个是期初数，一个是期末数", "one is of the beginning, the other of the end")
    if bool(left.since) != bool(right.since):
        return Text("一个是累计数，一个是当期数", "one is a running total, the other of one period")
    if left.since and right.since and {left.since, right.since} == {"year", "start"}:
        return Text("累计的起点不同", "the running totals start from different days")
    if not left.since and _spans(left, right):
        return Text(f"时间不同：{left.words}，{right.words}", f"other spans: {left.words}, {right.words}")
    return None


def _begins(time: Time) -> bool:
    return time.anchor == "begin"


def _spans(left: Time, right: Time) -> bool:
    named = {time.span for time in (left, right)} - {"", "any"}
    return len(named) > 1
