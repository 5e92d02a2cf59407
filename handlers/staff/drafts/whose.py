"""Whose is a text that a member types while a draft is open? The draft's, somebody else's, or nobody can tell and it is asked.

A rule for all tools, in this order:

| the text | is |
|---|---|
| is the only word of a command, where whatever is written was asked for | asked about |
| takes back what was begun ("batal") | the draft's: its screen comes again, with the button that discards it |
| is a yes and no more ("siip simpan"), while a preview is looked at | nobody's: the preview comes again, and says that its button does it |
| says of itself that it corrects ("bukan …", "maksudnya …"), and fits the draft or asks nothing | the draft's |
| begins with the word of a command, or is a sentence for a tool; but words where any words do | another's; there it is asked |
| names another school or place than the draft's | another's |
| is a value that the draft takes | the draft's |
| asks something, and is no such value; but words where any words do | another's; there it is asked |
| anything else, where something was asked | the draft's, which says what is wrong |
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ektp_core.office import Office
from ektp_core.reading.corrections import Correction, read_correction, takes_back
from ektp_core.reading.words.word_sets import word_set
from ektp_core.store.drafts import KeptDraft
from ektp_core.understanding.intents import STAFF, Intent
from ektp_core.understanding.reader import Question
from ektp_core.understanding.staff_intents import StaffIntent
from handlers.free_text.first_words import spoken
from handlers.free_text.orders import OF_COMMANDS, order_of
from handlers.free_text.sentences import SURE
from handlers.request import Request
from handlers.staff.drafts.tools import DraftTool, Fit
from handlers.staff.drafts.under_preview import CORRECTED, UNDER_PREVIEW

ASKING = word_set(
    "kapan kpn apa apakah apkh berapa brp bagaimana gimana gmn dimana dmn mana siapa kenapa bisakah bolehkah adakah"
    " when what where how who why which can may is are does do"
)
"""Begins a question, or stands behind "di"."""

YES = word_set(
    "ya iya iyaa y yo oke ok okee okay okey sip siip siiip siap setuju stuju betul benar bener sudah udah udh dah boleh lanjut lanjutkan"
    " simpan simpen kirim kirimkan kirimin terapkan pakai yes yep sure send save go ahead confirm 👍"
)
BESIDE_YES = word_set("aja saja lah deh dong ya pak bu bapak ibu kak min mbak mas bang itu it langsung sekarang please tolong now")
SMALL_TALK = frozenset({Intent.GREETING, Intent.THANKS, Intent.HELP})
CLEARLY = 0.8
"""Probability from which small talk is no answer."""


CLEARLY_ORDERED = 0.97
"""Probability from which words that answer a field are an order instead: any words answer it."""


class Whose(StrEnum):
    """Whose a text is."""

    DRAFT = "draft"
    OTHER = "other"
    UNCLEAR = "unclear"
    NOBODYS = "nobodys"
    """It takes back what was begun: whether to discard it is asked."""

    CONFIRMS = "confirms"
    """It says yes to what is shown, which only a button carries out."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Whose a text is; what it answers where it is the draft's; whether the draft could take it, or a question be seen in it, as well."""

    whose: Whose
    awaited: str = ""
    words: str | None = None
    """What is right, without the words that mark a correction, where that alone answers the field."""

    fits: bool = False
    may_ask: bool = False


def whose(kept: KeptDraft, draft: Any, tool: DraftTool[Any], request: Request, office: Office) -> Judged:
    """Whose a text without a command is."""
    text, awaits = request.argument, kept.awaits
    if takes_back(text) and tool.takes_back:
        return Judged(Whose.NOBODYS)
    if awaits is None and is_yes(text):
        return Judged(Whose.CONFIRMS)
    fit = tool.fit(text, draft, awaits, request, office)
    if fit is Fit.ANYTHING:
        return Judged(Whose.UNCLEAR if _is_bare_command(request, office) else Whose.DRAFT, awaits or "")
    said = read_correction(text)
    if said and (judged := _corrects(said, fit, kept, draft, tool, request, office)):
        return judged
    if _is_commanded(fit, request, office) or _is_of_figures(kept, request, office):
        return Judged(Whose.UNCLEAR if fit is Fit.WORDS else Whose.OTHER, fits=fit is Fit.OTHER_PLACE)
    match fit:
        case Fit.OTHER_PLACE:
            return Judged(Whose.OTHER, fits=True)
        case Fit.READS if not (_is_question(text) and (_is_understood(request, office) or order_of(request, office))):
            return Judged(Whose.DRAFT, awaits or UNDER_PREVIEW)
        case Fit.READS | Fit.PARTLY:
            return Judged(Whose.UNCLEAR)
        case Fit.WORDS:
            return Judged(Whose.UNCLEAR) if _is_question(text) and _is_understood(request, office) else Judged(Whose.DRAFT, awaits or "")
    if awaits is None or _asks(request, office):
        return Judged(Whose.OTHER)
    if _is_question(text):
        return Judged(Whose.UNCLEAR)
    return Judged(Whose.DRAFT, awaits, may_ask=not _read(request, office).is_bare and _is_understood(request, office))


