"""What each act of staff leaves in the audit: an act that comes to be noted as another, or about another thing, contradicts this table."""

import sqlite3
from collections.abc import Mapping
from typing import Any

import aiosqlite

from ektp_core.audit import Thing
from ektp_core.roles import Outcome
from tests.handlers.staff.walk.opens import Name

ROWS = {
    Thing.ANNOUNCEMENT: ("announcement", "id"),
    Thing.AWARD: ("award", "id"),
    Thing.FACT: ("fact", "key"),
    Thing.FIGURES: ("figure_set", "id"),
    Thing.INVITATION: ("invitation", "id"),
    Thing.INVITATION_ACCEPTED: ("invitation", "id"),
    Thing.INVITATION_DECLINED: ("invitation", "id"),
    Thing.LOAN: ("loan", "id"),
    Thing.REQUEST: ("visit_request", "id"),
    Thing.REQUIREMENT: ("requirement", "topic"),
    Thing.ROLE: ("member", "person"),
    Thing.ROLE_REVOKED: ("member", "person"),
    Thing.SCHOOL: ("school", "npsn"),
    Thing.SENTENCE: ("unanswered_text", "id"),
    Thing.TALLY: ("tally", "visit"),
    Thing.TEMPLATE: ("announcement_template", "id"),
    Thing.VISIT: ("visit", "id"),
}
"""Kinds whose thing is the row that the act has changed: its table, and the column that names it."""

AUDITED: Mapping[Name, frozenset[str]] = {
    (tool, act): frozenset(lines.split(", "))
    for tool, acts in {
        "announcements": {
            "new": "announce announcement",
            "begin_with_template": "announce announcement",
            "offer": "announce announcement",
            "discard": "announce announcement",
            "choose_school": "announce announcement",
            "everyone": "announce announcement",
            "district": "announce announcement",
            "toggle_subdistrict": "announce announcement",
            "toggle_school": "announce announcement",
            "choose_visit": "announce announcement",
            "at_once": "announce announcement",
            "choose_time": "announce announcement",
            "take_template": "announce announcement",
            "remove_file": "announce announcement",
            "confirm": "announce announcement",
            "approve": "announce announcement",
            "pause": "announce announcement",
            "resume": "announce announcement",
            "cancel": "announce announcement",
            "correct": "announce announcement",
            "tell_again": "announce announcement",
            "edit_quietly": "announce announcement",
            "retract": "announce announcement",
            "send_rest": "announce announcement",
            "typed audience": "announce announcement",
            "typed text": "announce announcement",
            "typed time": "announce announcement",
            "typed name": "announce template",
            "delete_template": "announce template",
            "resume_sending": "resume_sending sending resume",
            "switch_notice": "announce notice cancelled, announce notice catch_up, announce notice confirmed, announce notice eve, "
            "announce notice moved, announce notice school_eve, announce notice school_week",
        },
        "award_edit": {
            "save": "change_awards award",
            "remove": "change_awards award",
        },
        "export": {
            "take": "export export awards, export export figures, export export kits, export export requests, "
            "export export visits, see_audit export audit",
        },
        "figures": {
            "apply": "change_figures figures",
            "take_back": "change_figures figures",
            "put_back": "change_figures figures",
        },
        "kits": {
            "save": "change_kits loan",
            "remove": "change_kits loan",
            "take_back": "change_kits loan",
        },
        "office": {
            "apply": "change_office fact",
        },
        "requests": {
            "send": "ask_visit request",
            "withdraw": "ask_visit request",
            "agree": "ask_visit request",
            "send_other_days": "ask_visit request",
            "accept": "decide_request request",
            "propose": "decide_request request",
            "decline": "decide_request request",
        },
        "schools": {
            "save": "change_schools school",
            "remove": "change_schools school",
            "confirm": "change_schools school",
            "confirm_all": "change_schools schools",
            "place": "change_schools school",
            "close": "change_schools school",
            "reopen": "change_schools school",
        },
        "staff": {
            "switch_collecting": "change_office collecting off, change_office collecting on",
            "delete_sentence": "change_office sentence",
        },
        "tally": {
            "count": "tally tally",
            "add": "tally tally",
            "make": "tally tally",
            "take_back": "tally tally",
        },
        "team": {
            "invite": "change_team invite",
            "invite_school": "change_team invite",
            "accept": "change_team accept",
            "decline": "change_team decline",
            "change_role": "change_team role",
            "revoke": "change_team revoke",
        },
        "visits": {
            "save": "change_visits visit",
            "save_and_announce": "change_visits visit, announce announcement",
            "confirm": "change_visits visit",
            "undo": "change_visits visit",
            "remove": "change_visits visit",
            "cancel": "change_visits visit",
            "cancel_and_announce": "change_visits visit, announce announcement",
            "close": "change_visits visit",
            "save_round": "change_visits visits 9",
            "remove_round": "change_visits visits",
        },
    }.items()
    for act, lines in acts.items()
}
"""The lines that each act leaves: the right that it took, the kind of its thing, and the thing itself where it is no row that has changed.

Acts that are not named here leave none.
"""

ELSEWHERE = {
    Thing.AREAS: "tests/bot/terminal/test_register.py",
    Thing.REQUIREMENT: "tests/conversations/staff_office.txt",
}
"""Kinds of acts that take more steps than the walk goes, and where they are tried."""


async def last_line(live: aiosqlite.Connection) -> int:
    """The number of the newest line of the audit."""
    ((number,),) = await live.execute_fetchall("SELECT coalesce(max(id), 0) FROM audit")
    return int(number)


async def lines_after(live: aiosqlite.Connection, last: int, before: bytes) -> tuple[str, ...]:
    """What was noted after that line: the act and the kind; the thing too, unless it is the row that has changed since `before`."""
    found = list(await live.execute_fetchall("SELECT act, outcome, kind, thing FROM audit WHERE id > ? ORDER BY id", (last,)))
    return tuple([await _told(live, before, *line) for line in found])


async def _told(live: aiosqlite.Connection, before: bytes, act: str, outcome: str, kind: str, thing: str) -> str:
    is_the_one = kind in ROWS and thing in await _changed(live, before, *ROWS[Thing(kind)])
    return " ".join([act, *([] if outcome == Outcome.DONE else [outcome]), kind, *([] if is_the_one else [thing])]).strip()


async def _changed(live: aiosqlite.Connection, before: bytes, table: str, column: str) -> set[str]:
    """The rows of a table that are new, gone or another than they were, by name."""
    query = f"SELECT {column}, * FROM {table}"  # noqa: S608 -- our own names
    kept = sqlite3.connect(":memory:")
    kept.deserialize(before)
    was: set[Any] = set(kept.execute(query))
    kept.close()
    return {str(row[0]) for row in was ^ {tuple(row) for row in await live.execute_fetchall(query)}}
