"""Hours of the clock as people write them: "08.00-14.00", "jam 8 s/d 14", "besok 9 pagi"."""

import re
from dataclasses import dataclass
from datetime import time

from ektp_core.reading.words.said import Said
from ektp_core.reading.words.text import Text
from ektp_core.reading.words.token import Token

PARTS = {"pagi": range(12), "am": range(12), "siang": range(10, 16), "sore": range(13, 20), "malam": range(18, 24), "pm": range(12, 24)}
"""The hours of each part of the day; an hour of the clock with twelve is that one of its two which lies in it."""

_CLOCK = r"(?:[12][.:]2|[12])"
_SPAN = re.compile(rf"J?\.?[12][.:]2[gn]*[-u]J?[12][.:]2[gn]*|J\.?{_CLOCK}[gn]?[-u]J?{_CLOCK}[gn]*|{_CLOCK}[-u]{_CLOCK}[gn]+")
_ONE = re.compile(rf"J\.?{_CLOCK}[gn]*|[12][.:]2[gn]*|[12][gn]+")


@dataclass(frozen=True, slots=True)
class HourSpan:
    """From one hour to another of the same day."""

    start: time
    end: time


def take_spans(text: Text) -> list[Said[HourSpan | None]]:
    """Every span of hours, taken out of the text; None for one that cannot be: "14.00-08.00"."""
    letters = text.shape().letters
    found: list[Said[HourSpan | None]] = []
    for place in _SPAN.finditer(letters):
        if not _stands_alone(place, text.tokens):
            continue
        middle = next(at for at in range(*place.span()) if letters[at] in "-u")
        first, last = (_time(text.tokens[start:end]) for start, end in ((place.start(), middle), (middle + 1, place.end())))
        said = HourSpan(first, last) if first and last and first < last else None
        found.append(Said(said, place.start(), place.end()))
        text.take(place.start(), place.end())
    return found


def take_hours(text: Text) -> list[Said[time | None]]:
    """Every single hour, taken out of the text; None for one that cannot be: "25.00", "jam 15 pagi"."""
    found: list[Said[time | None]] = []
    for place in _ONE.finditer(text.shape().letters):
        if not _stands_alone(place, text.tokens):
            continue
        end = place.end()
        if [token.word for token in text.tokens[end : end + 2]] == ["sampai", "selesai"]:  # "08.00 s/d selesai"
            end += 2
        found.append(Said(_time(text.tokens[place.start() : place.end()]), place.start(), end))
        text.take(place.start(), end)
    return found


def _stands_alone(place: re.Match[str], tokens: list[Token]) -> bool:
    """Whether no digit or sign of a longer number is glued to it: the 08.20 of 12.08.2027 is no hour."""
    start, end = place.span()
    if tokens[start].glued and start and (tokens[start - 1].digits or tokens[start - 1].text in "-/.:"):
        return False
    behind = tokens[end : end + 2]
    return not (behind and behind[0].glued and (behind[0].digits or (behind[0].text in "-/.:" and len(behind) == 2 and behind[1].digits)))


def _time(tokens: list[Token]) -> time | None:
    """The time of its tokens, with its part of the day: "jam 8 malam"."""
    numbers = [token.number for token in tokens if token.number is not None]
    hour, minute = (*numbers, 0)[:2]
    if hour > 23 or minute > 59:
        return None
    return in_part(time(hour, minute), *{part for token in tokens if (part := part_of_day(token))})


def part_of_day(token: Token) -> str | None:
    """The part of the day that a word is."""
    return next((word for word in (token.text, token.word) if word in PARTS), None)


def in_part(said: time, *parts: str) -> time | None:
    """ "8 malam" is 20, "8 pagi" is 8; None where the two contradict each other."""
    for hour in (said.hour, (said.hour + 12) % 24 if said.hour <= 12 else said.hour):
        if all(hour in PARTS[part] for part in parts):
            return said.replace(hour=hour)
    return None
