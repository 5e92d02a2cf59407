"""Classes of a school as an announcement names them: "kelas XI", "kls 11 IPA 1", "XI dan XII", "X-XII"."""

import re
from dataclasses import dataclass

from ektp_core.reading.words.text import Text
from ektp_core.reading.words.token import Token
from ektp_core.reading.words.word_sets import word_set

GRADES = {"x": 10, "xi": 11, "xii": 12, "10": 10, "11": 11, "12": 12}
BARE = frozenset({"x", "xi", "xii"})
"""What names a class without "kelas" before it; a bare 12 is anything."""

CALLED = word_set("kelas grade class classes grades")
JOINING = word_set("dan & / , serta and")
UNTIL = word_set("sampai hingga -")
_BRANCH = re.compile(r"m?ipa|ips|bahasa|[a-h]")


@dataclass(frozen=True, slots=True)
class SchoolClass:
    """A grade, and which class of it where that is said: "IPA 1"; "" for all of the grade."""

    grade: int
    branch: str = ""

    def may_be(self, other: "SchoolClass") -> bool:
        """Whether both may mean the same pupils."""
        return self.grade == other.grade and (not self.branch or not other.branch or self.branch == other.branch)


@dataclass(frozen=True, slots=True)
class ClassesSaid:
    """Classes that are named together, and the tokens that name them."""

    classes: frozenset[SchoolClass]
    start: int
    end: int


def classes_in(whole: Text) -> list[ClassesSaid]:
    """Every group of classes of a text, in its order; tokens that stand for something else already name none."""
    found: list[ClassesSaid] = []
    at = 0
    while at < len(whole.tokens):
        said = _classes_from(at, whole)
        if said:
            found.append(said)
        at = said.end if said else at + 1
    return found


def class_of(name: str) -> SchoolClass | None:
    """The class that a schedule's "XI IPA 1" names; None for another group of pupils."""
    said = classes_in(Text(f"kelas {name}"))
    return next(iter(said[0].classes)) if len(said) == 1 and len(said[0].classes) == 1 else None


def _classes_from(start: int, whole: Text) -> ClassesSaid | None:
    named = start < len(whole.tokens) and whole.tokens[start].word in CALLED and whole.is_free(start)
    at = start + named + (named and _text(whole, start + 1) == ".")
    classes: set[SchoolClass] = set()
    end = at
    is_run = False
    while one := _class_at(end, whole, named=named):
        school_class, end = one
        if is_run:
            classes |= {SchoolClass(grade) for grade in range(max(classes, key=lambda each: each.grade).grade, school_class.grade)}
        classes.add(school_class)
        following = whole.tokens[end] if end < len(whole.tokens) else None
        is_run = following is not None and following.word in UNTIL
        again = end + 1 + (_text(whole, end + 1) in CALLED or (end + 1 < len(whole.tokens) and whole.tokens[end + 1].word in CALLED))
        if following is None or not (is_run or _joins(following)) or _class_at(again, whole, named=named) is None:
            break
        end = again
    return ClassesSaid(frozenset(classes), start, end) if classes else None


def _class_at(at: int, whole: Text, *, named: bool) -> tuple[SchoolClass, int] | None:
    """The class that begins at a token, and where it ends."""
    text = _text(whole, at)
    if text not in (GRADES if named else BARE) or not whole.is_free(at):
        return None
    branch, end = "", at + 1
    if _BRANCH.fullmatch(_text(whole, end)) and whole.is_free(end):
        branch, end = _text(whole, end), end + 1
        if end < len(whole.tokens) and 0 < whole.tokens[end].digits <= 2 and whole.is_free(end):
            branch, end = f"{branch} {whole.tokens[end].number}", end + 1
    return SchoolClass(GRADES[text], branch), end


def _joins(token: Token) -> bool:
    return token.word in JOINING or token.text in JOINING


def _text(whole: Text, at: int) -> str:
    return whole.tokens[at].text if at < len(whole.tokens) else ""
