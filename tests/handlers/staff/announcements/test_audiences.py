"""Whom an announcement reaches: tapped or typed, and who is not counted."""

from datetime import timedelta

from sqlalchemy import update

from ektp_core.office import Office
from ektp_core.store import schema
from ektp_core.subscriptions.subscribers import Topic
from handlers.reply import Button
from handlers.staff.announcements.audiences import SCHOOLS_A_PAGE
from tests.core.builders import TODAY
from tests.handlers.staff.announcements.desk import Desk, newest, subscribe, written
from tests.store.records import add


async def test_who_pauses_or_has_muted_announcements_is_not_counted(office: Office) -> None:
    await subscribe(office, 1, 2, 3)
    await add(office.store, schema.muted, {"chat": 1, "topic": Topic.ANNOUNCEMENTS})
    async with office.store.changing() as connection:
        later = {"paused_until": TODAY + timedelta(7)}
        await connection.execute(update(schema.subscriber).where(schema.subscriber.c.chat == 2).values(**later))
    desk = await written(office, to="semua")
    assert "1 orang" in desk.text


async def test_groups_are_counted_beside_people(office: Office) -> None:
    await subscribe(office, 1, 2, 3, -4001)
    assert "3 orang dan 1 grup" in (await written(office, to="semua")).text


async def test_an_audience_of_one_group_has_no_people(office: Office) -> None:
    await subscribe(office, -4001)
    assert ": 1 grup," in (await written(office, to="semua")).text


async def test_a_message_sent_while_the_audience_is_asked_is_kept(office: Office) -> None:
    desk = Desk(office)
    await desk.announces()
    await desk.taps("announcement_new")
    await desk.writes("Besok kantor tutup karena libur nasional.")
    assert "untuk siapa" in desk.text
    await desk.writes("koba, namang")
    found = await newest(office)
    assert found.text.startswith("Besok")
    assert found.audience is not None
    assert found.audience.targets == ("19.04.01", "19.04.05")


async def test_an_unknown_place_is_asked_again_with_what_may_be_meant(office: Office) -> None:
    desk = Desk(office)
    await desk.announces("smk koba")
    await desk.taps("place", name="SMKN 2 Koba")
    assert "kirim isinya" in desk.text
    await desk.announces("jakarta")
    assert "bukan sekolah atau kecamatan" in desk.text


async def test_several_schools_are_tapped_and_the_last_one_cannot_be_taken_out(office: Office) -> None:
    desk = Desk(office)
    await desk.announces("Besok kantor tutup karena libur nasional.")
    await desk.taps("audience_schools")
    await desk.taps("place", name="SMAN 1 Koba")
    await desk.taps("place", name="SMKN 1 Koba")
    await desk.taps("place", name="✓ SMAN 1 Koba")
    await desk.taps("place", name="✓ SMKN 1 Koba")
    found = await newest(office)
    assert found.audience is not None
    assert [office.board.schools[npsn].name for npsn in found.audience.targets] == ["SMKN 1 Koba"]


async def test_schools_come_in_pages_and_a_tap_stays_on_its_page(office: Office) -> None:
    desk = Desk(office)
    await desk.announces("Besok kantor tutup karena libur nasional.")
    await desk.taps("audience_schools")
    first = sorted(school.name for school in office.board.schools)[:SCHOOLS_A_PAGE]
    assert places_on(desk) == first
    await desk.taps("team_more", page=2)
    second = places_on(desk)
    assert not set(second) & set(first)
    await desk.taps("place", name=second[0])
    assert places_on(desk) == [f"✓ {second[0]}", *second[1:]]


def places_on(desk: Desk) -> list[str]:
    return [item.values["name"] for row in desk.screen.buttons for item in row if isinstance(item, Button) and item.label == "place"]


async def test_schools_that_the_message_names_are_a_tap_away(office: Office) -> None:
    desk = Desk(office)
    await desk.announces("SMAN 1 Koba kamis didatangi tim, juga SMAN 1 Namang")
    assert places_on(desk) == ["SMAN 1 Koba", "SMAN 1 Namang"]
    await desk.taps("place", name="SMAN 1 Koba")
    found = await newest(office)
    assert found.audience is not None
    assert (found.audience.targets, found.text) == (("10900778",), "SMAN 1 Koba kamis didatangi tim, juga SMAN 1 Namang")
