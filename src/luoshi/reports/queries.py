"""What is known of forms: their files, newest first, the slots of one, who may see which."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet

from luoshi.evidence.models import File
from luoshi.packs.queries import current
from luoshi.registers.exhibits import seen_of
from luoshi.registers.models import Record
from luoshi.registers.queries import get, search, visible_to
from luoshi.reports.models import FormFile, Slot, SlotState
from luoshi.reports.policies import ASKED_FORM, check_is_form, refused
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused


def form_of(actor: Actor, pk: int) -> Record:
    """One asked form, as a record the person may see. Three queries."""
    record = get(actor, pk)
    check_is_form(record)
    return record


def forms_seen(actor: Actor, words: str = "") -> QuerySet[Record]:
    """The asked forms the person may see, those with a file first; only those the words find. One query at most."""
    register = next((each for each in current().registers() if each.ref == ASKED_FORM), None)
    if register is None:
        return Record.objects.none()
    found = search(visible_to(actor, register), words, register=ASKED_FORM).select_related("unit", "lead")
    has_file = Exists(FormFile.objects.filter(record=OuterRef("pk")))
    return found.annotate(has_file=has_file).order_by("-has_file", "label", "pk")


def newest_files(records: Collection[Record]) -> dict[int, FormFile]:
    """The newest file of each form that has one. One query."""
    held = FormFile.objects.filter(record__in=records).order_by("version")
    return {each.record_id: each for each in held}


def files_of(record: Record) -> QuerySet[FormFile]:
    """The files of a form, the newest first."""
    return FormFile.objects.filter(record=record).select_related("file__content").order_by("-version")


def newest_of(record: Record) -> FormFile | None:
    """The file of a form that counts. One query."""
    return files_of(record).first()


def form_file_seen(actor: Actor, pk: int) -> FormFile:
    """One file of a form; refused in the same words whether it is not there or not theirs to see."""
    found = FormFile.objects.select_related("record__unit", "file__content").filter(pk=pk).first()
    try:
        if found is not None:
            get(actor, found.record_id)
            return found
    except Refused:
        pass
    raise refused("not_visible", where=str(pk), pk=pk)


def same_elsewhere(actor: Actor, form_file: FormFile) -> list[Record]:
    """Other forms of which the same bytes are a file, as far as the person may see them. A few queries."""
    held = FormFile.objects.filter(sha256=form_file.sha256).exclude(record=form_file.record_id)
    return seen_of(actor, set(held.values_list("record_id", flat=True)))


def slots_of(form_file: FormFile) -> QuerySet[Slot]:
    """The slots of a file, in the order in which they stand."""
    return Slot.objects.filter(form_file=form_file).exclude(state=SlotState.GONE).order_by("sheet", "row", "column")


class Forms:
    """Which files are forms of an office, for the room that keeps files."""

    def in_use(self, contents: Collection[int]) -> set[int]:
        """Contents that are the file of a form. One query."""
        held = FormFile.objects.filter(file__content__in=contents).values_list("file__content_id", flat=True)
        return {int(content) for content in held}

    def seen_by(self, actor: Actor, sha256: str) -> File | None:
        """The file under the name it was brought by, for who may see the form."""
        held = list(FormFile.objects.filter(sha256=sha256).select_related("file__content").order_by("-pk"))
        seen = {record.pk for record in seen_of(actor, {each.record_id for each in held})}
        return next((each.file for each in held if each.record_id in seen), None)
