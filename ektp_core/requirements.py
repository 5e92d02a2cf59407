"""The words of a requirement as staff type them: a title, the lines of what to bring, a note."""

from ektp_core.reading.fields import WrongValue, read_words

PARTS = ("title", "lines", "note")
LONGEST = {"title": 36, "lines": 200, "note": 300}
"""Letters; a title is a button, which a small phone cuts after 36."""

MOST_LINES = 12


def read_part(part: str, text: str) -> str:
    """One part of a requirement; of `lines` each typed line is one thing to bring. Raises WrongValue, NikNotKept."""
    if part != "lines":
        return read_words(text, f"requirement_{part}", LONGEST[part])
    lines = [read_words(line.strip(" •-*"), "requirement_lines", LONGEST[part]) for line in text.splitlines() if line.strip(" •-*\t")]
    if not 0 < len(lines) <= MOST_LINES:
        raise WrongValue("requirement_lines", highest=MOST_LINES, longest=LONGEST[part])
    return "\n".join(lines)


def read_english(part: str, text: str, indonesian: str) -> str:
    """The English of a part, with as many lines as the Indonesian. Raises WrongValue, NikNotKept."""
    english = read_part(part, text)
    if english.count("\n") != indonesian.count("\n"):
        raise WrongValue("requirement_english", highest=indonesian.count("\n") + 1)
    return english
