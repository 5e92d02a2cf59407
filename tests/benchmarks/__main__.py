"""`make bench`: core answers one by one, then the whole bot beside bare echo bots where the load tool is at hand.

Absolute figures change from machine to machine; the ratios at the end come from one run.
"""

import subprocess
import sys
from pathlib import Path

from tests.benchmarks.core_answers import print_core_answers

SPEED = Path(__file__).parents[3] / "shared" / "tools" / "speed" / "speed.py"
TEXTS = ("/cek 12-03-2010", "/peringkat", "12 maret 2010")


def main() -> None:
    print_core_answers()
    if not SPEED.exists():
        print("The load tool is not at hand: replies a second are not measured.")
        return
    for text in TEXTS:
        print(f"\n{text}")
        subprocess.run([sys.executable, SPEED, "--text", text, "--", sys.executable, "-m", "bot", "run"], check=True)


if __name__ == "__main__":
    main()
