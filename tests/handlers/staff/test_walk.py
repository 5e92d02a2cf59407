"""Every button of every screen of staff opens what it should: which view, for each act, is said here once more."""

from collections.abc import Mapping
from importlib import import_module

import pytest

from ektp_core.profile import Language
from ektp_core.roles import RIGHTS, Role
from handlers.acts import ALL, ToolAct
from handlers.routes import BY_NAME, STAFF_ROUTES
from tests.handlers.staff.walk import Opened, walked

Name = tuple[str, str]

OPENS: Mapping[Name, frozenset[str]] = {
    (tool, act): frozenset(views.split())
    for tool, acts in {
        "figures": {
            "": "staff/figures/overview",
            "open": "staff/figures/set",
            "take_back": "staff/figures/set",
            "put_back": "staff/figures/set",
            "preview": "staff/figures/preview",
            "choose_date": "staff/figures/preview",
            "typed as_of": "staff/figures/preview",
            "apply": "staff/figures/applied",
            "discard": "staff/figures/overview",
        },
        "kits": {
            "": "staff/kits/overview",
            "new": "staff/kits/ask",
            "open": "staff/kits/loan",
            "change": "staff/kits/ask",
            "ask_remove": "staff/kits/remove",
            "remove": "staff/kits/removed",
            "take_back": "staff/kits/loan",
            "edit": "staff/kits/ask",
            "save": "staff/kits/loan",
            "discard": "staff/kits/overview",
            "typed line": "staff/kits/preview",
        },
        "staff": {
            "": "staff/desk/overview staff/desk/school",
            "count_today": "staff/visits/tally_school",
            "unanswered": "staff/unanswered/overview",
            "switch_collecting": "staff/unanswered/overview",
            "sentences": "staff/unanswered/texts",
            "delete_sentence": "staff/unanswered/texts",
        },
        "team": {
            "": "staff/team/overview",
            "page": "staff/team/overview",
            "open": "staff/team/member",
            "invite": "staff/team/invited",
            "choose_school": "staff/team/school",
            "invite_school": "staff/team/invited",
            "accept": "staff/team/claim_answered staff/team/accepted",
            "decline": "staff/team/claim_answered staff/team/declined",
            "change_role": "staff/team/member",
            "ask_revoke": "staff/team/revoke",
            "revoke": "staff/team/overview",
        },
        "audit": {
            "": "staff/audit/overview",
            "show": "staff/audit/overview",
            "choose_person": "staff/audit/person",
            "choose_act": "staff/audit/act",
        },
        "export": {"": "staff/exports/overview", "take": "staff/exports/exported"},
        "tally": {"": "staff/visits/tally"},
        "visits": {"": "staff/visits/agenda"},
        "requests": {"": "staff/requests/overview"},
        "announcements": {
            "": "staff/announcements/overview",
            "new": "staff/announcements/who",
            "open": "staff/announcements/progress staff/announcements/screen staff/announcements/words",
            "offer": "staff/announcements/screen",
            "ask_text": "staff/announcements/words",
            "remove_file": "staff/announcements/screen",
            "ask_time": "staff/announcements/when",
            "at_once": "staff/announcements/screen",
            "choose_time": "staff/announcements/screen",
            "ask_audience": "staff/announcements/who",
            "everyone": "staff/announcements/words",
            "district": "staff/announcements/words",
            "subdistricts": "staff/announcements/who",
            "toggle_subdistrict": "staff/announcements/who",
            "schools": "staff/announcements/who",
            "toggle_school": "staff/announcements/who",
            "choose_school": "staff/announcements/words",
            "visits": "staff/announcements/who",
            "choose_visit": "staff/announcements/words",
            "confirm": "staff/announcements/progress staff/announcements/screen",
            "approve": "staff/announcements/progress",
            "discard": "staff/announcements/discarded",
            "pause": "staff/announcements/progress",
            "resume": "staff/announcements/progress",
            "ask_cancel": "staff/announcements/cancel",
            "cancel": "staff/announcements/progress",
            "resume_sending": "staff/announcements/sending_resumed",
            "correct": "staff/announcements/words",
            "retract": "staff/announcements/screen",
            "send_rest": "staff/announcements/screen",
            "templates": "staff/announcements/templates",
            "open_template": "staff/announcements/template",
            "begin_with_template": "staff/announcements/who",
            "ask_delete_template": "staff/announcements/template_delete",
            "delete_template": "staff/announcements/templates",
            "templates_for": "staff/announcements/templates",
            "open_template_for": "staff/announcements/template",
            "take_template": "staff/announcements/screen",
            "ask_template_name": "staff/announcements/name",
            "notices": "staff/announcements/notice_switches",
            "switch_notice": "staff/announcements/notice_switches",
        },
        "schools": {"": "staff/schools/overview"},
        "office": {"": "staff/office/overview"},
        "award_edit": {"": "staff/awards/overview"},
    }.items()
    for act, views in acts.items()
}
"""The views that each act opens, for whoever tapped and for whoever is told; "" opens the tool, "typed x" is a text that a draft awaits."""

DEAD_ENDS: frozenset[str] = frozenset()
"""Screens without any button, where nothing is waited for either."""

NOT_OFFERED: Mapping[tuple[Role, Name], str] = {
    **{(role, ("staff", "count_today")): "it is a school that looks" for role in (Role.ADMIN, Role.OFFICER, Role.VIEWER)},
}
"""What a role might do and is not offered, and why."""

NEVER = frozenset({"old_button", "error", "not_understood", "refusal/staff/not_allowed", "refusal/staff/draft_gone"})
"""No button that was just shown opens these."""

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
    return [each for each in walked(language) if each.act in known or (each.act[0] in tools and each.act in OPENS)]


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


def test_each_view_of_the_table_is_opened() -> None:
    assert views_of(*Language) == OPENS


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
