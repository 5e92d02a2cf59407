"""/langganan: follow schools and areas, see what one gets, choose the topics. In a group its admins do (docs/domain.md#following)."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from ektp_core.areas import Area, Level
from ektp_core.notices.preview import next_notice
from ektp_core.office import Office
from ektp_core.privacy import COPIES_KEPT_DAYS, ChatData
from ektp_core.reading.names import repeatable
from ektp_core.schools.closing import SchoolClosed
from ektp_core.schools.finding import visited
from ektp_core.schools.numbers import NpsnUnclear
from ektp_core.schools.register import School
from ektp_core.store import subscriptions as store
from ektp_core.store.notice_switches import notices_off
from ektp_core.store.privacy import chat_data
from ektp_core.store.subscriptions import ConsentMissing
from ektp_core.subscriptions.subscribers import Scope, Subscriber, Subscription, Topic
from handlers.followable import (
    FOLLOW,
    STOP,
    Followed,
    existing,
    follow_button,
    named,
    stop_button,
    targets,
    things_button,
    told_in,
    written,
)
from handlers.other_offices.naming import named_elsewhere
from handlers.reply import Button, Reply, Row, button, in_rows, reply
from handlers.request import ChatKind, Request
from handlers.schedule import PLACES_OFFERED, SCHOOL, SUBDISTRICT
from handlers.subscriptions.consent import ask_consent, consent_of, is_in_force
from handlers.subscriptions.group_admins import for_admins
from handlers.subscriptions.reminders import cancel_rows

AGREE, HEAR, SILENCE, INSIDE, SINGLE = "ok=", "on=", "off=", "in=", "each="
"""How a button's argument begins: `ok=2026-11,s=10900778` agrees to that text and follows, `off=eve` silences a topic,
`in=19.04.01` lists what can be followed in a subdistrict, `in=` everywhere; `each=` lists what is followed, to stop one of it."""

SILENT = {Topic.CHANGES: "c", Topic.EVE: "e", Topic.CATCH_UP: "u", Topic.ANNOUNCEMENTS: "a"}
"""The silenced topics on a button that brings everything back: `m=ea`."""

MOST_STOPPED_HERE = 3
"""Things and reminders with a button of their own under `/langganan`; more are a screen of their own."""


async def subscriptions(request: Request, office: Office) -> Reply:
    """What one gets; or follow what is named, agree, stop following, choose a topic."""
    if sentence := await for_admins(request):
        return sentence
    argument = request.argument.strip()
    for beginning, act in ACTS.items():
        if argument.startswith(beginning):
            return await act(request, office, argument.removeprefix(beginning))
    return await (_named(request, office, argument) if argument else overview(request, office))


async def overview(request: Request, office: Office) -> Reply:
    """All that is followed, what is heard of it, the last notice and the next, and a button to change each."""
    kept = await office.data_of_writer(request.chat)
    if kept.subscriber is None:
        return _choice(office, "none")
    who = kept.subscriber
    pause = button("pause", "end", "end_pause") if who.is_paused(request.today) else button("pause")
    topics = [_topic_button(topic, who) for topic in Topic] if who.follows else []
    singles = _single_rows(kept, office)
    rows = (
        *in_rows(topics),
        *(singles if len(singles) <= MOST_STOPPED_HERE else [[button("subscriptions", SINGLE, "stop_one")]]),
        [button("subscriptions", INSIDE, "follow_more"), pause],
        [button("unsubscribe")],
    )
    return reply("subscriptions", *rows, kept=kept, kept_days=COPIES_KEPT_DAYS, **await _values(kept, request, office))


def _single_rows(kept: ChatData, office: Office) -> list[Row]:
    """A button for each thing that is followed and each reminder, to stop it alone."""
    follows = kept.subscriber.follows if kept.subscriber else ()
    return [*in_rows([stop_button(each, office.board) for each in follows], 1), *cancel_rows(kept.reminders)]


async def _singles(request: Request, office: Office, _: str) -> Reply:
    """The same on a screen of its own, where there are many."""
    kept = await chat_data(office.store, request.chat)
    if kept.subscriber is None:
        return _choice(office, "none")
    return reply("subscriptions_each", *_single_rows(kept, office), [button("subscriptions")])


def _topic_button(topic: Topic, who: Subscriber) -> Button:
    heard = topic not in who.muted
    return button("subscriptions", (SILENCE if heard else HEAR) + topic, f"{'heard' if heard else 'silent'}_{topic}")


async def _values(kept: ChatData, request: Request, office: Office) -> dict[str, object]:
    who = kept.subscriber
    expected = next_notice(kept, office.board, request.now, office.zone, await notices_off(office.store))
    return {
        "followed": [_where_told(each, who, request, office) for each in who.follows] if who else [],
        "paused_until": who.paused_until if who and who.is_paused(request.today) else None,
        "expected": expected,
        "zone": office.zone,
        "in_group": request.chat_kind is ChatKind.GROUP,
        "in_topic": request.thread is not None,
    }


def _where_told(thing: Subscription, who: Subscriber, request: Request, office: Office) -> Followed:
    return replace(named(thing, office.board), told=told_in(who.threads.get(thing), request.thread))


async def _inside(request: Request, office: Office, code: str) -> Reply:
    """What can be followed in a subdistrict: all of it, or one of its schools; without one, the subdistricts."""
    board = office.board
    area = Subscription(Scope.SUBDISTRICT, code)
    if not existing([area], board):
        return _choice(office, "more")
    schools = [follow_button(Scope.SCHOOL, school.npsn, board) for school in board.schools.in_subdistrict(code)]
    rows = ([follow_button(Scope.SUBDISTRICT, code, board)], *in_rows(schools, 1), [button("subscriptions", INSIDE, "other_subdistrict")])
    return reply("subscriptions_inside", *rows, area=board.areas[code])


def _choice(office: Office, why: str, text: str = "") -> Reply:
    board = office.board
    near = _follow_rows([_thing(place) for place in visited(board.near(text), board.areas)], office)
    inside = in_rows([button("subscriptions", INSIDE + area.code, "place", name=area.name) for area in board.subdistricts], 3)
    whole = [follow_button(Scope.DISTRICT, board.home.code, board)]
    return reply("subscriptions_choice", *near, *inside, whole, why=why, name=repeatable(text))


async def _named(request: Request, office: Office, text: str) -> Reply:
    """Follow what a text names; several places that fit are offered."""
    board = office.board
    if board.home in board.areas.find(text, levels=(Level.DISTRICT,)):
        return await _follow_all(request, office, [Subscription(Scope.DISTRICT, board.home.code)])
    try:
        places = visited(board.named(text), board.areas)
    except NpsnUnclear as unclear:
        rows = _follow_rows([_thing(school) for school in unclear.near], office)
        return reply(f"refusal/{unclear.key}", *rows, [button("subscriptions", INSIDE, "follow_more")], **unclear.values)
    if not places:
        return named_elsewhere(text, office) or _choice(office, "unknown", text)
    things = [_thing(place) for place in places[:PLACES_OFFERED]]
    if closed := _closed(things, office):
        return _told_closed(closed, office)
    if len(things) == 1:
        return await _follow_all(request, office, things)
    return reply(
        "subscriptions_which", *_follow_rows(things, office), count=len(places), any_area=any(isinstance(place, Area) for place in places)
    )


def _thing(place: School | Area) -> Subscription:
    return Subscription(Scope.SCHOOL, place.npsn) if isinstance(place, School) else Subscription(Scope.SUBDISTRICT, place.code)


def _follow_rows(things: Sequence[Subscription], office: Office) -> list[Row]:
    return in_rows([follow_button(each.scope, each.target, office.board) for each in things], 1)


def _closed(things: Sequence[Subscription], office: Office) -> School | None:
    """The school that has closed, where only one is named."""
    school = office.board.schools.get(things[0].target) if len(things) == 1 else None
    return school if school and school.is_closed else None


def _told_closed(school: School, office: Office) -> Reply:
    """It cannot be followed any more; the school that took it over is offered."""
    successor = office.board.schools.get(school.successor)
    follow = [follow_button(Scope.SCHOOL, successor.npsn, office.board)] if successor and not successor.is_closed else []
    rows = follow, [button("subscriptions", INSIDE, "follow_more")]
    return reply(f"refusal/{SchoolClosed.key}", *rows, school=school, successor=successor)


async def _follow(request: Request, office: Office, argument: str) -> Reply:
    if closed := _closed(targets(argument), office):
        return _told_closed(closed, office)
    return await _follow_all(request, office, existing(targets(argument), office.board))


async def _follow_all(request: Request, office: Office, things: Sequence[Subscription]) -> Reply:
    """Follow things once there is a consent to the text in force; the button that agrees carries them."""
    if not things:
        return _choice(office, "unknown")
    if request.is_sentence:
        return await _offer(request, office, things)
    try:
        new = await store.follow(office.store, request.chat, things, request.now, request.today, thread=request.thread)
    except ConsentMissing:
        return _ask_consent(request, office, things)
    return await _followed(request, office, things, new)


def _ask_consent(request: Request, office: Office, things: Sequence[Subscription]) -> Reply:
    agree = button("subscriptions", AGREE + ",".join([consent_of(request).version, written(things)]), "agree")
    return ask_consent(request, office, agree, followed=[named(each, office.board) for each in things])


async def _offer(request: Request, office: Office, things: Sequence[Subscription]) -> Reply:
    """One tap that follows things; what is followed and told here already is only said."""
    who = (await office.data_of_writer(request.chat)).subscriber
    if who is None or not is_in_force(who.consent.version):
        return _ask_consent(request, office, things)
    told = [each for each in things if each in who.follows and who.threads.get(each) == request.thread]
    new = [each for each in things if each not in told]
    if not new:
        return await _followed(request, office, things, 0)
    tap = things_button(FOLLOW + written(new), office.board)
    values = {"followed": [named(each, office.board) for each in new], "already": [named(each, office.board) for each in told]}
    places = {"in_group": request.chat_kind is ChatKind.GROUP, "in_topic": request.thread is not None}
    return reply("subscriptions_offer", [tap], _back(new), **values, **places)


async def _agreed(request: Request, office: Office, argument: str) -> Reply:
    """Agree to the text that was shown, and follow at once what it was shown for."""
    version, _, wanted = argument.partition(",")
    things = existing(targets(wanted), office.board)
    if not is_in_force(version) or not things or request.is_sentence:
        return await _follow_all(request, office, things)
    agreeing = consent_of(request)
    new = await store.follow(office.store, request.chat, things, request.now, request.today, agreeing, thread=request.thread)
    _, _, silent = wanted.partition("m=")
    for topic in (topic for topic, letter in SILENT.items() if letter in silent):
        await store.mute(office.store, request.chat, topic)
    return await _followed(request, office, things, new)


async def _followed(request: Request, office: Office, things: Sequence[Subscription], new: int) -> Reply:
    kept = await chat_data(office.store, request.chat)
    values = await _values(kept, request, office) | {"followed": [named(each, office.board) for each in things]}
    stop = [stop_button(each, office.board) for each in things if not new and len(things) == 1]
    return reply("followed", stop, _back(things), [button("subscriptions")], new=new, **values)


def _back(things: Sequence[Subscription]) -> Row:
    """To the visits of the one thing that was followed, or to all."""
    letter = {Scope.SCHOOL: SCHOOL, Scope.SUBDISTRICT: SUBDISTRICT}.get(things[0].scope)
    return [button("schedule", f"{letter}={things[0].target}" if letter and len(things) == 1 else "")]


async def _stop(request: Request, office: Office, argument: str) -> Reply:
    if request.is_sentence:
        return await _offer_stop(request, office, targets(argument))
    for each in targets(argument):
        await store.unfollow(office.store, request.chat, each, request.now)
    return await overview(request, office)


async def _offer_stop(request: Request, office: Office, things: Sequence[Subscription]) -> Reply:
    """One tap for each that is followed; where none is, all that is followed is shown."""
    who = (await office.data_of_writer(request.chat)).subscriber
    followed = [each for each in things if who and each in who.follows]
    if not followed:
        return await overview(request, office)
    rows = in_rows([stop_button(each, office.board) for each in followed], 1)
    names, in_group = [named(each, office.board) for each in followed], request.chat_kind is ChatKind.GROUP
    return reply("subscriptions_stop", *rows, [button("subscriptions")], followed=names, in_group=in_group)


async def _silence(request: Request, office: Office, topic: str) -> Reply:
    if topic in set(Topic) and not request.is_sentence:
        await store.mute(office.store, request.chat, Topic(topic))
    return await overview(request, office)


async def _hear(request: Request, office: Office, topic: str) -> Reply:
    if topic in set(Topic) and not request.is_sentence:
        await store.unmute(office.store, request.chat, Topic(topic))
    return await overview(request, office)


def back_button(left: Subscriber) -> Button:
    """Brings back exactly what was followed: the button alone remembers it. Where that is too much for one, it leads to the choice."""
    silent = "".join(SILENT[topic] for topic in Topic if topic in left.muted)
    parts = [left.consent.version, written(left.follows), *([f"m={silent}"] if silent else [])]
    whole = button("subscriptions", AGREE + ",".join(parts), "follow_again")
    if not left.follows:
        return button("subscriptions")
    return whole if whole.fits else button("subscriptions", INSIDE, "follow_more")


ACTS: dict[str, Callable[[Request, Office, str], Awaitable[Reply]]] = {
    AGREE: _agreed,
    FOLLOW: _follow,
    STOP: _stop,
    SILENCE: _silence,
    HEAR: _hear,
    INSIDE: _inside,
    SINGLE: _singles,
}
