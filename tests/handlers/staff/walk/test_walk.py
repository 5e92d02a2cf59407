"""Every button of every screen of staff opens what it should: which view, for each act, is said here once more."""

import re
from collections.abc import Mapping
from importlib import import_module

import pytest

from bot.terminal.ask import plain
from ektp_core.audit import Entry, Thing
from ektp_core.profile import Language
from ektp_core.roles import RIGHTS, Role
from handlers.acts import ALL, ToolAct
from handlers.reply import reply
from handlers.routes import BY_NAME, STAFF_ROUTES
from handlers.staff.deeds.said_values import texts_of
from handlers.staff.deeds.sentences import deed, parts
from handlers.texts import render
from tests.handlers.shown import faults_of
from tests.handlers.staff.walk.audited import AUDITED, ELSEWHERE
from tests.handlers.staff.walk.opens import OPENS, Name
from tests.handlers.staff.walk.screens import Opened, messages, walked
from tests.rehearsal import ZONE

DEAD_ENDS: frozenset[str] = frozenset()
"""Screens without any button, where nothing is waited for either."""

OFFICERS = Role.ADMIN, Role.OFFICER
FORMS = {"award_edit": OFFICERS, "office": (Role.ADMIN,), "requests": (*OFFICERS, Role.SCHOOL), "schools": OFFICERS}
"""The tools whose drafts are filled in field by field, and who does it."""

NOT_OFFERED: Mapping[tuple[Role, Name], str] = {
    **{(role, ("staff", "count_today")): "it is a school that looks on" for role in (*OFFICERS, Role.VIEWER)},
    **{
        (role, ("requests", act)): "a school does it with its own request; the office asks for a school, accepts or declines"
        for act in ("new", "agree", "other_days", "send_other_days", "ask_withdraw", "withdraw")
        for role in OFFICERS
    },
    **{
        (role, (tool, "fill")): "under words that may be for several fields (tests/handlers/staff/drafts/test_under_preview.py)"
        for tool, roles in FORMS.items()
        for role in roles
    },
    **{
        (role, ("staff", act)): "under words that were typed while a draft was open (tests/handlers/staff/drafts/test_whose.py)"
        for act in ("for_draft", "as_question")
        for role in Role
    },
    **{
        (role, ("staff", act)): "under words that order something (tests/handlers/staff/orders)"
        for act in ("about", "next_order")
        for role in Role
    },
    (Role.VIEWER, ("staff", "go_on")): "a viewer begins nothing",
    **{(role, ("requests", "skip")): "no field of a request may be left out" for role in (*OFFICERS, Role.SCHOOL)},
    **{
        (role, ("figures", "choose_column")): "under a report whose columns compete (tests/handlers/staff/figures/test_columns.py)"
        for role in OFFICERS
    },
    **{(role, ("schools", "save_sheet")): "under a sheet that was sent (tests/conversations/staff_schools.txt)" for role in OFFICERS},
    **{
        (role, ("schools", "tell")): "when a school closes that somebody follows (tests/conversations/staff_schools_closing.txt)"
        for role in OFFICERS
    },
    **{(role, ("staff", "open_sheet")): "under a sheet that was sent (tests/handlers/staff/test_sent_sheets.py)" for role in OFFICERS},
    **{(role, ("visits", "save_recaps")): "under a sheet that was sent (tests/handlers/staff/visits/test_sheets.py)" for role in OFFICERS},
}
"""What a role might do and is not offered, and why."""

PRIVATE = ("Bu Ani", "Pak Dedi", "0812", "alat sedang dipakai", "Besok kami datang", "kapan ke sekolah kami")
"""A school's contact, why it was declined, what is announced, and a citizen's sentence, as the walk types them."""

NEVER = frozenset({"old_button", "error", "not_understood", "refusal/staff/not_allowed", "refusal/staff/draft_gone"})
"""No button that was just shown opens these."""

RAW = re.compile(
    r"[{}_]|\b\d{8}\b|\b\d\d\.\d\d\.\d\d|\b\d{4}-\d\d|\b7\d{3}\b|\b(?:None|True|False|rolled|recorded_|in_force|removed_)\b|: ?$|\(\)|  "
)
"""What no line of the audit shows: keys, school numbers, codes of areas, days as a machine writes them, people's ids."""

every_language = pytest.mark.parametrize("language", Language)


def declared() -> dict[Name, ToolAct[object]]:
    """Every act that has its function, by its tool and name."""
    for route in STAFF_ROUTES:
        import_module(route.handler.module)
    return {(tool, act.name): act for tool, acts in ALL.items() for act in acts if act.is_done}


