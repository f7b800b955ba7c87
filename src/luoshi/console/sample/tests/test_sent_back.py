"""One return of the herding year was sent back by a person above the village, as people do it."""

import pytest

from luoshi.console.sample.one_table.returns import LIVESTOCK, SENT_BACK
from luoshi.console.sample.people import HERDING_LEAD
from luoshi.org.models import Unit
from luoshi.packs.queries import register
from luoshi.people.models import Account
from luoshi.registers.models import Move, MoveStatus, Record
from luoshi.returns.policies import Stand, stand_of


@pytest.mark.usefixtures("sample_city")
def test_a_return_was_sent_back_with_its_reason() -> None:
    (back,) = Record.objects.of(LIVESTOCK).filter(state="draft")
    assert stand_of(register(LIVESTOCK), back) is Stand.SENT_BACK
    (step,) = Move.objects.filter(record=back)
    lead = Account.objects.get(username=HERDING_LEAD)
    assert (step.name, step.status, step.note, step.by_account) == ("send_back", MoveStatus.DONE, SENT_BACK, lead.pk)
    assert back.unit.path.startswith(Unit.objects.get(code="qingyuan").path)
