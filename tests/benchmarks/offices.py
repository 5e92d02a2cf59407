"""What another office costs beside Bangka Tengah, in one run: first start, memory, an answer, a sentence; and what the whole country costs.

Each office is measured in a process of its own: memory is never given back.
"""

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from ektp_core.areas import Level
from ektp_core.country.beginning import FIRST_OFFICE, beginning_of
from ektp_core.country.index import Country, index_at
from ektp_core.country.offices import office_of, offices
from ektp_core.coverage.figure import Definition, Figure, HeadCounts
from ektp_core.coverage.ranking import rank
from ektp_core.office import Office, OfficeSettings
from ektp_core.reading.calendar import AsOf
from ektp_core.store import migrate, open_store
from ektp_core.store.first_start import load_first_start
from handlers.answer import answer
from tests.rehearsal import ZONE, a_request

MEASURED = {FIRST_OFFICE: "the first", "32.01": "most schools", "11.08": "most villages"}
MOST_SECONDS = {FIRST_OFFICE: 3.0, "32.01": 3.0, "11.08": 8.0}
MOST_MEGABYTES_MORE, MOST_RATIO, MOST_MILLISECONDS, MOST_MILLISECONDS_A_SLIP = 30, 1.2, 1.0, 10.0
ANSWERS, SENTENCES = 200, 300


async def measured(code: str) -> dict[str, float]:
    """Seconds of a first start, megabytes of the process, milliseconds of CPU an answer, of a sentence the median."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        store = open_store(f"sqlite+aiosqlite:///{folder}/office.db")
        await migrate(store)
        await load_first_start(store, beginning_of(office_of(code), None))
        office = await Office.open(store, OfficeSettings(ZONE), lambda: datetime(2026, 11, 30, 12, tzinfo=ZONE))
        found = {"first start": time.perf_counter() - begun}
        school = next(school for school in office.board.schools if school.name.startswith("SMAN 1"))
        asked = {
            "schedule": f"kapan tim ke {school.name}",
            "birth": "12 maret 2010",
            "coverage": f"cakupan {office.board.subdistricts[0].name}",
        }
        for name, text in asked.items():
            found[name] = await _cpu(text, office)
        reader = office.public.reader
        found["sentence"] = statistics.median(
            _milliseconds(lambda: reader.read(f"{asked['schedule']} ya min", date(2026, 11, 30))) for _ in range(SENTENCES)
        )
        found["megabytes"] = _megabytes()
        await store.close()
    return found


async def _cpu(text: str, office: Office) -> float:
    request = replace(a_request(text), route=None)
    await answer(request, office)
    begun = time.process_time()
    for _ in range(ANSWERS):
        await answer(request, office)
    return (time.process_time() - begun) / ANSWERS * 1e3


def _megabytes() -> float:
    """What this process holds now: reading the country's files passes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def _milliseconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1e3


def print_offices() -> None:
    """Every number beside Bangka Tengah's own, with what is wanted."""
    found = {code: _in_a_process(code) for code in MEASURED}
    first = found[FIRST_OFFICE]
    for code, each in found.items():
        more = each["megabytes"] - first["megabytes"]
        ratios = "  ".join(f"{name} {each[name]:.2f} ms (x{each[name] / first[name]:.2f})" for name in ("schedule", "birth", "coverage"))
        worst = max(each[name] / first[name] for name in ("schedule", "birth", "coverage"))
        print(f"{office_of(code).name}, {MEASURED[code]}, beside Bangka Tengah:")
        print(f"  first start {each['first start']:.2f} s  {_within(each['first start'], MOST_SECONDS[code])}")
        print(f"  memory {each['megabytes']:.0f} MB ({more:+.0f})  {_within(more, MOST_MEGABYTES_MORE)}")
        print(f"  CPU an answer: {ratios}  {_within(worst, MOST_RATIO)}")
        print(f"  a sentence {each['sentence']:.2f} ms (median)  {_within(each['sentence'], MOST_MILLISECONDS)}")
    _print_country()


def _print_country() -> None:
    districts = [area for area in offices() if area.level is Level.DISTRICT]
    figures = [
        Figure(area.code, AsOf(2026, 10, 31), Definition.WITH_EARLY, HeadCounts(100_000 + place, 98_000, 5_000), "made up")
        for place, area in enumerate(districts)
    ]
    ranking = min(_milliseconds(lambda: rank(figures, districts)) for _ in range(20))
    print(f"ranking of {len(districts)} districts {ranking:.2f} ms  {_within(ranking, MOST_MILLISECONDS)}")
    with tempfile.TemporaryDirectory() as folder:
        country = Country(index_at(Path(folder)))
        slip = min(_milliseconds(lambda: country.find("sman 1 cibinnog", home=FIRST_OFFICE)) for _ in range(5))
        country.close()
    print(f"a slip in a school's name among the country's {slip:.1f} ms  {_within(slip, MOST_MILLISECONDS_A_SLIP)}")


def _in_a_process(code: str) -> dict[str, float]:
    ended = subprocess.run([sys.executable, "-m", "tests.benchmarks.offices", code], check=True, capture_output=True, text=True)
    return dict(json.loads(ended.stdout))


def _within(value: float, limit: float) -> str:
    return "ok" if value <= limit else f"over {limit:g}"


if __name__ == "__main__":
    if sys.argv[1:]:
        print(json.dumps(asyncio.run(measured(sys.argv[1]))))
    else:
        print_offices()