def judged(language: Language) -> list[Opened]:
    """What acts and texts opened that are declared; a tool by itself counts too."""
    known = declared()
    tools = {route.name for route in STAFF_ROUTES}
    return [each for each in walked(language) if each.act in known or (each.act[0] in tools and (not each.act[1] or each.is_typed))]


def views_of(*languages: Language) -> dict[Name, set[str]]:
    views: dict[Name, set[str]] = {}
    for each in (each for language in languages for each in judged(language)):
        views.setdefault(each.act, set()).update((each.view, *each.notices))
    return views


@every_language
def test_every_button_opens_the_view_that_it_should(language: Language) -> None:
    wrong = [each for each in judged(language) if not {each.view, *each.notices} <= OPENS.get(each.act, frozenset())]
    assert [(each.role, each.view, each.notices, " > ".join(each.path)) for each in wrong] == []


@every_language
def test_no_button_that_was_just_shown_is_old_or_refused_for_want_of_a_right(language: Language) -> None:
    assert [(each.role, each.view, " > ".join(each.path)) for each in judged(language) if each.view in NEVER] == []


@every_language
def test_every_message_can_be_read_on_a_small_phone_in_the_language_of_its_reader(language: Language) -> None:
    assert {fault: " > ".join(path) for shown, path in messages(language).items() for fault in faults_of(shown)} == {}


@every_language
def test_every_message_of_an_office_that_rehearses_says_so(language: Language) -> None:
    words = plain(render(reply("_example"), language))
    assert [" > ".join(path) for shown, path in messages(language).items() if words not in shown.text] == []


def test_each_view_of_the_table_is_opened() -> None:
    assert views_of(*Language) == OPENS


def test_each_act_leaves_in_the_audit_what_it_did_and_to_which_thing() -> None:
    lines: dict[Name, set[str]] = {}
    for each in (each for language in Language for each in judged(language) if each.audited):
        lines.setdefault(each.act, set()).update(each.audited)
    assert lines == AUDITED


@every_language
def test_each_line_of_the_audit_is_a_sentence_of_its_own_without_codes(language: Language) -> None:
    """Lines of every act that staff can tap, read in both languages: a new act without a sentence fails here."""
    told = {line for each in judged(language) for entry in each.deeds for line in told_in_both(entry)}
    assert told
    assert {line for line in told if RAW.search(line)} == set()


def told_in_both(entry: Entry) -> list[str]:
    fields = {name for each in entry.changes for name in {**each.before, **each.after}}
    assert all(fields <= texts_of(each)["fields"].keys() for each in Language), fields
    assert all(entry.deed in texts_of(each)["deeds"] for each in Language), entry.deed
    return [line for each in Language for line in (deed(entry, each, ZONE), *parts(entry, each, ZONE))]


@every_language
def test_the_audit_keeps_no_words_and_no_contact_of_anybody(language: Language) -> None:
    kept = {str((entry.details, entry.changes)) for each in judged(language) for entry in each.deeds}
    assert {line for line in kept if any(private in line for private in PRIVATE)} == set()


@every_language
def test_what_was_changed_is_on_record_with_its_values_before_and_after(language: Language) -> None:
    changed = {entry.deed for each in judged(language) for entry in each.deeds if any(part.before and part.after for part in entry.changes)}
    assert changed >= {
        "figures",
        "figures_rolled_back",
        "visit_change",
        "visit_confirm",
        "visit_close",
        "visit_undo",
    }


def test_every_kind_of_thing_is_put_on_record_here_or_elsewhere() -> None:
    assert {line.split()[1] for lines in AUDITED.values() for line in lines} == set(Thing) - set(ELSEWHERE)


@every_language
def test_each_act_is_tapped_by_every_role_that_may(language: Language) -> None:
    tapped = {(each.role, each.act) for each in judged(language)}
    may = {(role, name) for name, act in declared().items() for role in roles_of(act)}
    assert may - tapped == set(NOT_OFFERED)


def roles_of(act: ToolAct[object]) -> frozenset[Role]:
    route = BY_NAME[act.tool]
    assert route.act
    return RIGHTS[route.act] & RIGHTS[act.right or route.act]


@every_language
def test_from_every_screen_a_way_leads_on(language: Language) -> None:
    assert {each.view for each in judged(language) if each.is_dead_end} == DEAD_ENDS


@every_language
def test_the_desk_is_one_tap_from_every_screen_by_one_button(language: Language) -> None:
    lost = [each for each in walked(language) if each.ways_to_desk != (not each.view.startswith("staff/desk/"))]
    assert [(each.role, each.view, each.ways_to_desk, " > ".join(each.path)) for each in lost if each.role] == []


@every_language
def test_no_two_buttons_of_a_message_do_the_same(language: Language) -> None:
    assert {(each.view, " > ".join(each.path)) for each in walked(language) if each.has_twins} == set()
