"""How far a round has come, for all who see the agenda."""

from ektp_core.office import Office
from ektp_core.pictures.progress import Done, RoundDone
from ektp_core.visits.progress import Progress, RoundProgress, progress
from ektp_core.visits.rounds import Round
from handlers.pictures.words import Words, with_picture
from handlers.reply import Reply, button, reply
from handlers.request import Request
from handlers.staff.visits.acts import PROGRESS, PROGRESS_PICTURE, ROUND_DAYS, VISITS


@PROGRESS.does
async def _progress(wanted: Round, request: Request, office: Office) -> Reply:
    return _words(progress(office.board.schedule, wanted), office)


@PROGRESS_PICTURE.does
async def _picture(wanted: Round, request: Request, office: Office) -> Reply:
    """The same with its picture, where there is something to draw."""
    come = progress(office.board.schedule, wanted)
    words = _words(come, office)
    if not come.whole.visits:
        return words
    said = Words(request.language)
    subtitle = said.label("from_to", first=said.day(wanted.first_day, "d MMMM y"), last=said.day(wanted.last_day, "d MMMM y"))
    as_of = said.label("state_of", day=said.day(request.today, "d MMMM y"))
    cancelled = (said.label("cancelled", count=come.whole.cancelled),) if come.whole.cancelled else ()
    corner = (as_of, *cancelled, said.label("from_schedule"))
    frame = said.frame(said.label("progress", round=f"{wanted.half}/{wanted.year}"), corner, office.board, subtitle)
    parts = tuple(_visits(_area(code, office), part, said) for code, part in come.subdistricts)
    drawing = RoundDone(frame, (_visits(said.label("visits_done"), come.whole, said), *_pupils(come.whole, said)), parts)
    return with_picture(words, said.label("file_round"), drawing)


def _words(come: RoundProgress, office: Office) -> Reply:
    wanted = come.round
    return reply(
        "staff/visits/progress",
        [PROGRESS_PICTURE.button("picture", wanted)] if come.whole.visits else [],
        [ROUND_DAYS.button("round_days", wanted)],
        [PROGRESS.button("round_of", each, half=each.half, year=str(each.year)) for each in (wanted.before, wanted.after) if each],
        [button(VISITS, label="back")],
        round=wanted,
        whole=come.whole,
        subdistricts=[(_area(code, office), part) for code, part in come.subdistricts],
    )


def _area(code: str, office: Office) -> str:
    return office.board.areas[code].short_name if code in office.board.areas else code


def _visits(name: str, part: Progress, said: Words) -> Done:
    return Done(name, said.label("of", done=said.number(part.done), all=said.number(part.visits)), part.done, part.visits)


def _pupils(whole: Progress, said: Words) -> tuple[Done, ...]:
    """Held against what was expected only where that was said; what the others came to is said below, and which say nothing."""
    has_others = whole.expected and whole.recorded != whole.recorded_of_expected
    notes = [
        said.label("recorded_in_all", count=said.number(whole.recorded)) if has_others else "",
        said.label("without_expected", count=whole.without_expected) if whole.without_expected else "",
        said.label("without_recap", count=whole.without_recap) if whole.without_recap else "",
    ]
    done, planned, of_done = whole.recorded, None, said.number(whole.recorded)
    if not whole.is_counted:
        of_done = said.label("no_recap")
    elif whole.expected:
        done, planned = whole.recorded_of_expected, whole.expected
        of_done = said.label("of", done=said.number(done), all=said.number(planned))
    return (Done(said.label("pupils_recorded"), of_done, done, planned, tuple(note for note in notes if note)),)
