"""The units of government figures: what each measures and how large it is."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

_UNITS = """
symbol       dimension        scale    English
元           money            1        yuan
美元         us_dollars       1        US dollar(s)
人 名 位     persons          1        person(s)
人次         person_times     1        person-time(s)
户           households       1        household(s)
家           enterprises      1        enterprise(s)
个           count_ge         1        item(s)
项           count_xiang      1        matter(s)
件           count_jian       1        case(s)
条           count_tiao       1        entr(y/ies)
篇           count_pian       1        piece(s)
份           count_fen        1        cop(y/ies)
次           occurrences      1        time(s)
场           events           1        event(s)
支           teams            1        team(s)
处           sites            1        site(s)
座           structures       1        structure(s)
套           sets             1        set(s)
台           machines         1        machine(s)
辆           vehicles         1        vehicle(s)
头 只 匹 头只 livestock       1        head
亩           area             1        mu
公顷         area             15       hectare(s)
平方公里     area             1500     square kilometre(s)
平方米       area             3/2000   square metre(s)
吨           mass             1        tonne(s)
公斤 千克    mass             1/1000   kilogram(s)
斤           mass             1/2000   jin
公里 千米    length           1000     kilometre(s)
米           length           1        metre(s)
立方米 方    volume           1        cubic metre(s)
吨公里       freight          1        tonne-kilometre(s)
人公里       passenger        1        passenger-kilometre(s)
千瓦         power            1        kilowatt(s)
兆瓦         power            1000     megawatt(s)
千瓦时 度    energy           1        kilowatt-hour(s)
吨标准煤     coal_equivalent  1        tonne(s) of coal equivalent
日 天        days             1        day(s)
小时         days             1/24     hour(s)
工作日 个工作日  working_days 1        working day(s)
个月         months           1        month(s)
年           months           12       year(s)
"""

_PREFIXES = {
    "万亿": (10**12, "trillion"),
    "千万": (10**7, "ten million"),
    "百万": (10**6, "million"),
    "亿": (10**8, "hundred million"),
    "万": (10**4, "ten thousand"),
    "千": (10**3, "thousand"),
    "百": (10**2, "hundred"),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """`scale` counts in the dimension's own unit: 亿元 is 10⁸ of money. Units of one dimension add up."""

    symbol: str
    dimension: str
    scale: Fraction
    english: str

    def name(self, language: str, *, one: bool = False) -> str:
        """The unit behind a number; `one` for the English singular."""
        return _number_form(self.english, one=one) if language.startswith("en") else self.symbol


@cache
def unit(symbol: str) -> Unit:
    """The unit written so: 元, 万元, 亿元, 万吨公里, 万元/亩; refused when the registry does not know it."""
    if symbol in _REGISTRY:
        return _REGISTRY[symbol]
    above, slash, below = symbol.partition("/")
    if slash:
        return _quotient(unit(above), unit(below))
    for prefix, (factor, english) in _PREFIXES.items():
        base = _REGISTRY.get(symbol.removeprefix(prefix))
        if symbol.startswith(prefix) and base is not None:
            return Unit(symbol, base.dimension, base.scale * factor, f"{english} {base.english}")
    raise Refused(
        "quantities.unknown_unit",
        reason=Text(f"没有登记“{symbol}”这个计量单位。", f"The unit “{symbol}” is not in the registry."),
        remedy=Text(
            "改用已登记的单位，如 万元、亿元、亩、吨、人次。",
            "Use a registered unit such as 万元, 亿元, 亩, 吨 or 人次.",
        ),
    )


def kindred(symbol: str) -> tuple[Unit, ...]:
    """The other units people may have meant: those of the same dimension, and the same ones in 万 and 亿."""
    asked = unit(symbol)
    bases = [each for each in _REGISTRY.values() if each.dimension == asked.dimension]
    prefixed = any(asked.symbol.startswith(prefix) for prefix in ("万", "亿")) or asked.dimension == "money"
    large = [unit(prefix + each.symbol) for each in bases for prefix in ("万", "亿") if prefixed]
    return tuple(each for each in (*bases, *large) if each.symbol != symbol)


def _quotient(above: Unit, below: Unit) -> Unit:
    return Unit(
        f"{above.symbol}/{below.symbol}",
        f"{above.dimension}/{below.dimension}",
        above.scale / below.scale,
        f"{above.english} per {_number_form(below.english, one=True)}",
    )


def _number_form(english: str, *, one: bool) -> str:
    """ "entr(y/ies)" → "entry" or "entries"; "person(s)" → "person" or "persons"."""
    before, bracket, rest = english.partition("(")
    if not bracket:
        return english
    forms, _, after = rest.partition(")")
    singular, _, plural = forms.rpartition("/")
    return before + (singular if one else plural) + after


def _read(table: str) -> dict[str, Unit]:
    registry: dict[str, Unit] = {}
    for line in table.strip().splitlines()[1:]:
        words = line.split()
        place = next(index for index, word in enumerate(words) if word.isascii())
        dimension, scale, *english = words[place:]
        for symbol in words[:place]:
            registry[symbol] = Unit(symbol, dimension, Fraction(scale), " ".join(english))
    return registry


_REGISTRY = _read(_UNITS)
