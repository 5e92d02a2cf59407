"""Web pages that systems save as .xls: their tables are read, and what is no table is refused with the way to save it."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from ektp_core.reading.calendar import AsOf
from ektp_core.refusal import Refusal
from ektp_core.sheets import refusals
from tests.core.figures.mutations import SUBDISTRICTS, numbers
from tests.core.figures.reports import dotted, name, read

ROWS = "".join(
    f"<tr><td>{at}<td>{name(code)}<td>{dotted(numbers(code)['o'])}<td>{numbers(code)['m']}<td x:num='{numbers(code)['r']}'>dibulatkan</tr>"
    for at, code in enumerate(SUBDISTRICTS, 1)
)
HEAD = (
    "<tr><th rowspan=2>NO</th><th rowspan=2>KECAMATAN</th><th rowspan=2>WAJIB KTP</th><th colspan=2>PEREKAMAN</th></tr>"
    "<tr><th>BULAN<br>INI</th><th>S.D. BULAN INI</th></tr>"
)
PAGE = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td{color:red}</style><title>Laporan 2019</title></head><body>'
    f"<h3>REKAP</h3><p>Keadaan 31 Oktober 2026</p><table border=1>{HEAD}{ROWS}</table><script>var a = '<td>9</td>'</script></body></html>"
)


def archived(page: str) -> bytes:
    message = EmailMessage()
    message.set_content("Halaman ini untuk peramban.")
    message.add_alternative(page, subtype="html")
    return b"MIME-Version: 1.0\r\n" + bytes(message).replace(b"MIME-Version: 1.0\n", b"")


@pytest.mark.parametrize(
    "content",
    [PAGE.encode(), PAGE.encode("utf-16"), b"\xef\xbb\xbf" + PAGE.encode(), PAGE[PAGE.index("<h3>") :].encode(), archived(PAGE)],
    ids=["page", "utf-16", "with a mark", "a part of a page", "mhtml"],
)
@pytest.mark.parametrize("suffix", [".xls", ".xlsx", ".html"])
def test_the_tables_of_a_page(tmp_path: Path, content: bytes, suffix: str) -> None:
    path = tmp_path / f"Rekap{suffix}"
    path.write_bytes(content)
    found = read(path)
    assert (found.errors, found.doubts, found.as_of) == ((), (), AsOf(2026, 10, 31))
    assert {code: found.areas[code].recorded for code in SUBDISTRICTS} == {code: numbers(code)["r"] for code in SUBDISTRICTS}


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"<html><body>Sesi Anda berakhir</body></html>", refusals.WrongFileType),
        (b"<html><table><tr><td>1<td>2</table></html>", refusals.NoTable),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>', refusals.NotReallyExcel),
        (b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nhalo", refusals.FileBroken),
        (b"<table><tr>" + b"<td colspan=900>a" * 9, refusals.SheetTooLarge),
        (b"<table>" + b"<tr><td rowspan=150001>a<td>b", refusals.SheetTooLarge),
        (b"<table><tr><td>a<td>b</table>" * 121, refusals.SheetTooLarge),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, refusal: type[Refusal]) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(content)
    with pytest.raises(refusal):
        read(path)