def is_yes(text: str) -> bool:
    """Whether a text is a yes and courtesy, and nothing else."""
    words = re.findall(r"\w+|👍|\?", text.casefold())
    return bool(YES.intersection(words)) and all(word in YES | BESIDE_YES for word in words)


def _corrects(
    said: Correction, fit: Fit, kept: KeptDraft, draft: Any, tool: DraftTool[Any], request: Request, office: Office
) -> Judged | None:
    """What becomes of a text that is marked as a correction; None where the mark means something else here."""
    if not said.right:
        return None if fit is Fit.WORDS else Judged(Whose.UNCLEAR)
    fits = {awaits: tool.fit(said.right, draft, awaits, request, office) for awaits in (kept.awaits, None)}
    if kept.awaits and fits[kept.awaits] is Fit.READS:
        return Judged(Whose.DRAFT, kept.awaits, said.right)
    if {Fit.READS, Fit.PARTLY, Fit.OTHER_PLACE}.intersection(fits.values()):
        return Judged(Whose.DRAFT, CORRECTED)
    if not said.is_sure and (fit is Fit.WORDS or _is_question(said.right) or _is_understood(request, office)):
        return None
    return Judged(Whose.DRAFT, kept.awaits, said.right) if kept.awaits else Judged(Whose.DRAFT, CORRECTED)


def _is_commanded(fit: Fit, request: Request, office: Office) -> bool:
    """Whether a text begins with the word of a command, or orders something that the draft does not read.

    As words of a field the word of a command is one only with a number or nothing behind it.
    """
    route, behind = spoken(request, office)
    if route is None:
        order = order_of(request, office) if fit is not Fit.READS else None
        return order is not None and (fit is not Fit.WORDS or (order.intent not in OF_COMMANDS and order.probability >= CLEARLY_ORDERED))
    return not (fit is Fit.WORDS and route.act and behind.argument) or any(letter.isdigit() for letter in behind.argument)


def _is_of_figures(kept: KeptDraft, request: Request, office: Office) -> bool:
    """Whether a text says people of an area, which only figures have: a visit's line would read its day and leave them."""
    order = order_of(request, office) if kept.tool != "figures" else None
    return order is not None and order.intent is StaffIntent.FIGURES_UPDATE and bool(order.slots.areas and order.slots.amounts)


def _is_bare_command(request: Request, office: Office) -> bool:
    """Whether a text is the word of a command and nothing else."""
    route, behind = spoken(request, office)
    return route is not None and not behind.argument and len(request.argument.split()) == 1


def _asks(request: Request, office: Office) -> bool:
    """Whether a text that is no value of the draft asks something: of something named, by its form, or as small talk.

    Digits alone, and a day, are a value that is wrong; a school or area alone is asked about.
    """
    question = _read(request, office)
    best, details = question.readings[0], question.details
    if not any(letter.isalpha() for letter in request.argument):
        return False
    if best.intent in SMALL_TALK:
        return best.probability >= CLEARLY
    places = bool(details.areas or any(each.school for each in details.schools))
    if question.is_bare:
        return places
    names = bool(places or details.births or details.as_of or details.status.is_said)
    return (names or _is_question(request.argument)) and _is_understood(request, office)


def _read(request: Request, office: Office) -> Question:
    return office.public.reader.read(request.argument, request.today)


def _is_understood(request: Request, office: Office) -> bool:
    """Whether it is clear what a text would ask."""
    best = _read(request, office).readings[0]
    return best.probability >= SURE and best.intent not in {*STAFF, *SMALL_TALK, Intent.OUT_OF_SCOPE}


def _is_question(text: str) -> bool:
    words = re.findall(r"\w+", text.casefold())
    return "?" in text or (bool(words) and (words[0] in ASKING or (words[0] == "di" and words[1:2] == ["mana"])))
