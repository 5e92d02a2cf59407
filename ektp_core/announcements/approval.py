"""Who must agree before an announcement goes out: for many people, a second member of staff."""

SECOND_PERSON_OVER = 5_000
"""More people than this need a second member of staff (docs/reliability.md#a-large-announcement-needs-two-people); a setting."""


def needs_second_person(people: int, over: int) -> bool:
    """Whether an announcement to so many people waits until a second member of staff agrees; `over` is the office's setting."""
    return people > over
