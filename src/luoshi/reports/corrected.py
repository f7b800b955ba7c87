"""Which issued forms rest on records that were corrected since: asked of many at once, not figure by figure."""

from collections.abc import Collection

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from luoshi.reports.models import Issue

NEWEST = 1_000  # issued forms that a search for corrected ones looks at

_CORRECTED = {
    "sqlite": """EXISTS (
        SELECT 1 FROM reports_issuedfigure figure, json_each(figure.trail, '$.records') named,
        registers_record record
        WHERE figure.issue_id = reports_issue.id AND record.id = json_extract(named.value, '$[0]')
        AND record.revision > json_extract(named.value, '$[1]'))""",
    "postgresql": """EXISTS (
        SELECT 1 FROM reports_issuedfigure figure, jsonb_array_elements(figure.trail->'records') AS named(pair),
        registers_record record
        WHERE figure.issue_id = reports_issue.id AND record.id = (named.pair->>0)::bigint
        AND record.revision > (named.pair->>1)::integer)""",
}


def corrected_among(issues: Collection[int]) -> set[int]:
    """Those of these issued forms of which some record has a later revision than it had then. One query.

    It says that a source was written again, not that a figure is another one: that is `issued.changed_since`. Records
    that came in later count for nothing here.
    """
    if not issues:
        return set()
    corrected = RawSQL(_CORRECTED[connection.vendor], (), output_field=BooleanField())  # noqa: S611  (ours, no words)
    return set(Issue.objects.filter(pk__in=issues).filter(corrected).values_list("pk", flat=True))


def only_corrected(issues: QuerySet[Issue]) -> QuerySet[Issue]:
    """Those of the newest of these whose records were corrected since. Two queries now."""
    return issues.filter(pk__in=corrected_among(list(issues.values_list("pk", flat=True)[:NEWEST])))
