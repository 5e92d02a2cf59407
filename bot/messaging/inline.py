"""What is typed behind the bot's name in any chat, and the cards that answer it."""

import logging

from bot.messaging.messages import Call, Messages
from bot.messaging.requests.reader import language_for
from bot.messaging.updates import ChosenInlineResult, InlineQuery
from ektp_core.office import Office
from handlers.inline.queries import NOT_FOUND, Cards, cards
from handlers.links.deep_links import opened_by
from handlers.request import ChatKind, Origin, Request
from handlers.texts.examples import use_examples

log = logging.getLogger(__name__)


class Inline:
    """Answers inline queries. They are asked like in a group: of what everybody may read, and by nobody of the team."""

    def __init__(self, office: Office, messages: Messages) -> None:
        self._office = office
        self._messages = messages

    async def answer(self, query: InlineQuery) -> Call:
        """The cards for a query."""
        use_examples(self._office.board)
        request = self._request(query)
        return self._messages.inline(query.id, await cards(request, query.offset, self._office), request.language)

    def without_cards(self, query: InlineQuery) -> Call:
        """For a query that could not be answered: the way into the private chat."""
        language = language_for(query.sender, query.sender.id, self._office)
        return self._messages.inline(query.id, Cards((), NOT_FOUND), language)

    def note_chosen(self, chosen: ChosenInlineResult) -> None:
        """Which kind of card was sent, without by whom; an id that is none of ours is not repeated."""
        opened = opened_by(chosen.result_id, self._office.board)
        log.info("card sent", extra={"route": opened.route if opened else None})

    def _request(self, query: InlineQuery) -> Request:
        office, person = self._office, query.sender
        return Request(
            argument=query.query.strip(),
            person=person.id,
            chat=person.id,
            chat_kind=ChatKind.GROUP,
            language=language_for(person, person.id, office),
            today=office.today(),
            now=office.now(),
            name="",
            origin=Origin.TYPED,
        )
