"""A new edition of the area codes on the terminal: shown, asked about, and put in force in one transaction."""

from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path

from rich.console import Console

from bot.application import open_office, utc_now
from bot.settings import Settings
from bot.terminal.bar import bar
from bot.terminal.register_told import FAULTS, REFUSALS, print_changes
from ektp_core.areas import Area
from ektp_core.audit import Change, Changed, Subject, Thing, change_of
from ektp_core.country.new_edition import AreaChanges, NotForThisOffice, changes_of
from ektp_core.country.register import NotARegister, read_register
from ektp_core.office import Office
from ektp_core.roles import Act
from ektp_core.store.areas import all_areas, hanging_on, take_edition
from ektp_core.store.audit import acting_on_terminal
from ektp_core.store.leadership import is_led


class NotTaken(Exception):
    """One line why an edition cannot be taken over, and what to do."""


class StillServing(Exception):
    """A process serves people on the database: what it knows of the areas would be old at once."""


class Taken(Enum):
    """What became of an edition."""

    NOTHING_NEW = "The areas are those of the file already."
    LEFT = "Nothing was changed."
    DONE = "The areas of the file are in force."


async def update_register(settings: Settings, path: Path, sure: Callable[[], bool], console: Console | None = None) -> Taken:
    """Show what a file of area codes changes, ask, and put it in force. Raises NotTaken, StillServing.

    What was shown is what is done: areas that have changed meanwhile are another preview.
    """
    async with open_office(settings, settings.database(demo=False), utc_now, demo=False, exclusive=True) as office:
        if await is_led(office.store, office.now()):
            raise StillServing
        with bar() as moving:
            moving.show(f"Comparing {path.name} with the areas of the office")
            changes = await _compared(path, office)
        if changes.is_empty:
            return Taken.NOTHING_NEW
        shown = {*changes.closing, *(pair.before.code for pair in (*changes.renamed, *changes.recoded))}
        hanging = await hanging_on(office.store, shown | {area.code for split in changes.split for area in split.of})
        print_changes(changes, hanging, office.board, office.today(), console or Console(soft_wrap=True))
        if not sure():
            return Taken.LEFT
        with bar() as moving:
            moving.show("Putting the areas in force")
            await _take(changes, office)
        return Taken.DONE


async def _compared(path: Path, office: Office) -> AreaChanges:
    try:
        return changes_of(await all_areas(office.store), read_register(path), office.board.home.code)
    except NotARegister as none:
        where = f"line {none.line}: " if none.line else ""
        raise NotTaken(f"{path.name} is no edition of the area codes: {where}{FAULTS[none.fault].format(words=none.words)}") from None
    except NotForThisOffice as refused:
        around = refused.around or refused.home
        said = REFUSALS[refused.fault].format(
            home=refused.home.name, old=refused.home.code, new=refused.code, around=around.name, lost=refused.lost, known=refused.known
        )
        raise NotTaken(f"{path.name} was not taken over: {said}") from None


async def _take(changes: AreaChanges, office: Office) -> None:
    try:
        async with acting_on_terminal(office.store, Act.CHANGE_OFFICE, office.now()) as doing:
            await take_edition(doing.connection, changes, office.today())
            doing.subject = Subject(Thing.AREAS)
            counts = {"new": len(changes.new) + len(changes.returned), "renamed": len(changes.renamed)}
            doing.details = counts | {"recoded": len(changes.recoded), "closed": len(changes.closing)}
            doing.changes = tuple(_told(changes))
    except Changed:
        raise NotTaken("The areas have changed since they were read: give the command again.") from None


def _told(changes: AreaChanges) -> Iterator[Change]:
    """Every change by the name that the area had, or has where it is new."""
    for pair in (*changes.renamed, *changes.recoded):
        yield change_of(pair.before.full_name, _values(pair.before), _values(pair.after))
    yield from (Change(area.full_name, {}, {"code": area.code}) for area in (*changes.new, *changes.returned))
    yield from (Change(area.full_name, {"code": area.code}) for area in changes.before if area.code in changes.closing)


def _values(area: Area) -> dict[str, str]:
    return {"code": area.code, "name": area.name}
