"""What the Bot API refuses, in Telegram's own words, because a bot reads them."""


class Refused(Exception):
    """A call that is not carried out: HTTP status, description, and the seconds to wait for a 429."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


def bad_request(reason: str) -> Refused:
    """400: the call is wrong, and stays wrong however often it is repeated."""
    return Refused(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refused:
    """403: this person or group does not take messages of the bot."""
    return Refused(403, f"Forbidden: {reason}")


def too_many_requests(seconds: int) -> Refused:
    """429: nothing is taken before `seconds` have passed."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", seconds)
