"""All words shown to people: one template a view and language, autoescaped, and the labels of buttons."""

import re
import tomllib
from collections.abc import Mapping, MutableMapping
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from ektp_core.profile import Language
from ektp_core.reading.shortening import both_ends
from ektp_core.topics import ANSWERS
from handlers.reply import FITTING, AnyButton, DraftName, Reply, ShareButton
from handlers.texts.examples import CurrentExamples, in_local_words
from handlers.texts.wording import FILTERS, in_words, on_short_button

TEXTS = Path(__file__).parent
PLAIN = ".txt"
APOLOGIES = ("error", "too_many", "too_many_taps", "too_many_in_group", "old_button", "_example")
BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")


class _Views(Environment):
    """Views with their globals as a plain dict: Jinja copies a chain of dicts key by key at every rendering."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


def _is_escaped(template: str | None) -> bool:
    """Everything but plain text: in a file, nobody reads HTML."""
    return template is None or not template.endswith(PLAIN)


@cache
def environment(language: Language) -> Environment:
    """A language's templates, with how it writes dates and numbers."""
    environment = _Views(
        loader=FileSystemLoader(TEXTS / language),
        autoescape=_is_escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    environment.filters |= FILTERS[language]
    environment.filters["fact_name"] = partial(fact_name, language=language)
    environment.globals["language"] = language
    environment.globals["eg"] = CurrentExamples()
    return environment


@cache
def _view(name: str, language: Language) -> Template:
    return environment(language).get_template(name if name.endswith(PLAIN) else f"{name}.html")


def load_apologies() -> None:
    """Read ahead what is said when something fails: by then there may be no file that can be opened."""
    for language in Language:
        _labels(language)
        for view in APOLOGIES:
            _view(view, language)


@cache
def _labels(language: Language) -> dict[str, str]:
    files = (TEXTS / language / "labels.toml", TEXTS / language / "staff" / "labels.toml")
    return {key: words for file in files for key, words in tomllib.loads(file.read_text(encoding="utf-8")).items()}


def fact_label(key: str) -> str:
    """The label that names a fact of the office; a topic's answer is called as citizens see its topic."""
    return key if key in ANSWERS else f"fact_{key}"


def fact_name(key: str, language: Language) -> str:
    """What a fact of the office is called."""
    return in_local_words(_labels(language)[fact_label(key)])


def render(answer: Reply, language: Language, bot: str = "", *, example: bool = False) -> str:
    """The message as Telegram HTML; `bot` is its name, for links. A notice comes last.

    Every message of an office that rehearses with example data says so (`example`).
    """
    parts = [_template("_understood", language, {"understood": answer.understood})] if answer.understood else []
    if answer.ordered:
        said = _labels(language)[f"order_{answer.ordered.intent.replace('.', '_')}"]
        parts.append(_template("staff/_ordered", language, {"order": answer.ordered, "said": said}))
    if answer.overcome:
        parts.append(_template(f"refusal/{answer.overcome}", language, {}))
    parts.append(_template(answer.view, language, {**answer.values, "bot": bot}))
    if example:
        parts.append(_template("_example", language, {}))
    if answer.masked:
        parts.append(_template(f"_notice_{answer.masked}", language, {}))
    if answer.kept_draft:
        parts.append(_template("_kept_draft", language, {"draft": _draft_name(answer.kept_draft, language)}))
    if answer.left_out:
        parts.append(_template("_left_out", language, {"left_out": answer.left_out}))
    return "\n\n".join(parts)


def render_alone(answer: Reply, language: Language, bot: str = "", *, example: bool = False) -> str:
    """The view without what is said to the asker alone: the message as it may be read by anybody."""
    return render(Reply(answer.view, answer.values), language, bot, example=example)


def plain_text(view: str, language: Language, **values: Any) -> str:
    """A template of plain text, for what no chat shows: a calendar."""
    return _template(f"{view}{PLAIN}", language, values)


def _template(view: str, language: Language, values: Mapping[str, Any]) -> str:
    """One template, without the blank lines that branches not taken leave behind."""
    return BLANK_LINES.sub("\n\n", _view(view, language).render(values)).strip()


def label(item: AnyButton, language: Language) -> str:
    """The words on a button, from `labels.toml` and `staff/labels.toml`; dates and months in them are written in words.

    What a phone would cut off is taken out of the longest value, at the ends of words: the words that say what the button does stay. A date
    loses its year first, and is never cut.
    """
    pattern = in_local_words(_labels(language)[item.label])
    if isinstance(item, ShareButton) or not item.values:
        return pattern
    values = {name: _on_button(value, language) for name, value in item.values.items()}
    words = pattern.format_map(values)
    if len(words) <= FITTING[1]:
        return words
    values |= {name: on_short_button(value, language) for name, value in item.values.items() if isinstance(value, date)}
    words = pattern.format_map(values)
    may_be_cut = [name for name, value in item.values.items() if not isinstance(value, date)]
    if len(words) <= FITTING[1] or not may_be_cut:
        return words
    longest = max(may_be_cut, key=lambda name: len(str(values[name])))
    said = str(values[longest])
    return pattern.format_map(values | {longest: both_ends(said, max(1, len(said) - (len(words) - FITTING[1])))})


def _on_button(value: Any, language: Language) -> Any:
    return _draft_name(value, language) if isinstance(value, DraftName) else in_words(value, language)


def _draft_name(draft: DraftName, language: Language) -> str:
    words = _labels(language)[draft.label].format_map({"name": draft.name})
    return f"{draft.name or words}, {on_short_button(draft.day, language)}" if draft.day else words
