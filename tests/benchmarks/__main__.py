"""`make bench`: core, sentences, cards, start, sheets, announcing and its pace, pictures, public pages, backups, the bot beside an echo."""

import asyncio

from tests.benchmarks.announcing import print_announcing
from tests.benchmarks.backups import print_backups
from tests.benchmarks.core_answers import print_core_answers
from tests.benchmarks.districts import print_districts
from tests.benchmarks.figures import print_figures
from tests.benchmarks.flood import print_flood
from tests.benchmarks.inline import print_inline
from tests.benchmarks.offices import print_offices
from tests.benchmarks.pace import print_pace, print_waits
from tests.benchmarks.pictures import print_pictures
from tests.benchmarks.public_pages import print_public_pages
from tests.benchmarks.replies import TOOL, print_replies
from tests.benchmarks.sheets import print_sheets
from tests.benchmarks.start import print_start
from tests.benchmarks.understanding import print_understanding


def main() -> None:
    print_core_answers()
    print()
    print_understanding()
    print_districts()
    asyncio.run(print_inline())
    print_flood()
    print()
    asyncio.run(print_start())
    print_offices()
    print()
    asyncio.run(print_figures())
    asyncio.run(print_sheets())
    print()
    asyncio.run(print_announcing())
    asyncio.run(print_pace())
    asyncio.run(print_waits())
    asyncio.run(print_pictures())
    asyncio.run(print_public_pages())
    asyncio.run(print_backups())
    if TOOL.exists():
        print()
        print_replies()
    else:
        print("The load tool is not at hand: replies a second are not measured.")


if __name__ == "__main__":
    main()
