"""Which status a refusal has: the same code always the same one."""

from collections.abc import Mapping

BY_CODE: Mapping[int, frozenset[str]] = {
    400: frozenset({"api.malformed"}),
    401: frozenset({"api.unknown_token"}),
    403: frozenset(
        {
            "api.scope",
            "api.own_password_first",
            "api.own_name",
            "registers.hidden_field",
            "registers.not_asked",
            "registers.drawn_by_closer",
            "registers.own_level",
            "registers.own_offer",
            "people.not_administrator",
            "people.not_city_administrator",
            "org.not_administrator",
            "registers.own_request",
            "registers.reply_by",
            "measures.beyond_sight",
            "measures.hidden_field",
            "measures.nothing_visible",
            "measures.out_of_sight",
            "measures.personal",
            "measures.list_of_others",
            "packs.group_personal",
        }
    ),
    404: frozenset(
        {
            "api.nothing_here",
            "api.no_such_token",
            "api.no_such_agenda",
            "api.no_such_subscription",
            "api.no_such_dispatch",
            "api.no_such_file",
            "api.no_such_draw",
            "registers.list_not_visible",
            "registers.no_view",
            "registers.unknown_move",
            "reports.issue_not_visible",
            "jobs.unknown",
            "org.no_group",
            "registers.unknown_review",
            "registers.no_such_rung",
            "registers.evidence_unknown",
            "packs.unknown",
            "packs.unknown_version",
            "measures.not_printed",
            "measures.no_list",
            "org.unknown_unit",
        }
    ),
    405: frozenset({"api.method"}),
    409: frozenset({"returns.nobody_missing"}),
    411: frozenset({"api.length"}),
    413: frozenset({"api.too_large", "evidence.too_large"}),
    415: frozenset({"api.media_type"}),
    422: frozenset(
        {
            "api.shape",
            "api.parameter",
            "api.cursor",
            "api.filter",
            "api.idempotency_key",
            "api.sent_differently",
            "api.name",
            "api.scopes",
            "api.expiry",
            "api.acts",
            "api.agenda",
            "registers.invalid",
            "registers.day",
            "registers.period",
            "registers.too_long",
            "registers.condition",
            "registers.draw_period",
            "registers.lead_is_party",
            "registers.mention_ambiguous",
            "registers.not_a_picture",
            "registers.resumed_when",
            "registers.stop_not_listed",
            "registers.stopped_when",
            "registers.too_many_mentions",
            "registers.too_much_time",
            "registers.value_day",
            "registers.verdict",
            "returns.not_owed",
            "api.dhis2_twice",
            "api.dhis2_unknown",
            "registers.unit_closed",
            "registers.not_set_by_move",
            "measures.no_such_field",
            "measures.not_groupable",
            "org.not_on_that_day",
        }
    ),
    428: frozenset({"api.if_match"}),
    429: frozenset({"api.too_many_requests"}),
    500: frozenset({"api.fault"}),
    503: frozenset({"api.database", "evidence.disk_full", "evidence.store"}),
}
ALL_OF_ROOM = {"periods": 422, "quantities": 422, "names": 422, "codes": 422, "evidence": 422, "calendars": 422}
"""Rooms whose refusals speak of what was entered."""
OTHERWISE = 409


def status_of(code: str) -> int:
    """The status of a refusal's code: what may never be done by this person is 403, what cannot be read is 422.

    Every other one speaks of how things stand now: 409.
    """
    for status, codes in BY_CODE.items():
        if code in codes:
            return status
    room, _, name = code.partition(".")
    if room in ALL_OF_ROOM:
        return ALL_OF_ROOM[room]
    if name == "not_visible":
        return 404
    if name.endswith("_missing"):
        return 422
    return 403 if name.startswith(("may_not_", "not_your")) else OTHERWISE
