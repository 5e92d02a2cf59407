"""The rows of buttons under every message: each label can be read on a small phone, no button stands there twice."""

import pytest

from ektp_core.profile import Language, Localized
from handlers.reply import FITTING, DraftName, button
from handlers.texts import label
from handlers.texts.keyboard import laid_out


def buttons(*words: str) -> list[dict[str, str]]:
    return [{"text": each, "callback_data": each} for each in words]


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ([["Syarat", "Cek umur"]], [["Syarat", "Cek umur"]]),
        ([["Jadikan belum diumumkan", "Ubah"]], [["Jadikan belum diumumkan"], ["Ubah"]]),
        ([["Ubah", "Jadikan belum diumumkan", "Syarat", "Cek umur"]], [["Ubah"], ["Jadikan belum diumumkan"], ["Syarat", "Cek umur"]]),
        ([["Koba", "Namang", "Pangkalan Baru"]], [["Koba", "Namang", "Pangkalan Baru"]]),
        ([["Koba", "Namang", "Simpang Katis ya"]], [["Koba", "Namang"], ["Simpang Katis ya"]]),
        ([["A-1", "A-2", "A-3", "A-4", "A-5"]], [["A-1", "A-2", "A-3", "A-4"], ["A-5"]]),
        ([["x" * 36, "y"]], [["x" * 36], ["y"]]),
    ],
)
def test_a_label_that_would_be_cut_off_gets_a_row_of_its_own(rows: list[list[str]], shown: list[list[str]]) -> None:
    assert [[item["text"] for item in row] for row in laid_out(buttons(*row) for row in rows)] == shown


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ([["Syarat", "Syarat"]], [["Syarat"]]),
        ([["Syarat"], ["Syarat"]], [["Syarat"]]),
        ([["Jadwal"], ["Syarat", "Jadwal"]], [["Jadwal"], ["Syarat"]]),
    ],
)
def test_of_buttons_that_are_the_same_one_is_shown(rows: list[list[str]], shown: list[list[str]]) -> None:
    assert [[item["text"] for item in row] for row in laid_out(buttons(*row) for row in rows)] == shown


def test_buttons_of_one_name_that_lead_elsewhere_all_stay() -> None:
    same_name = [[{"text": "Hitung", "callback_data": "1"}, {"text": "Hitung", "callback_data": "2"}]]
    assert laid_out(same_name) == same_name


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("place", {"name": "SMA Negeri Khusus Keberbakatan Olahraga Pangkalan Baru"}, "SMA Negeri Khusus … Baru"),
        ("follow_school", {"name": "SMK Negeri Pertanian Terpadu Sungai Selan"}, "🔔 Ikuti SMK Negeri Pertanian … Selan"),
        ("visit_catch_up", {"name": "Kantor Dindukcapil Bangka Tengah, Koba"}, "Susulan: Kantor Dindukcapil … Koba"),
        ("draft_go_on", {"draft": DraftName("draft_visit", "SMAN 1 Sungai Selan")}, "Lanjutkan: kunjungan SMAN 1 … Selan"),
        ("draft_go_on", {"draft": DraftName("draft_visit", "SMAN 1 Sungai Liat")}, "Lanjutkan: kunjungan SMAN 1 … Liat"),
        ("draft_go_on", {"draft": DraftName("draft_visit", "SMAN 1 Koba")}, "Lanjutkan: kunjungan SMAN 1 Koba"),
        ("place", {"name": "x" * 40}, "x" * 35 + "…"),
        ("place", {"name": "SMAN 1 Koba"}, "SMAN 1 Koba"),
    ],
)
def test_a_name_is_shortened_between_words_and_what_the_button_does_stays(name: str, values: dict[str, object], words: str) -> None:
    shown = label(button("schedule", label=name, **values), Language.ID)
    assert shown == words
    assert len(shown) <= FITTING[1]


def test_a_title_without_english_is_quoted_on_its_button() -> None:
    item = button("requirements", label="text", text=Localized("Pindah ke sini", "Pindah ke sini"))
    assert [label(item, language) for language in Language] == ["Pindah ke sini", "“Pindah ke sini”"]
