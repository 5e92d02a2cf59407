"""What comes back from Telegram's address need not be Telegram's."""

import pytest
from telegram.error import TelegramError

from bot.messaging.transport import Transport


@pytest.mark.parametrize("payload", [b"", b"<html>rahasia</html>", b"[]", b'{"ok"', b'{"a":' + b"[" * 100_000])
def test_an_answer_that_is_no_json_is_an_error_without_its_words(payload: bytes) -> None:
    with pytest.raises(TelegramError) as refused:
        Transport.parse_json_payload(payload)
    assert refused.value.message == "Invalid server response"
