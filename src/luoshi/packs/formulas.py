"""Parsing the formulas of a file, with all that is wrong with them."""

from dataclasses import dataclass, field

from luoshi.packs.problems import Finding, Path
from luoshi.rules.expressions import ExpressionError, Node, parse


@dataclass(slots=True)
class Formulas:
    """Parses the formulas of one file and keeps what is wrong with them."""

    file: str
    findings: list[Finding] = field(default_factory=list)

    def parsed(self, source: str | None, path: Path) -> Node | None:
        if source is None:
            return None
        try:
            return parse(source)
        except ExpressionError as error:
            words = {"reason": error.reason, "remedy": error.remedy}
            self.findings.append(Finding("LS401", self.file, path, words, offset=error.column - 1))
            return None
