"""What people call themselves, their school or their contact is shown as they wrote it, and never taken for markup."""

import pytest

from bot.terminal.ask import plain
from ektp_core.privacy import ChatData, NamedContact
from ektp_core.profile import Language
from handlers.reply import reply
from handlers.texts import TEXTS, environment, render
from tests.rehearsal import ZONE

UNESCAPED = {"staff/visits/ask.html", "refusal/staff/wrong_value.html"}
"""What holds a text of our own that is marked up already; a further one is looked at before it stands here."""

HOSTILE = '<b>Bu Ani</b> & <a href="tg://user?id=1">admin</a> {{ 7 * 7 }} &lt;'


@pytest.mark.parametrize("language", Language)
def test_a_name_that_looks_like_markup_is_shown_as_it_was_written(language: Language) -> None:
    kept = ChatData(contacts=(NamedContact(7, HOSTILE),))
    said = render(reply("my_data", kept=kept, followed=[], zone=ZONE, copies_days=30, titles={}), language)
    assert "tg://" in said
    assert "<a " not in said
    assert HOSTILE in plain(said)


@pytest.mark.parametrize("language", Language)
def test_no_message_is_filled_in_without_escaping(language: Language) -> None:
    escapes, folder = environment(language).autoescape, TEXTS / language
    names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.html"))]
    assert names
    assert callable(escapes)
    assert [name for name in names if not escapes(name)] == []
    assert {name for name in names if "|safe" in (folder / name).read_text(encoding="utf-8").replace(" ", "")} == UNESCAPED
