"""Texts made shorter at the ends of words: half a word may be taken for another one."""

MARK = "…"


def beginning(text: str, longest: int) -> str:
    """The first words that fit, and a mark for what is left out."""
    if len(text) <= longest:
        return text
    room = longest - len(MARK)
    whole = text[: room + 1].rpartition(" ")[0]
    return f"{(whole or text[:room]).rstrip(' ,;:.·-–')}{MARK}"


def both_ends(text: str, longest: int) -> str:
    """The first words and the last one: names of schools and places often differ only at the end."""
    if len(text) <= longest:
        return text
    first, _, last = text.rpartition(" ")
    room = longest - len(last) - len(f" {MARK} ")
    kept = first[: room + 1].rpartition(" ")[0] if room > 0 else ""
    return f"{kept} {MARK} {last}" if kept else beginning(text, longest)
