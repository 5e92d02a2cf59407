"""Reading reports: a province's 450 rows, and all 83,000 villages of the country in a process of its own beside a bot that answers."""

import asyncio
import csv
import resource
import tempfile
import time
import zipfile
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path

from telegram import ChatMember

from bot.messaging.dispatch import Dispatcher
from bot.messaging.updates import Chat, Message, Update, User
from ektp_core.areas import Areas
from ektp_core.board import Board
from ektp_core.figures.report import Report, read_report
from ektp_core.office import Office, OfficeSettings
from ektp_core.office.public import Public
from ektp_core.sheets.child import in_child
from ektp_core.sheets.refusals import FileSuspicious
from ektp_core.store import load_board
from tests.databases import Filled, in_memory
from tests.rehearsal import ZONE

VILLAGES = 83_000
COLUMNS = ("KODE", "WILAYAH", "WAJIB KTP", "SUDAH REKAM", "BELUM REKAM", "SUDAH CETAK")


async def print_figures() -> None:
    """Seconds and memory of a read, and how long answers took meanwhile."""
    store = await in_memory(Filled.DEMO)
    try:
        board = await load_board(store)
        with tempfile.TemporaryDirectory() as folder:
            for name, rows in (("a province's villages", 393), ("all villages", VILLAGES)):
                path = _report(Path(folder), board.areas, rows)
                await _print_one(name, path, board, store)
            await _print_refusal(_bomb(Path(folder)), board)
    finally:
        await store.close()


async def _print_one(name: str, path: Path, board: Board, store: object) -> None:
    waits: list[float] = []
    answering = asyncio.create_task(_answer(board, store, waits))
    started = time.monotonic()
    found = await _read(path, board)
    seconds = time.monotonic() - started
    answering.cancel()
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    p95 = sorted(waits)[int(len(waits) * 0.95)] * 1000 if waits else 0.0
    print(
        f"read {name:22s} {len(found.figures.areas):6d} areas  {seconds:5.2f} s  child {memory:4.0f} MB  answers meanwhile p95 {p95:.0f} ms"
    )


async def _read(path: Path, board: Board) -> Report:
    return await in_child(partial(read_report, path, board.areas, date(2026, 11, 24), in_force=None, home=board.home.code))


async def _print_refusal(path: Path, board: Board) -> None:
    started = time.monotonic()
    with suppress(FileSuspicious):
        await _read(path, board)
    print(f"refuse a file that unpacks to 300 MB     {time.monotonic() - started:5.2f} s")


def _bomb(folder: Path) -> Path:
    path = folder / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/media/image1.png", bytes(300 * 2**20))
    return path


async def _answer(board: Board, store: object, waits: list[float]) -> None:
    from datetime import datetime

    office = Office(store, Public(store, board, {}, {}), OfficeSettings(ZONE), lambda: datetime(2026, 11, 24, 12, tzinfo=ZONE))
    dispatcher = Dispatcher(office, "bot", _no_file, _no_telegram)
    update = Update(1, message=Message(1, Chat(1, "private"), User(1, first_name="Siti"), text="/cek 12-03-2010"))
    while True:
        due = time.monotonic() + 0.02
        await asyncio.sleep(0.02)
        await dispatcher.respond(update)
        waits.append(time.monotonic() - due)


async def _no_telegram(chat: int, person: int) -> ChatMember:
    raise LookupError(chat)


async def _no_file(file_id: str, folder: Path) -> Path:
    raise FileNotFoundError(file_id)


def _report(folder: Path, areas: Areas, rows: int) -> Path:
    """A report of so many villages: the province's own, then those of made-up provinces."""
    villages = [area for area in areas if area.level == "village"]
    path = folder / f"{rows}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["REKAPITULASI PER 30 SEPTEMBER 2026"])
        writer.writerow(COLUMNS)
        for number in range(rows):
            village = villages[number % len(villages)]
            code = village.code if number < len(villages) else f"{31 + number // 5000}.01.01.{number % 5000 + 2000:04d}"
            obliged = 900 + number % 700
            writer.writerow([code, village.name, obliged, obliged - 7, 7, obliged - 20])
    return path


if __name__ == "__main__":
    asyncio.run(print_figures())
