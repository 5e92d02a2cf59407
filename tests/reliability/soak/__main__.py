"""`make soak`: 72 hours, or as many as are named; report, picture and samples come to var/soak.

`python -m tests.reliability.soak HOURS [KILLS]`: a kill every six hours when their number is not named.
"""

import asyncio
import csv
import sys
import tempfile
from pathlib import Path

from tests.reliability.soak.measured import Held
from tests.reliability.soak.soaking import Plan, Result, soak
from tests.reliability.soak.told import draw, failures, report

FOLDER = Path("var/soak")
HOURS_BETWEEN_KILLS = 6
LONGEST_WARM_UP = 1_800.0


def main() -> int:
    """0 when all is as promised."""
    hours = float(sys.argv[1])
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else max(1, round(hours / HOURS_BETWEEN_KILLS) - 1)
    plan = Plan(hours * 3600, kills, min(LONGEST_WARM_UP, hours * 3600 / (kills + 1) / 4))
    result, ended = Result(plan), ""
    FOLDER.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
            asyncio.run(soak(Path(folder), result))
    except (Exception, KeyboardInterrupt) as error:  # hours of samples are worth a report, whatever ended them
        ended = f"{type(error).__name__}: {error}"
    _keep(result, ended)
    return 1 if ended or failures(result) else 0


def _keep(result: Result, ended: str) -> None:
    said = report(result, ended)
    (FOLDER / "report.txt").write_text(said, encoding="utf-8")
    with (FOLDER / "samples.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["seconds", "life", "megabytes", *Held])
        rows.writerows(
            [f"{each.seconds:.1f}", each.life, f"{each.megabytes:.2f}", *map(each.descriptors.get, Held)] for each in result.samples
        )
    draw(result, FOLDER / "report.png")
    print(f"{said}{FOLDER}/report.txt, report.png and samples.csv keep this.")


if __name__ == "__main__":
    sys.exit(main())
