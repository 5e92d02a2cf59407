"""A free sentence as what it asks and what it names. Pure: the same board and day read a sentence the same way everywhere."""

from datetime import date
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from ektp_core.area_words import local_words
from ektp_core.areas import Area
from ektp_core.board import Board
from ektp_core.reading.words.calendar_words import CALENDAR_WORDS
from ektp_core.reading.words.number_words import NUMBER_WORDS
from ektp_core.reading.words.spelling import Spelling
from ektp_core.reading.words.text import ALIKE, Text
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set
from ektp_core.schools.register import School
from ektp_core.understanding.details import Details, Read, read_details
from ektp_core.understanding.duty import asked_of_a_status
from ektp_core.understanding.gazetteer import Gazetteer, gazetteer_of
from ektp_core.understanding.intents import STAFF, Intent
from ektp_core.understanding.matters import NO_MATTER, Matter, matter_of
from ektp_core.understanding.models.features import features
from ektp_core.understanding.models.model import Model, intents_model, matters_model, vocabulary
from ektp_core.understanding.parts import may_hold_several, parts_of
from ektp_core.understanding.schools import SaidSchool
from ektp_core.understanding.status import SaidStatus, status_of, without_status

SURE_OF_PART = 0.8
SURE_OF_STAFF = 0.7
"""Probability below which words about announcing or figures are taken for a citizen's: many speak of both."""

MOST_READINGS = 5
MOST_QUESTIONS = 3
LONGEST_SEVERAL = 400
"""Letters: a long story is told to ask one thing."""

SMALL_TALK = frozenset({Intent.GREETING, Intent.THANKS, Intent.HELP, Intent.OUT_OF_SCOPE})
"""Beside a question they are no questions of their own."""

FILLERS = word_set(
    "kalau yang di ke untuk dan terus bagaimana dengan saya adik kakak anak lahir itu ini ya kak min bapak ibu dong sih lagi juga kah nya"
    " kecamatan desa kelurahan kabupaten kota provinsi sekolah hari tanggal umur to for in at ding deh kok saja aja"
)
"""Words beside a name that ask nothing by themselves."""


class Reading(Struct, frozen=True):
    """One thing a message may ask, and how probable it is, 0 to 1."""

    intent: Intent
    probability: float


class Question(Struct, frozen=True):
    """One question: its readings, the most probable first, and what it names."""

    readings: tuple[Reading, ...]
    details: Details
    tokens: tuple[Token, ...]
    rest: tuple[str, ...]
    """The words beside what is named, with `<school>`, `<birth>` and the like for that."""

    unknown: int
    """Words of the rest that are in no list."""

    matter: Matter = NO_MATTER
    """The topic that it is about, or what it asks of coverage."""

    text: str = ""
    """As it was written, without the numbers of persons."""

    @property
    def words(self) -> frozenset[str]:
        """As they were written and in their standard spelling: matters of the office's texts are found by them."""
        return frozenset([*(token.text for token in self.tokens), *(token.word for token in self.tokens)])

    @property
    def is_strange(self) -> bool:
        """Whether most of its words stand in no list: random letters, or another language."""
        return self.unknown * 2 > len(self.rest) or not any(word[0].isalnum() or word[0] == "<" for word in self.rest)

    @property
    def is_bare(self) -> bool:
        """Whether it names something and asks nothing: "SMAN 1 Koba", "kalau yang di Namang?"."""
        return all(word.startswith("<") or word in FILLERS or not word.isalpha() for word in self.rest)

    def completed_by(self, whole: "Question") -> "Question":
        """One of several questions: what it does not name is taken from the whole message."""
        own, all_of_it = self.details, whole.details
        given = {name: getattr(own, name) or getattr(all_of_it, name) for name in ("births", "schools", "areas")}
        if own.schools or own.areas:
            given |= {"schools": own.schools, "areas": own.areas}
        status = own.status if own.status.is_said else all_of_it.status
        return replace(self, details=replace(own, status=status, **given))

    def at_school(self, school: School) -> "Question":
        """The same question about a school."""
        return replace(self, details=replace(self.details, schools=(SaidSchool(school, school.name, 0, 0),)))

    def in_area(self, area: Area) -> "Question":
        """The same question about an area."""
        return replace(self, details=replace(self.details, areas=(area,)))

    @property
    def intent(self) -> Intent:
        return self.readings[0].intent


class Reader:
    """Understands sentences about one board's schools and areas."""

    def __init__(self, gazetteer: Gazetteer, intents: Model[Intent], matters: Model[str]) -> None:
        self.gazetteer = gazetteer
        self._intents = intents
        self._matters = matters
        self._spelling = spelling_for(gazetteer, vocabulary())

    @staticmethod
    def of(board: Board) -> "Reader":
        """The reader of a board, with the model of this version; a board with the same names has the same one."""
        return _reader(gazetteer_of(board.schools, board.areas, board.home))

    def questions(self, text: str, today: date) -> tuple[Question, ...]:
        """The questions of a text that holds no NIK any more, in their order; a text that asks one thing is read as a whole."""
        whole = self.read(text, today)
        if len(text) > LONGEST_SEVERAL or not may_hold_several(whole.tokens):
            return (whole,)
        parts = [self.read(part, today) for part in parts_of(text)]
        asked = [part for part in parts if part.readings[0].probability >= SURE_OF_PART and part.intent not in SMALL_TALK]
        different = {part.intent: part for part in asked}
        if len(different) < 2:
            return (whole,)
        return tuple(part.completed_by(whole) for part in different.values())[:MOST_QUESTIONS]

    def text(self, words: str) -> Text:
        """Words in the spelling of this board, to be read by other rules than a question's."""
        return Text(words, self._spelling)

    def read(self, text: str, today: date) -> Question:
        """The one question of a text that holds no NIK any more (`masking.mask_numbers`)."""
        whole = self.text(text)
        found = read_details(whole, self.gazetteer, today)
        seen = features(found.words, found.unknown)
        readings = self._readings(found, seen)
        question = Question(readings, found.details, tuple(whole.tokens), found.words, found.unknown, text=text)
        if question.is_strange or question.is_bare:
            return question
        return replace(question, matter=matter_of(self._matters.probabilities(seen), readings[0].intent, readings[0].probability))

    def status(self, text: str) -> tuple[SaidStatus, str]:
        """What an argument says of nationality, permit and marriage, and the text that is left without it."""
        tokens = Text(text, self._spelling).tokens
        said, taken = status_of(tokens)
        return said, without_status(tokens, taken)

    def _readings(self, found: Read, seen: set[str]) -> tuple[Reading, ...]:
        ranked = self._intents.probabilities(seen)
        if told := asked_of_a_status(found.details, found.beside, ranked[0][1]):
            ranked = [(1.0, told), *(each for each in ranked if each[1] is not told)]
        if ranked[0][1] in STAFF and ranked[0][0] < SURE_OF_STAFF:
            ranked.sort(key=lambda each: each[1] in STAFF)
        return tuple(Reading(intent, probability) for probability, intent in ranked[:MOST_READINGS])


@lru_cache(maxsize=4)
def _reader(gazetteer: Gazetteer) -> Reader:
    return Reader(gazetteer, intents_model(), matters_model())


def spelling_for(gazetteer: Gazetteer, known: frozenset[str]) -> Spelling:
    """The spelling of a board: its names, and the words of the calendar and of the models, are right as they are."""
    names = [*sorted(gazetteer.words()), *CALENDAR_WORDS, *NUMBER_WORDS, *ALIKE]
    return Spelling(names, sorted(known), local_words(gazetteer.home.code))
