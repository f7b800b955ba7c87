"""The investment line of the sample city: every register filled, in the order of their references."""

from luoshi.console.sample.city import City
from luoshi.console.sample.events import events_of, signings_of
from luoshi.console.sample.money import agreements_of, deals_of, paid_in_of, shares_of, stakes_of
from luoshi.console.sample.outreach import contacts_of, institutes_of, trips_of
from luoshi.console.sample.projects import TEN_MILLION
from luoshi.console.sample.registering import Around, projects_of
from luoshi.console.sample.teams import enterprises_of, industries_of, teams_of
from luoshi.registers.models import Record


def fill(city: City) -> None:
    """Fill every register of the line. About six thousand records, a few seconds."""
    teams = city.adopt("investment.team", teams_of(city))
    around = Around(
        enterprises=city.adopt("investment.enterprise", enterprises_of(city)),
        industries=city.adopt("investment.industry", industries_of(city)),
        teams=teams,
    )
    projects = city.adopt("investment.project", projects_of(city, around))
    signed = [project for project in projects if _counts(project)]
    events = city.adopt("investment.signing_event", events_of(city))
    city.adopt("investment.signing", signings_of(projects, events))
    city.adopt("investment.contact", contacts_of(city, teams))
    city.adopt("investment.trip", trips_of(city, signed))
    city.adopt("investment.institute", institutes_of(city))
    city.adopt("investment.paid_in", paid_in_of(city, signed))
    city.adopt("investment.enclave_share", shares_of(city, signed))
    agreements = city.adopt("investment.enclave_agreement", agreements_of(city, signed))
    city.adopt("investment.enclave_stake", stakes_of(city, agreements))
    city.adopt("investment.deal", deals_of(city, signed))


def _counts(project: Record) -> bool:
    return "signed" in project.reached and int(project.data["amount"]) >= TEN_MILLION
