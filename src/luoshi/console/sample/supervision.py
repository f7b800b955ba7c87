"""The supervision line of the sample city: every register filled, in the order of their references."""

from luoshi.console.sample.city import City
from luoshi.console.sample.duties import decisions_of, meetings_of, parts_of_tasks, tasks_of
from luoshi.console.sample.hazards import hazards_of, problems_of, seasons_of
from luoshi.console.sample.promises import promises_of
from luoshi.console.sample.stock import stock_of
from luoshi.console.sample.visits import findings_of, inspections_of, plans_of


def fill(city: City) -> None:
    """Fill every register of the line. About eight hundred records, a second."""
    meetings = city.adopt("supervision.meeting", meetings_of(city))
    decisions = city.adopt("supervision.decision", decisions_of(city, meetings))
    tasks = city.adopt("supervision.task", tasks_of(city, decisions))
    city.adopt("supervision.task", parts_of_tasks(city, tasks))
    plans = city.adopt("supervision.inspection_plan", plans_of(city))
    visits = city.adopt("supervision.inspection", inspections_of(city, plans))
    city.adopt("supervision.finding", findings_of(city, visits, tasks))
    city.adopt("supervision.stock_item", stock_of(city))
    city.adopt("supervision.hazard", hazards_of(city))
    city.adopt("supervision.promise", promises_of(city))
    city.adopt("supervision.problem", problems_of(city))
    city.adopt("supervision.risk_season", seasons_of(city))
