"""What is a name in one province is a word of every day in another: each office hears its own, and no more."""

import pytest

from ektp_core.understanding.reader import Reader
from tests.core.builders import board_of_office, published_board
from tests.core.understanding.reading import TODAY


def named(code: str, text: str) -> list[str]:
    board = published_board() if code == "19.04" else board_of_office(code)
    found = Reader.of(board).read(text, TODAY).details
    return [*(school.name for school in found.schools), *(area.full_name for area in found.areas)]


@pytest.mark.parametrize(
    ("code", "text", "names"),
    [
        # A place's name alone is the place's, also where schools are called after it.
        ("12.07", "senin ke lubuk pakam?", ["Kecamatan Lubuk Pakam"]),
        ("12.07", "labuhan deli brp persen", ["Kecamatan Labuhan Deli"]),
        ("12.07", "senin ke sma 1 labuhan deli?", ["SMAN 1 Labuhan Deli"]),
        ("11.08", "di kecamatan tanah jambo aye kapan", ["Kecamatan Tanah Jambo Aye"]),
        ("31.74", "kebayoran lama kapan", ["Kecamatan Kebayoran Lama"]),
        ("31.74", "ranking kebayoran baru", ["Kecamatan Kebayoran Baru"]),
        # One word of a school's name is a word of every day.
        ("31.74", "jakarta utara udah nyampe target nasional blm", ["Kota Administrasi Jakarta Utara"]),
        ("31.74", "anak saya tunarungu, boleh rekam di rumah?", []),
        ("32.01", "apakah dapat direkam di kabupaten ini", []),
        ("19.04", "kapan ke dianharapan", ["SMA Dian Harapan Bangka"]),
        # The beginnings of two words make no name of a word.
        ("12.07", "kecamatan mana yang paling rendah", []),
        ("12.07", "tapi sama aja kan, mau lapor dulu", []),
        ("32.01", "saya mau menerima kabar kalau ada jadwal", []),
        ("53.03", "siapa paling bawah dari semua kota", []),
        ("53.03", "bini saya mati lampu, kata tetangga", []),
        ("11.08", "sabtu antara jam 8 dan jam tiga", []),
        ("11.08", "lahir 12 juli 2010", []),
        ("62.01", "aku berangkat ke batam tanggal 1", []),
        ("19.04", "anak nikah siri umur 16", []),
        ("19.04", "kapan ke lubes", ["Kecamatan Lubuk Besar"]),
        ("19.04", "cakupan basel", ["Kabupaten Bangka Selatan"]),
        # Nor does a part of a name, unless its level is said.
        ("31.74", "2 minggu lagi ke mana", []),
        ("31.74", "jadwal kec pasar minggu", ["Kecamatan Pasar Minggu"]),
        ("12.07", "sebelum natal masih sempat?", []),
        ("12.07", "cakupan kec natal", ["Kecamatan Natal"]),
        ("12.07", "anak mau rekam", []),
        # A slip is one of the whole name, never the beginning of another.
        ("62.01", "arut selatn berapa persen", ["Kecamatan Arut Selatan"]),
        ("62.01", "arut utra berapa persen", ["Kecamatan Arut Utara"]),
        # Long names, and names behind a joined "se".
        ("81.01", "kapan ke seram utara timur kobi", ["Kecamatan Seram Utara Timur Kobi"]),
        ("12.07", "cakupan sinembah tanjung muda hilir", ["Kecamatan Sinembah Tanjung Muda Hilir"]),
        ("32.01", "total sejawa barat berapa", ["Jawa Barat"]),
        ("73.08", "total sesulawesi selatan berapa", ["Sulawesi Selatan"]),
        ("19.04", "total sebabel berapa", ["Kepulauan Bangka Belitung"]),
        # A share is no numeral of a village.
        ("12.07", "patumbak 97,65", ["Kecamatan Patumbak"]),
        ("12.07", "patumbak 96.4%", ["Kecamatan Patumbak"]),
        ("12.07", "kapan ke patumbak 4", []),
    ],
)
def test_a_sentence_names_what_it_says_and_nothing_else(code: str, text: str, names: list[str]) -> None:
    assert named(code, text) == names
