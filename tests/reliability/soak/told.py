"""The report of a run: a text that judges, and a picture of memory and descriptors over time."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot.messaging.transport import CONNECTIONS
from tests.reliability.soak.load import EXPECTED_A_SECOND, FAULTS
from tests.reliability.soak.measured import Held, Sample, connections_growth, growth, lives_of, slope
from tests.reliability.soak.soaking import FOLLOWERS, Plan, Result

MOST_MEGABYTES_AN_HOUR = 1.0
LEAST_HOURS = 6.0
"""A shorter life says too little of a slope: what caches take in at the beginning looks like a leak."""

MOST_CONNECTIONS = 2 * CONNECTIONS + 20
"""A pool for answers, one for what goes to many; a few people on the port of health, and what is being closed."""

MOST_LINES = 15


def failures(result: Result) -> list[str]:
    """What is not as promised; empty when all is."""
    return list(_failures(result))


def _failures(result: Result) -> Iterator[str]:
    grown = slope(result.samples, result.plan.warm_up)
    if grown is not None and grown > MOST_MEGABYTES_AN_HOUR and result.plan.life >= LEAST_HOURS * 3600:
        yield f"memory grows by {grown:.1f} MB an hour"
    for number, life in enumerate(lives_of(result.samples, result.plan.warm_up), 1):
        if growth(life) > 0:
            yield f"life {number}: {growth(life)} more descriptors at its end than at its beginning"
    if (most := max((each.descriptors[Held.CONNECTION] for each in result.samples), default=0)) > MOST_CONNECTIONS:
        yield f"{most} connections, more than its pools hold"
    if result.words.unhandled:
        yield f"{result.words.unhandled.total()} unhandled errors"
    if not result.settled:
        yield "not everything was answered in the end"


def report(result: Result, ended: str = "") -> str:
    """What was done, what was seen, and how it is judged."""
    plan, lives = result.plan, lives_of(result.samples, result.plan.warm_up)
    grown = slope(result.samples, plan.warm_up)
    lines = [
        f"{_hours(plan)}, {plan.a_second:g} questions a second ({plan.a_second / EXPECTED_A_SECOND:g} times {EXPECTED_A_SECOND:g}), "
        f"an announcement to {FOLLOWERS} always under way, {sum(FAULTS.values()):.1%} network faults, {plan.kills} kills",
        f"asked                {result.asked:,}; messages that arrived: {result.arrived:,}; announcements: {result.announced}; "
        f"{'all answered in the end' if result.settled else 'NOT all answered in the end'}",
        f"memory               {_range(lives, 'megabytes', ' MB')}",
        f"memory slope         {'-' if grown is None else f'{grown:+.2f} MB/h'} by least squares after the first {plan.warm_up:g} s of "
        f"each life, {MOST_MEGABYTES_AN_HOUR:g} MB/h at most{'' if plan.life >= LEAST_HOURS * 3600 else ' (not judged: lives too short)'}",
        f"descriptors          {_range(lives, 'beside_connections', '')} beside connections; "
        f"grown by {', '.join(str(growth(life)) for life in lives)}",
        f"connections          {_connections(lives)}; grown by {', '.join(str(connections_growth(life)) for life in lives)}",
        f"not ready            {result.not_ready} of {len(result.samples)} looks",
        *_counted("unhandled errors", result.words.unhandled),
        *_counted("apologised for", result.words.apologised),
        *_counted("said of faults", result.words.handled),
        *([f"ended early          {ended}"] if ended else []),
        *[f"FAILED               {each}" for each in failures(result)],
    ]
    return "\n".join(lines) + "\n"


def _hours(plan: Plan) -> str:
    return f"{plan.seconds / 3600:.2f} h"


def _range(lives: list[list[Sample]], what: str, unit: str) -> str:
    """From life to life: at the beginning after warming up, at the end, and at most."""
    return "; ".join(f"{getattr(life[0], what):.4g}{unit} to {getattr(life[-1], what):.4g}{unit}" for life in lives)


def _connections(lives: list[list[Sample]]) -> str:
    found = [each.descriptors[Held.CONNECTION] for life in lives for each in life]
    return f"{min(found)} to {max(found)}" if found else "-"


def _counted(title: str, counts: Counter[str]) -> Iterator[str]:
    yield f"{title:20s} {counts.total()}"
    for said, times in counts.most_common(MOST_LINES):
        yield f"{'':20s} {times:6} {said[:140]}"


def draw(result: Result, path: Path) -> None:
    """Memory above, descriptors below, over hours; a line where the bot was killed."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 6), layout="constrained")
    memory, held = figure.subplots(2, 1, sharex=True)
    hours = [each.seconds / 3600 for each in result.samples]
    memory.plot(hours, [each.megabytes for each in result.samples], linewidth=1)
    memory.set_ylabel("resident memory, MB")
    memory.set_ylim(bottom=0)
    for kind in Held:
        held.plot(hours, [each.descriptors[kind] for each in result.samples], linewidth=1, label=kind)
    held.set_ylabel("descriptors")
    held.set_xlabel("hours")
    held.legend()
    for axes in (memory, held):
        for kill in range(1, result.plan.kills + 1):
            axes.axvline(kill * result.plan.life / 3600, linestyle=":", color="grey")
    figure.savefig(path, dpi=120)
