"""`/hapus` through the whole bot: of a citizen who used everything, and of a contact whom a school named, no byte stays on the disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.world.fates import ChatFate
from bot.sandbox.world.personas import FIRST_CLERK
from handlers.request import SentFile
from handlers.staff.sheets import fetched
from tests.bot.operation.logged import everything_logged
from tests.rehearsal import rehearsal

NAME, CONTACT, PHONE = "Kanariwati", "Bu Kanari Hijau", "0812-9876-5432"
WORDS = "bagaimana mengurus kenari yang hilang"
SEEN_BY_TELEGRAM = "calls.jsonl"


def where_it_sits(folder: Path, *wanted: bytes) -> Iterator[tuple[str, bytes]]:
    for file in folder.rglob("*"):
        if file.is_file() and file.name != SEEN_BY_TELEGRAM:
            held = file.read_bytes()
            yield from ((file.name, each) for each in wanted if each in held)


def written_forms(chat: int) -> tuple[bytes, bytes]:
    """As SQLite keeps a number of this size, and as a text holds it."""
    return chat.to_bytes(4, "big"), str(chat).encode()


async def test_what_a_person_did_leaves_no_byte_behind(tmp_path: Path) -> None:
    with everything_logged() as logs:
        async with rehearsal(tmp_path, demo=True) as bot:
            persona = bot.telegram.world.personas.add_person(ChatFate.OPEN)
            persona.name = NAME
            wati, clerk = bot.phone(persona.id), bot.phone(FIRST_CLERK)
            await wati.writes("/bahasa en")
            await wati.writes("/bahasa id")
            await wati.writes("/langganan SMAN 1 Koba")
            await wati.taps("Setuju")
            await wati.writes("/ingatkan 12-03-2010")
            await wati.taps("⏰ Saat 17 tahun")
            await wati.writes("/jeda 1-12-2026")
            await wati.writes(WORDS)
            await clerk.writes(f"/permintaan 120 siswa, 2 hari, januari, {CONTACT} {PHONE}")
            await clerk.taps("Kirim ke kantor")
            theirs = (*written_forms(persona.id), NAME.encode(), CONTACT.encode(), PHONE.encode(), b"kenari")
            before = {each for _, each in where_it_sits(tmp_path, *theirs)}
            assert {written_forms(persona.id)[0], CONTACT.encode()} <= before
            for phone in (wati, clerk):
                await phone.writes("/hapus")
                await phone.taps("Ya, hapus")
            assert list(where_it_sits(tmp_path, *theirs)) == []
        assert list(where_it_sits(tmp_path, *theirs)) == []
    said = logs.getvalue()
    assert [each for each in (str(persona.id), NAME, CONTACT, PHONE, "kenari") if each in said] == []


async def test_a_sheet_that_was_sent_is_gone_once_it_was_read(tmp_path: Path) -> None:
    async def fetch(folder: Path) -> Path:
        path = folder / "x"
        path.write_text(NAME)
        return path

    read: list[Path] = []
    with pytest.raises(ZeroDivisionError):
        async with fetched(SentFile("warga.csv", len(NAME), fetch)) as path:
            read.append(path)
            assert path.read_text() == NAME
            raise ZeroDivisionError
    assert [each for path in read for each in (path, path.parent) if each.exists()] == []
