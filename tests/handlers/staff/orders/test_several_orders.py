"""Several orders in one message: one after the other, none lost, whatever becomes of the first."""

import pytest

from ektp_core.office import Office
from handlers.free_text.several import told_apart
from tests.handlers.staff.orders.said import Speaker, labels, text_of, written

TWO = "batalkan sman 1 koba. pindahkan sman 1 namang ke 7 desember"
THREE = "1. batalkan sman 1 koba\n2. pindahkan sman 1 namang ke 7 desember\n3. besok kita ke mana?"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (TWO, ["batalkan sman 1 koba.", "pindahkan sman 1 namang ke 7 desember"]),
        (THREE, ["batalkan sman 1 koba", "pindahkan sman 1 namang ke 7 desember", "besok kita ke mana?"]),
        ("- jam 08.00-10.00\n\n• tgl 7.12", ["jam 08.00-10.00", "tgl 7.12"]),
        ("satu", ["satu"]),
        ("", []),
        ("a\n" * 9, []),
    ],
)
def test_sentences_and_lines_are_told_apart(text: str, parts: list[str]) -> None:
    assert [part.words for part in told_apart(text)] == parts


async def test_the_second_order_is_a_button_with_its_words(office: Office) -> None:
    ratna, before = Speaker(office), await written(office)
    first = await ratna.says(TWO)
    assert "Batalkan SMAN 1 Koba" in text_of(first)
    second = await ratna.taps(first, "Lanjut:", quoted=TWO)
    assert second.as_new
    assert "belum disimpan: SMAN 1 Namang" in text_of(second)
    assert "Sen 7 Des 2026" in text_of(second)
    assert not [each for each in labels(second) if each.startswith("Lanjut:")]
    assert await written(office) == before


async def test_three_come_one_after_the_other(office: Office) -> None:
    ratna = Speaker(office)
    screen = await ratna.says(THREE)
    for seen in ("SMAN 1 Namang", "Rabu, 25 November 2026"):
        screen = await ratna.taps(screen, "Lanjut:", quoted=THREE)
        assert seen in text_of(screen)


async def test_an_order_that_is_asked_about_keeps_the_next(office: Office) -> None:
    ratna, words = Speaker(office), "batalkan kunjungan. pindahkan sman 1 namang ke 7 desember"
    asked = await ratna.says(words)
    chosen = await ratna.taps(asked, "SMAN 1 Koba", quoted=words)
    assert "Batalkan SMAN 1 Koba" in text_of(chosen)
    for screen in (asked, chosen):
        assert "SMAN 1 Namang" in text_of(await ratna.taps(screen, "Lanjut:", quoted=words))


async def test_the_second_may_be_asked_about_as_well(office: Office) -> None:
    ratna, words = Speaker(office), "pastikan sman 1 lubuk besar.\nbatalkan kunjungan"
    second = await ratna.taps(await ratna.says(words), "Lanjut:", quoted=words)
    assert "Batalkan SMAN 1 Namang" in text_of(await ratna.taps(second, "SMAN 1 Namang", quoted=words))


@pytest.mark.parametrize(
    "text",
    [
        "batalkan kunjungan sman 1 koba. alat rusak semua.",
        "Pagi bu. Batalkan kunjungan sman 1 koba",
        "batalkan kunjungan sman 1 koba tgl. 26-27 november",
        "batalkan kunjungan sman 1 koba\nterima kasih",
    ],
)
async def test_what_orders_nothing_belongs_to_the_order_beside_it(office: Office, text: str) -> None:
    screen = await Speaker(office).says(text)
    assert "Batalkan SMAN 1 Koba" in text_of(screen)
    assert not [each for each in labels(screen) if each.startswith("Lanjut:")]
