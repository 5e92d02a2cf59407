"""What the admins must hear of: in words, with the button that sees to it."""

from datetime import timedelta

import pytest

from ektp_core.alarms import AlarmKind, Fault
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.store.alarms import Alarm
from handlers.staff.alarms import alarm_reply, fault_listeners, fault_reply, listeners
from handlers.texts import render
from tests.handlers.staff.announcements.desk import HENDRA, JULIAN, NOON, RATNA, WULAN, Desk

DETAILS: dict[AlarmKind, dict[str, object]] = {
    AlarmKind.HELD: {"announcements": 1, "copies": 30, "since": "2026-11-22T01:00:00+00:00"},
    AlarmKind.LONG_WAIT: {"minutes": 5},
    AlarmKind.SILENCE: {"since": "2026-11-22T01:00:00+00:00", "until": "2026-11-23T03:30:00+00:00"},
    AlarmKind.TEXT_REFUSED: {"announcement": 17, "said": "can't parse entities"},
    AlarmKind.SECOND_PERSON: {"announcement": 17, "people": 6000, "over": 5000},
}


def an_alarm(kind: AlarmKind) -> Alarm:
    return Alarm(1, kind, DETAILS.get(kind, {}), NOON)


@pytest.mark.parametrize(
    ("kind", "remedy"),
    [
        (AlarmKind.TOKEN_REFUSED, set()),
        (AlarmKind.LONG_WAIT, set()),
        (AlarmKind.SILENCE, set()),
        (AlarmKind.HELD, {"sending_resume"}),
        (AlarmKind.TEXT_REFUSED, {"announcement_open"}),
        (AlarmKind.SECOND_PERSON, {"announcement_open"}),
    ],
)
async def test_an_alarm_leads_to_where_it_is_seen_to(office: Office, kind: AlarmKind, remedy: set[str]) -> None:
    desk = Desk(office)
    desk.gets(alarm_reply(an_alarm(kind), office))
    assert desk.offered == {"announcements", "staff"} | remedy


@pytest.mark.parametrize("kind", [kind for kind in AlarmKind if kind is not AlarmKind.SECOND_PERSON])
async def test_alarms_are_for_the_admins(office: Office, kind: AlarmKind) -> None:
    assert listeners(an_alarm(kind), office) == [JULIAN, WULAN]


async def test_whoever_may_agree_hears_that_a_second_person_is_wanted(office: Office) -> None:
    assert set(listeners(an_alarm(AlarmKind.SECOND_PERSON), office)) == {RATNA, HENDRA, JULIAN, WULAN}


@pytest.mark.parametrize("fault", list(Fault))
@pytest.mark.parametrize("language", list(Language))
async def test_a_fault_is_told_with_its_beginning_and_what_to_do_and_its_end_with_both(
    office: Office, fault: Fault, language: Language
) -> None:
    begun = render(fault_reply(fault, NOON, None, office), language, "bot", example=False)
    over = render(fault_reply(fault, NOON, NOON + timedelta(minutes=25), office), language, "bot", example=False)
    assert begun.startswith("<b>⚠️")
    assert over.startswith("<b>✅")
    assert "12.00" in begun.replace(":", ".")
    assert "12.25" in over.replace(":", ".")
    assert "12.25" not in begun.replace(":", ".")
    assert len(begun.split("</b> ")[1]) > 40, "what to do is said"


async def test_faults_are_told_to_the_admins(office: Office) -> None:
    assert fault_listeners(office) == [JULIAN, WULAN]
