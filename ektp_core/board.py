"""Everything public at one moment. Immutable: a commit that changes it makes a new one (docs/architecture.md#one-board)."""

from dataclasses import dataclass, field

from ektp_core.areas import Area, Areas, Level
from ektp_core.awards import Awards
from ektp_core.calendars import CalendarEvent
from ektp_core.coverage.figure import Figure
from ektp_core.eligibility import Rules
from ektp_core.kits.loans import Loan
from ektp_core.profile import Profile
from ektp_core.schools import finding
from ektp_core.schools.register import School, Schools
from ektp_core.visits.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Board:
    """What the bot answers from; `version` grows with every commit that changes it."""

    version: int
    home: Area
    profile: Profile
    rules: Rules
    areas: Areas
    schools: Schools
    figures: tuple[Figure, ...]
    schedule: Schedule
    calendar: tuple[CalendarEvent, ...]
    loans: tuple[Loan, ...]
    awards: Awards
    has_examples: bool = field(init=False)
    """Whether any of it is the demo set: then every message says so."""

    def __post_init__(self) -> None:
        """Looked up with every message, and the same as long as the board lives."""
        object.__setattr__(self, "has_examples", any(item.example for item in (*self.figures, *self.schedule, *self.loans)))

    @property
    def districts(self) -> tuple[Area, ...]:
        """The districts of the home district's province, in the order of their codes."""
        return self.areas.children(self.home.parent or "")

    def named(self, text: str) -> tuple[School | Area, ...]:
        """The schools and places of the home district that a whole text names (`schools.finding`). Raises NpsnUnclear."""
        return finding.named(text, self.schools, self.areas, self.home.code)

    def near(self, text: str) -> tuple[School | Area, ...]:
        """What it may have meant where it names nothing."""
        return finding.near(text, self.schools, self.areas, self.home.code)

    @property
    def subdistricts(self) -> tuple[Area, ...]:
        """The subdistricts of the home district, in the order of their codes: only these are visited."""
        return self.areas.children(self.home.code)

    @property
    def subdistricts_with_schools(self) -> tuple[Area, ...]:
        """The same, and the closed ones that schools of the register still lie in: staff find them there, and give them another."""
        left = (area for area in self.areas.closed_within(self.home.code) if self.schools.in_subdistrict(area.code))
        return (*self.subdistricts, *left)

    def subdistrict_of(self, area: Area) -> Area | None:
        """The home district's subdistrict that an area is or lies in; None for any other area."""
        if area.level is Level.VILLAGE:
            area = self.areas[area.parent or ""]
        return area if area.level is Level.SUBDISTRICT and area.parent == self.home.code else None

    @property
    def office_name(self) -> str:
        """What the office is called where it is the source itself: by its short name, else by its district's."""
        return self.profile.office_name(self.home.name)

    def figures_of(self, code: str) -> tuple[Figure, ...]:
        """Every statement about one area, oldest first."""
        return tuple(sorted((figure for figure in self.figures if figure.area == code), key=lambda figure: figure.as_of))
