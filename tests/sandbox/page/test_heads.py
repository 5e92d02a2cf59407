"""What the page shows of a file before it is opened."""

import aiohttp
import pytest

from tests.sandbox.line import SITI, Line


@pytest.mark.parametrize(
    ("name", "content", "head"),
    [
        ("angka.csv", "\ufeffkode;wajib\r\n19.04;150000\r\n".encode(), ["kode;wajib", "19.04;150000"]),
        ("JADWAL.ICS", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", ["BEGIN:VCALENDAR", "END:VCALENDAR"]),
        ("pesan.txt", b"1\n2\n3\n4\n5\n6\n7\n8", ["1", "2", "3", "4", "5", "6"]),
        ("panjang.txt", "é".encode() * 5000, ["é" * 120]),
        ("salah.csv", b"\xff\xfe", ["\ufffd\ufffd"]),
        ("kosong.txt", b" ", [" "]),
        ("bukan.csv", b"PK\x03\x04\0\0", []),
        ("angka.xlsx", b"PK", []),
        ("poster.pdf", b"%PDF-1.7", []),
        ("csv", b"a;b", []),
    ],
)
async def test_a_text_shows_its_first_lines_before_it_is_opened(line: Line, name: str, content: bytes, head: list[str]) -> None:
    form = aiohttp.FormData({"as": str(SITI), "chat": str(SITI)})
    form.add_field("file", content, filename=name, content_type="application/octet-stream")
    async with line.http.post("/sandbox/upload", data=form) as answer:
        assert answer.status == 200
    assert (await line.messages())[-1]["file"]["head"] == head
