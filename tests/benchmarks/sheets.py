"""Huge sheets of every kind: by how much the bot's own process grows, and how long others wait, while they are refused."""

import asyncio
import json
import random
import resource
import sys
import tempfile
import time
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from ektp_core.office import Office, OfficeSettings
from handlers.request import SentFile
from tests.databases import Filled, in_memory
from tests.handlers.staff.visits.desk import RATNA, Desk
from tests.rehearsal import ZONE

ROWS, COLUMNS = 150_000, 39
HEADERS = {
    "visits": ("Sekolah", "Tanggal", "Jam", "Alat", "Siswa"),
    "recap": ("Kode", "Terekam", "Absen", "Gagal"),
    "schools": ("NPSN", "Nama", "Jenjang", "Kecamatan"),
    "figures": ("Kode", "Wilayah", "Wajib KTP", "Rekam"),
}
TOOLS = {"visits": "visits", "recap": "visits", "schools": "schools", "figures": "figures"}
BOOK = (
    '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="A" r:id="rId1"/></sheets></workbook>'
)
LINKS = (
    '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>'
)


def huge_workbook(path: Path, kind: str, rows: int = ROWS) -> Path:
    """A workbook with the header of a kind over so many rows of numbers, of 39 columns."""
    texts = [*HEADERS[kind], *(f"x{number}" for number in range(COLUMNS - len(HEADERS[kind])))]
    header = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    dice = random.Random(1)
    some = ["<row>" + "".join(f"<c><v>{dice.randrange(9)}</v></c>" for _ in range(COLUMNS)) + "</row>" for _ in range(1000)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", LINKS)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f"<worksheet><sheetData><row>{header}</row>".encode())
            for start in range(1, rows, len(some)):
                sheet.write("".join(some[: rows - start]).encode())
            sheet.write(b"</sheetData></worksheet>")
    return path


def huge_csv(path: Path, kind: str) -> Path:
    """The same as text, which takes no time to make."""
    header = ";".join([*HEADERS[kind], *(f"x{number}" for number in range(COLUMNS - len(HEADERS[kind])))])
    line = ";".join(str(number % 10) for number in range(COLUMNS))
    path.write_text("\n".join([header, *([line] * (ROWS - 1))]), encoding="utf-8")
    return path


async def measured(kind: str, path: Path) -> dict[str, Any]:
    """What the bot says of a file sent to its tool, the megabytes that its process grew, and the seconds that others waited."""
    store = await in_memory(Filled.DEMO)
    try:
        office = await Office.open(store, OfficeSettings(ZONE), lambda: datetime(2026, 11, 24, 12, tzinfo=ZONE))
        desk = Desk(office, RATNA)
        await desk.writes("", "visits")
        waits = [0.0]
        answering = asyncio.create_task(_wait(waits))
        before, started = _peak(), time.monotonic()
        shown = await desk.writes("", TOOLS[kind], _file(path))
        seconds = time.monotonic() - started
        answering.cancel()
        return {"view": shown.view, "grown": _peak() - before, "seconds": seconds, "longest_wait": max(waits)}
    finally:
        await store.close()


def _file(path: Path) -> SentFile:
    async def fetch(folder: Path) -> Path:
        (folder / "file").symlink_to(path)
        return folder / "file"

    return SentFile(path.name, path.stat().st_size, fetch)


async def _wait(waits: list[float]) -> None:
    """How much later than asked for somebody is served, again and again."""
    while True:
        due = time.monotonic() + 0.01
        await asyncio.sleep(0.01)
        waits.append(time.monotonic() - due)


def _peak() -> float:
    """The most memory that this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def print_sheets() -> None:
    """Every kind once, each in a process of its own: a peak is never given back."""
    with tempfile.TemporaryDirectory() as folder:
        for kind in HEADERS:
            found = await in_a_process(kind, huge_workbook(Path(folder) / f"{kind}.xlsx", kind))
            seconds, grown, wait = (found[name] for name in ("seconds", "grown", "longest_wait"))
            print(f"refuse {ROWS} x {COLUMNS} of {kind:8s} {seconds:5.2f} s  grown {grown:3.0f} MB  others wait {wait * 1000:.0f} ms")


async def in_a_process(kind: str, path: Path) -> dict[str, Any]:
    """`measured` in a process that has done nothing else."""
    command = (sys.executable, "-m", __name__, kind, str(path))
    child = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    answered, _ = await child.communicate()
    return dict(json.loads(answered))


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measured(sys.argv[1], Path(sys.argv[2])))))
