"""Nationality, permit and marriage, as citizens say them: each kind has its answer, in sentences and behind /cek (status.txt)."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.terminal.ask import plain
from ektp_core.profile import Language
from handlers.answer import answer
from handlers.texts import render
from tests.core.builders import published_board
from tests.handlers.walk import an_office
from tests.rehearsal import TODAY, a_request


@dataclass(frozen=True, slots=True)
class Kind:
    """What an answer of this kind says in Indonesian and in English, and what it must not."""

    says: tuple[str, str]
    never: str = "$^"


KINDS = {
    "limited": Kind(("KITAS, tidak wajib KTP-el", "KITAS holders, do not need a KTP-el"), "sudah wajib|wajib KTP-el bila|is now required"),
    "permanent": Kind(("Pemegang KITAP: sudah wajib KTP-el, pastikan", "With KITAP: a KTP-el is now required, check"), "belum wajib"),
    "permanent under 17": Kind(("Pemegang KITAP: belum wajib", "With KITAP: not yet required"), "sudah (wajib|boleh)|is now required"),
    "permanent married": Kind(
        ("Pemegang KITAP: sudah wajib KTP-el, pastikan", "With KITAP: a KTP-el is now required, check"), "belum wajib"
    ),
    "either permit": Kind(("Tergantung izin tinggalnya.*KITAP.*KITAS", "depends on the stay permit.*KITAP.*KITAS"), "sudah wajib|• WNI"),
    "anybody": Kind(("kewarganegaraan dan izin.*WNI.*KITAP.*KITAS", "nationality.*WNI.*KITAP.*KITAS"), "sudah wajib"),
    "registered": Kind(("wajib KTP-el karena nikahnya tercatat, pastikan", "since the marriage is registered; check"), "siri"),
    "married": Kind(("wajib KTP-el bila nikahnya tercatat, pastikan.*hanya siri", "if the marriage is registered; check.*siri only")),
    "siri": Kind(
        ("^.{0,70}Nikah siri di bawah 19 tahun tidak memberi status kawin", "under 19 gives no married status"),
        "sudah wajib|is now required",
    ),
    "siri from 17": Kind(("sudah wajib KTP-el, .*Nikah siri di bawah 19 tahun tidak memberi", "required.*gives no married")),
    "elsewhere": Kind(("Nikah dan dispensasi: .*KUA", "Marriage and dispensation")),
    "by age": Kind(("sudah boleh direkam sekarang", "may be recorded now"), "tercatat|sudah wajib KTP-el|bila|KITA[PS]|registered"),
}
NOWHERE = "di luar yang bisa|belum menangkap|langsung dapat|Yang mana maksudnya|belum terbaca|could not be read|cannot answer|Which one"
WITH_THE_OFFICE = "pastikan ke kantor|check with the office"


def phrases() -> Iterator[tuple[str, str]]:
    kind = ""
    for line in (Path(__file__).parent / "status.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            kind = line.removeprefix("= ")
        elif line and not line.startswith("#"):
            yield kind, line


PHRASES = list(phrases())


async def _asked(texts: list[str]) -> dict[str, str]:
    """What each person is answered, each from another chat."""
    said = {}
    async with an_office(published_board(), TODAY) as office:
        for number, text in enumerate(texts):
            language = Language.EN if text.startswith("[en] ") else Language.ID
            words = text.removeprefix("[en] ")
            is_check = words.startswith("/cek ")
            request = a_request(words.removeprefix("/cek "), 10_000 + number, language=language)
            found = await answer(replace(request, route="eligibility" if is_check else None, message_id=5), office)
            said[text] = " ".join(plain(render(each, language)) for each in (found, *found.more)).replace("\n", " ")
    return said


@pytest.fixture(scope="module")
def answers() -> dict[str, str]:
    published_board()
    return asyncio.run(_asked([text for _, text in PHRASES]))


@pytest.mark.parametrize(("kind", "text"), PHRASES)
def test_each_is_answered_by_its_kind(answers: dict[str, str], kind: str, text: str) -> None:
    said, expected = answers[text], KINDS[kind]
    assert re.search(expected.says[text.startswith("[en]")], said, re.DOTALL), said
    assert not re.search(expected.never, said, re.IGNORECASE), said
    assert not re.search(NOWHERE, said), said
    if kind not in ("by age", "siri from 17"):
        assert re.search(WITH_THE_OFFICE, said, re.IGNORECASE), said


def test_the_table_holds_every_kind_and_is_large_enough() -> None:
    assert {kind for kind, _ in PHRASES} == set(KINDS)
    assert len(PHRASES) >= 50
