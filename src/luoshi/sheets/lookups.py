"""What words in cells point to: units by name, code or alias, records by number or name; each asked for once."""

from dataclasses import dataclass, field
from datetime import date

from luoshi.org.models import Unit
from luoshi.org.queries.names import unit_by
from luoshi.packs.queries import current
from luoshi.registers.models import number_of
from luoshi.registers.queries import visible_to
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.rules.written import Misfit, same_word
from luoshi.rules.written.misfits import said

TOLD = 3  # candidates named where several are meant


@dataclass
class Lookups:
    """Names as one person may know them on one day; memory grows with the records of the registers pointed to."""

    actor: Actor
    day: date
    _units: dict[str, Unit | Misfit] = field(default_factory=dict)
    _names: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    _numbers: dict[str, dict[int, str]] = field(default_factory=dict)

    def unit(self, words: str) -> Unit:
        """The unit somebody means; raises `Misfit` with the candidates. Two queries for each new name."""
        if words not in self._units:
            try:
                self._units[words] = unit_by(words, on=self.day)
            except Refused as refused:
                self._units[words] = Misfit(refused.reason, refused.remedy)
        found = self._units[words]
        if isinstance(found, Misfit):
            raise found
        return found

    def record(self, register_ref: str, words: str) -> int:
        """The record somebody means, of those the person sees; raises `Misfit`. One query for each register."""
        if register_ref not in self._names:
            self._learn(register_ref)
        by_number = self.numbered(register_ref, words)
        if by_number is not None:
            return by_number
        found = self._names[register_ref].get(same_word(words), [])
        if len(found) == 1:
            return found[0]
        title = current().register(register_ref).title
        if not found:
            raise Misfit(
                Text(f"“{title.zh}”中没有“{said(words)}”", f"there is no '{said(words)}' in {title.en}"),
                Text(
                    "请核对名称或改写编号；没有登记的请先登记。",
                    "Check the name, or enter it first.",
                ),
            )
        numbers = "、".join(self._numbers[register_ref][pk] for pk in found[:TOLD])
        raise Misfit(
            Text(
                f"“{said(words)}”有 {len(found)} 条：{numbers}", f"'{said(words)}': {len(found)} of them: {numbers}"
            ),
            Text("请改写编号。", "Give the number instead."),
        )

    def numbered(self, register_ref: str, words: str) -> int | None:
        """The record of a number such as ZS-2022-000123, where the person sees one."""
        if register_ref not in self._names:
            self._learn(register_ref)
        tail = words.strip().rsplit("-", 1)[-1]
        pk = int(tail) if tail.isascii() and tail.isdigit() and len(tail) < 19 else 0
        return pk if self._numbers[register_ref].get(pk, "").casefold() == words.strip().casefold() else None

    def _learn(self, register_ref: str) -> None:
        names: dict[str, list[int]] = {}
        numbers: dict[int, str] = {}
        records = visible_to(self.actor, current().register(register_ref)).order_by()
        rows = records.values_list("pk", "label", "prefix", "created_at").iterator(chunk_size=5_000)
        for pk, label, prefix, created_at in rows:
            names.setdefault(same_word(label), []).append(pk)
            numbers[pk] = number_of(prefix, created_at, pk)
        self._names[register_ref], self._numbers[register_ref] = names, numbers
