"""Second looks of the sample: matters struck off in a day, listed, drawn from by another, looked at again."""

from luoshi.console.sample.week import Week
from luoshi.registers.actions import Step, create, move, set_parties
from luoshi.registers.actions.looking import Sight, close_list, draw_looks, look_again
from luoshi.registers.models import Record
from luoshi.registers.models.looks import Seen
from luoshi.rules.actors import Role

TASK, MONTH = "supervision.task", "2023-01"
MATTERS = ("路灯不亮", "井盖松动", "公交站牌缺失", "供水水压不足", "垃圾清运不及时")
MANY = 20
SOURCE = "样例：2023年2月3日开奖的一组公开号码"
PUBLIC = "04 09 13 20 26 31"


def live(week: Week) -> None:
    """Struck off on the last day of January; the list closed by one, the value entered by another, one look made."""
    for number in range(MANY):
        _struck_off(week, f"{MATTERS[number % len(MATTERS)]}（样例即办{number + 1:02d}）")
    week.next_day()
    draw = close_list(TASK, period=MONTH, source=SOURCE, by=week.who(Role.SUPERVISOR), at=week.tick())
    for _ in range(2):
        week.next_day()
    verifier = week.who(Role.VERIFIER)
    drawn = draw_looks(draw, public=PUBLIC, by=verifier, at=week.tick())
    first = next(look for look in drawn if look.seen == Seen.OPEN)
    sight = Sight(holds=True, finding="现场核实，问题没有反复（样例）", evidence={"look_again": "样例回头看记录1号"})
    look_again(first, sight=sight, by=verifier, at=week.tick())


def _struck_off(week: Week, name: str) -> Record:
    supervisor, county = week.who(Role.SUPERVISOR), week.who(Role.COUNTY_LEAD)
    day, lead = week.at.date(), week.units["hewan"]
    data = {"name": name, "origin": "letter", "urgency": "urgent", "answer_by": day, "demand": "当日办理（样例）"}
    task = create(TASK, data, unit=week.units["supervision"], lead=lead, by=supervisor, at=week.tick())
    set_parties(task, lead=lead, supervisor=[week.units["city"]], by=supervisor, at=week.at)
    proof = {"result_proof": "样例现场照片"}
    for name_of_move, by, values, evidence in (
        ("docket", supervisor, {}, {}),
        ("assign", supervisor, {}, {}),
        ("undertake", county, {"pledge": "当日办结（样例）"}, {}),
        ("report", county, {"result": "已到现场处理，恢复正常（样例）"}, proof),
        ("strike_off", supervisor, {}, proof),
    ):
        step = Step(on=day, values=values, evidence=evidence)
        move(task, name_of_move, step=step, by=by, at=week.at)
    return task
