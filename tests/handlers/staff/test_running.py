"""What the bot itself needs stands on the admins' desk, and on nobody else's."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.terminal.ask import plain
from ektp_core.alarms import Fault, Present
from ektp_core.backups.stand import BackupStand
from ektp_core.office import Office
from ektp_core.profile import Language
from ektp_core.roles import Act
from ektp_core.store.leadership import held_since, hold
from handlers.staff.alarms import fault_reply
from handlers.texts import render
from tests.handlers.staff.announcements.desk import JULIAN, NOON, RATNA, Desk

QUARTER = timedelta(minutes=15)
WELL = BackupStand(QUARTER, NOON - QUARTER, is_encrypted=True, leaves=True)


@pytest.mark.parametrize(
    ("stand", "words"),
    [
        pytest.param(WELL, None, id="well"),
        pytest.param(None, None, id="nobody here makes any"),
        pytest.param(replace(WELL, every=None), "Cadangan tidak dibuat", id="none made"),
        pytest.param(replace(WELL, last=None), "Belum ada cadangan", id="none yet"),
        pytest.param(replace(WELL, last=NOON - timedelta(hours=3)), "Cadangan terakhir sudah lama: 24 Nov 2026 09.00", id="late"),
        pytest.param(replace(WELL, off_site_failed=True), "tidak sampai ke tempat lain", id="not taken elsewhere"),
        pytest.param(replace(WELL, is_encrypted=False), "belum dienkripsi", id="plain"),
        pytest.param(replace(WELL, leaves=False), "hanya ada di mesin ini", id="only here"),
    ],
)
async def test_what_is_wrong_with_the_backups_is_on_the_admins_desk(office: Office, stand: BackupStand | None, words: str | None) -> None:
    office.backups = stand
    admin, officer = Desk(office, JULIAN), Desk(office, RATNA)
    await admin.writes("", "staff")
    await officer.writes("", "staff")
    assert (words in admin.text) if words else ("Cadangan" not in admin.text)
    assert "adangan" not in officer.text
    assert ("ackup" in plain(render(admin.screen, Language.EN))) is (words is not None)


async def test_a_held_copy_is_let_go_from_the_desk_with_one_tap(office: Office) -> None:
    async with office.store.changing() as connection:
        await hold(connection, NOON)
    admin, officer = Desk(office, JULIAN), Desk(office, RATNA)
    await officer.writes("", "staff")
    assert "sending_resume" not in officer.offered
    await admin.writes("", "staff")
    assert "Pengiriman ditahan sejak 24 Nov 2026 12.00" in admin.text
    await admin.taps("sending_resume")
    assert await held_since(office.store) is None
    assert office.acts == {Act.RESUME_SENDING: 1}
    await admin.writes("", "staff")
    assert "sending_resume" not in admin.offered
    assert "ditahan" not in admin.text


@pytest.mark.parametrize("fault", list(Fault))
async def test_what_is_at_fault_is_on_the_admins_desk_with_what_to_do(office: Office, fault: Fault) -> None:
    office.faults = [Present(fault, NOON - timedelta(minutes=20))]
    admin, officer = Desk(office, JULIAN), Desk(office, RATNA)
    await admin.writes("", "staff")
    await officer.writes("", "staff")
    alarm = plain(render(fault_reply(fault, NOON - timedelta(minutes=20), None, office), Language.ID))
    told = alarm.split(" Bot memberi tahu lagi")[0]
    assert told.startswith("⚠️ Gangguan sejak 24 Nov 2026 11.40: ")
    assert told in plain(render(admin.screen, Language.ID))
    assert "Gangguan" not in officer.text
    assert "At fault since" in plain(render(admin.screen, Language.EN))
    office.faults = ()
    await admin.writes("", "staff")
    assert "Gangguan" not in admin.text
