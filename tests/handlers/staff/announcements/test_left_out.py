"""What an announcement does not take of what was sent for it is said, and the rest is kept."""

from typing import Any

import pytest

from ektp_core.announcements.announcement import FileKind, SentBefore
from ektp_core.office import Office
from ektp_core.profile import Language
from handlers.reply import LeftOut
from handlers.request import Content
from handlers.texts import render
from tests.handlers.staff.announcements.desk import KOBA, PHOTO, Desk, newest, subscribe

SECOND = SentBefore(FileKind.PHOTO, "AgAD", "")
IN_ALBUM = {"content": Content.PHOTO, "attachment": PHOTO, "is_album": True}


async def a_desk(office: Office) -> Desk:
    """Somebody is asked what the announcement to everyone shall say."""
    await subscribe(office, 1, school=KOBA)
    desk = Desk(office)
    await desk.announces()
    await desk.taps("announcement_new")
    await desk.taps("audience_everyone")
    return desk


@pytest.mark.parametrize("begun", [True, False], ids=["asked for", "by command"])
async def test_of_an_album_one_picture_is_kept_and_that_is_said(office: Office, begun: bool) -> None:
    desk = await a_desk(office) if begun else Desk(office)
    found = await desk.writes("Besok kantor tutup karena libur nasional.", None if begun else "announcements", **IN_ALBUM)
    assert found.left_out == (LeftOut.ALBUM,)
    assert "hanya satu yang diambil" in render(found, Language.ID)
    assert "Only one of that album" in render(found, Language.EN)
    assert (await newest(office)).file == PHOTO


async def test_one_picture_is_kept_without_a_word_about_it(office: Office) -> None:
    desk = await a_desk(office)
    found = await desk.writes("Besok kantor tutup.", content=Content.PHOTO, attachment=PHOTO)
    assert (found.left_out, (await newest(office)).file) == ((), PHOTO)


async def test_words_under_a_further_part_of_an_album_come_with_their_own_picture(office: Office) -> None:
    desk = await a_desk(office)
    for words, picture in (("", PHOTO), ("Besok kantor tutup.", SECOND)):
        assert (await desk.writes(words, **IN_ALBUM | {"attachment": picture})).left_out == (LeftOut.ALBUM,)
    found = await newest(office)
    assert (found.text, found.file) == ("Besok kantor tutup.", SECOND)


@pytest.mark.parametrize("content", [Content.VIDEO, Content.VOICE, Content.STICKER, Content.LOCATION])
async def test_what_an_announcement_cannot_carry_is_said_and_its_words_are_taken(office: Office, content: Content) -> None:
    desk = await a_desk(office)
    found = await desk.writes("Besok kantor tutup.", content=content)
    assert found.left_out == (LeftOut.NOT_SENT,)
    assert ((await newest(office)).text, (await newest(office)).file) == ("Besok kantor tutup.", None)


@pytest.mark.parametrize(
    ("more", "left_out"),
    [
        ({"html": "<b>Besok</b> tutup.", "has_lost_formatting": True}, (LeftOut.FORMATTING,)),
        ({"html": '<tg-emoji emoji-id="5">🎓</tg-emoji> tutup.', "has_custom_emoji": True}, (LeftOut.CUSTOM_EMOJI,)),
        ({"html": "<blockquote expandable>Besok</blockquote> tutup."}, ()),
        ({"html": '<tg-time unix="12345" format="wDT">Besok</tg-time> tutup.'}, ()),
    ],
)
async def test_formatting_is_kept_or_said_to_be_lost(office: Office, more: dict[str, Any], left_out: tuple[LeftOut, ...]) -> None:
    desk = await a_desk(office)
    found = await desk.writes("Besok tutup.", **more)
    assert found.left_out == left_out
    assert (await newest(office)).text == more["html"]
    assert found.preview
    assert more["html"] in found.preview.html


@pytest.mark.parametrize(
    ("html", "kept", "is_lost"),
    [
        ("umumkan <b>Besok</b> kantor tutup karena libur.", "<b>Besok</b> kantor tutup karena libur.", False),
        ("<b>umumkan Besok</b> kantor tutup karena libur.", "Besok kantor tutup karena libur.", True),
        (None, "Besok kantor tutup karena libur.", False),
    ],
)
async def test_the_word_that_stands_for_the_command_is_no_part_of_the_text(
    office: Office, html: str | None, kept: str, is_lost: bool
) -> None:
    desk = Desk(office)
    found = await desk.writes("umumkan Besok kantor tutup karena libur.", html=html)
    assert (await newest(office)).text == kept
    assert (LeftOut.FORMATTING in found.left_out) is is_lost


async def test_whom_it_is_for_is_read_behind_that_word_too(office: Office) -> None:
    await subscribe(office, 1, school=KOBA)
    await Desk(office).writes("umumkan sman 1 koba: Besok tim datang.", html="umumkan sman 1 koba: Besok <b>tim</b> datang.")
    found = await newest(office)
    assert found.audience
    assert (found.audience.targets, found.text) == ((KOBA,), "Besok <b>tim</b> datang.")


async def test_what_a_tool_takes_nothing_of_is_said(office: Office) -> None:
    desk = Desk(office)
    found = await desk.writes("", "staff", content=Content.PHOTO, attachment=PHOTO)
    assert found.left_out == (LeftOut.MEDIA,)
