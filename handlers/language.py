"""/bahasa: Indonesian or English, kept for the chat."""

from dataclasses import replace

from ektp_core.office import Office
from ektp_core.profile import Language
from handlers.questions import QUESTIONS
from handlers.reply import Reply, button, reply
from handlers.request import Request

NAMES = {
    "id": Language.ID,
    "indonesia": Language.ID,
    "indonesian": Language.ID,
    "en": Language.EN,
    "english": Language.EN,
    "inggris": Language.EN,
}


async def language(request: Request, office: Office) -> Reply:
    """Choose the language; without one, with one we do not speak, or in a sentence, both are offered."""
    chosen = NAMES.get(request.argument.strip().lower())
    if chosen is None or request.is_sentence:
        return reply("language", [button("language", "id", "indonesian"), button("language", "en", "english")])
    await office.choose_language(request.chat, chosen)
    return replace(reply("language_chosen", *QUESTIONS), language=chosen)
