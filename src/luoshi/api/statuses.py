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
            "registers.not_yours",
            "registers.not_your_file",
            "registers.not_your_comment",
            "registers.not_your_view",
            "registers.not_asked",
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
            "api.no_such_unit",
            "api.no_such_file",
            "api.no_such_draw",
            "registers.not_visible",
            "registers.list_not_visible",
            "registers.unknown_move",
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
            "api.address",
            "api.acts",
            "api.agenda",
            "registers.invalid",
            "registers.day",
            "registers.period",
            "registers.too_long",
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
    if name.endswith("_missing"):
        return 422
    return 403 if name.startswith("may_not_") else OTHERWISE
