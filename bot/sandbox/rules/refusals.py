"""What the Bot API refuses, in Telegram's own words, because a bot reads them."""


class Refused(Exception):
    """A call that is not carried out: HTTP status and description; the seconds to wait for a 429, the new id of a group that moved."""

    def __init__(self, code: int, description: str, *, retry_after: int | None = None, migrate_to: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after
        self.migrate_to = migrate_to

    @property
    def parameters(self) -> dict[str, int]:
        """The Bot API's `ResponseParameters`."""
        named = {"retry_after": self.retry_after, "migrate_to_chat_id": self.migrate_to}
        return {name: value for name, value in named.items() if value is not None}


def bad_request(reason: str) -> Refused:
    """400: the call is wrong, and stays wrong however often it is repeated."""
    return Refused(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refused:
    """403: this person or group does not take messages of the bot."""
    return Refused(403, f"Forbidden: {reason}")


def migrated(new_id: int) -> Refused:
    """400: the group became a supergroup and lives on under another id."""
    return Refused(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to=new_id)


def too_many_requests(seconds: int) -> Refused:
    """429: nothing is taken before `seconds` have passed."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
