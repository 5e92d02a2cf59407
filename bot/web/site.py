"""Whose pages these are."""

from dataclasses import dataclass

from ektp_core.office import Office


@dataclass(frozen=True, slots=True)
class Site:
    """The office, its bot's name on Telegram, and where people reach the pages, if that is set."""

    office: Office
    bot: str
    public_url: str | None = None
