"""Imports done later: rows looked at, rows brought in; both in batches that go on where they stood."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from luoshi.jobs.kinds import Outcome, Run, job
from luoshi.packs.queries import register as declared
from luoshi.rules.texts import Text
from luoshi.sheets.actions.beginning import LOOK
from luoshi.sheets.actions.bringing import BRING, TO_BRING, bring_in, finish
from luoshi.sheets.actions.looking import look, looked_through
from luoshi.sheets.actions.undoing import TO_UNDO, UNDO, finish_undo, take_back
from luoshi.sheets.checking import Checker
from luoshi.sheets.mapping import mapped_of
from luoshi.sheets.models import Import, Result, Stage
from luoshi.sheets.queries import head_of, layout_in, rows_of_round, targets_for
from luoshi.sheets.reading.opening import rows_of

LOOKED_AT, BROUGHT = 500, 50  # rows of a batch
T = TypeVar("T")


@job(LOOK, title=Text("核对导入的表格", "Check a table to bring in"), retries=3)
def look_through(run: Run) -> Outcome | None:
    """Each row of the table, from where the last attempt stood. Nothing where the columns were mapped anew since."""
    brought = _import(run)
    if brought.round != run.arguments["round"] or brought.stage != Stage.CHECKING:
        return Outcome(Text("列对应已改，这次核对作废。", "The columns were mapped anew; this check is void."))
    layout = layout_in(brought, targets_for(run.by, brought), brought.sheet)
    register, columns = declared(brought.register), mapped_of(brought.columns)
    checker = Checker(brought, register, columns, by=run.by, at=run.at)
    begun = int(run.cursor or layout.after)
    total = max(int(str(head_of(brought, brought.sheet)["height"])), begun)
    with rows_of(brought.file, brought.sheet, after=layout.after) as rows:
        for batch in batched((row for row in rows if row[0] >= begun), LOOKED_AT):
            upto = batch[-1][0] + 1
            with run.batch(upto, max(total, upto), Text("正在核对各行", "Checking the rows")):
                look(batch, checker=checker)
                run.cursor = upto
    href = f"/imports/{brought.pk}/"
    with run.finishing():
        looked_through(brought, by=run.by, at=run.at)
        told = Text("核对完毕，请看预览并确认。", "Checked; look at the preview and confirm.")
        run.outcome = Outcome(told, href=href, facts=brought.counts)
    return None


@job(BRING, title=Text("导入表格", "Bring a table in"), retries=5)
def bring(run: Run) -> Outcome | None:
    """The confirmed rows that have had no turn yet, fifty in a transaction, each with its mark."""
    brought = _import(run)
    waiting = rows_of_round(brought).filter(fate__in=TO_BRING)
    total = waiting.count()
    done = total - waiting.filter(result=Result.OPEN).count()
    while batch := list(waiting.filter(place__gt=run.cursor or 0, result=Result.OPEN)[:BROUGHT]):
        done += len(batch)
        with run.batch(done, total, Text("正在导入", "Bringing the rows in")):
            bring_in(brought, batch, by=run.by, at=run.at)
            run.cursor = batch[-1].place
    with run.finishing():
        results = finish(brought, by=run.by, at=run.at)
        run.outcome = Outcome(_brought(results), href=f"/imports/{brought.pk}/", facts=results)
    return None


@job(UNDO, title=Text("撤销导入", "Undo an import"), retries=5)
def undo_it(run: Run) -> Outcome | None:
    """What the import wrote, fifty rows in a transaction; the last first, since later rows may rest on earlier."""
    brought = _import(run)
    total = rows_of_round(brought).filter(result__in=(*TO_UNDO, Result.TAKEN_BACK, Result.KEPT)).count()
    waiting = rows_of_round(brought).filter(result__in=TO_UNDO).order_by("-place")
    done = total - waiting.count()
    while batch := list(waiting[:BROUGHT]):
        done += len(batch)
        with run.batch(done, total, Text("正在撤销", "Undoing")):
            take_back(brought, batch, by=run.by, at=run.at)
    with run.finishing():
        results = finish_undo(brought, by=run.by, at=run.at)
        back, kept = results.get(Result.TAKEN_BACK, 0), results.get(Result.KEPT, 0)
        told = Text(f"撤回 {back} 条，{kept} 条没有撤回。", f"{back} taken back, {kept} not.")
        run.outcome = Outcome(told, href=f"/imports/{brought.pk}/", facts=results)
    return None


def _brought(results: dict[str, int]) -> Text:
    created, corrected = results.get(Result.CREATED, 0), results.get(Result.CORRECTED, 0)
    kept_out = results.get(Result.REFUSED, 0)
    zh, en = f"新增 {created} 条，更新 {corrected} 条", f"{created} new, {corrected} updated"
    return (
        Text(f"{zh}，{kept_out} 条未导入。", f"{en}, {kept_out} kept out.") if kept_out else Text(f"{zh}。", f"{en}.")
    )


def _import(run: Run) -> Import:
    brought: Import = Import.objects.select_related("unit", "file__content").get(pk=run.arguments["import"])
    return brought


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Items in lists of at most `size`.

    >>> [len(batch) for batch in batched(range(5), 2)]
    [2, 2, 1]
    """
    going = iter(items)
    while batch := list(islice(going, size)):
        yield batch
