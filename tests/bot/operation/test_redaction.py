"""What no log may hold goes by its shape, and the office's own numbers stay (docs/reliability.md#logs-hold-nobodys-words)."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.backups.names import BEFORE, MOMENT, name_of
from bot.operation.redaction import Redaction, redact
from tests.canaries.shapes import leaks

TOKEN = "123456789:AAExyz-RAHASIA_kunci"

HARMFUL = [
    f"bot{TOKEN}/getMe",
    f"https://api.telegram.org/file/bot{TOKEN}/documents/x",
    TOKEN,
    TOKEN.replace(":", "%3A"),
    "X-Telegram-Bot-Api-Secret-Token: abcdefghijklmnopq",
    '{"secret_token": "abcdefghijklmnopq"}',
    "https://t.me/siaprekam_bot?start=inv_Zk3h-1aB_cDeFgHiJkLmNo",
    "/start inv_Zk3h-1aB_cDeFgHiJkLmNo",
    "postgresql+asyncpg://siaprekam:sandi-rahasia@127.0.0.1/siaprekam",
    "1904011203100001",
    "1904 0112 0310 0001",
    "1904-0112-0310-0001",
    "19.04.01.120310.0001",
    "190401 120310 0001",
    "19 04 01 52 03 10 00 01",
    "KK 1904010101100002",
    "+62 812-3456-7890",
    "6281234567890",
    "081234567890",
    "0812 3456 7890",
    "0812-3456-7890",
    "812 3456 7890",
    "12-03-2010",
    "12/03/2010",
    "12.03.2010",
    "12 03 2010",
    "2010-03-12",
    "2010/3/12",
    "12 Maret 2010",
    "12 mar 2010",
    "12-mar-10",
    "Maret 12, 2010",
    "12 March 2010",
    "12032010",
    "20100312",
    "12/3/10",
    "12-03-10",
    "\u0661\u0662-\u0660\u0663-\u0662\u0660\u0661\u0660",
]

INNOCENT = [
    "2026-11-24 23:34:49,690",
    "2026-11-24T23:34:49+07:00",
    "2026-11-24 2026-11-25 2026-11-26",
    "24/11/2026",
    "24 November 2026",
    "19.04.01",
    "19.04",
    "19.04.01.2001",
    "19.04.01 19.04.02 19.04.03 19.04.04",
    "10900778",
    "10900778, 10900779, 69900123",
    "update 812345678",
    "update_id=123456789",
    "chat -1001234567890",
    "chat 7123456789",
    "127.0.0.1:8080",
    "board 12, 3000 updates",
    "answer failed error_id=3f2a91bc",
    "SIAPREKAM 0.19.0",
    "mei 2026",
    "took 12.5 ms, 28 messages a second",
    "https://api.telegram.org",
    "sqlite+aiosqlite:///var/siaprekam.db",
]

AROUND = ["{}", "({})", "text={} ", '{{"message": "{}"}}', "kapan {}, ya?", "{}.", "\t{}\n"]


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("harmful", HARMFUL)
def test_what_is_nobodys_business_goes_wherever_it_stands(harmful: str, around: str) -> None:
    said = redact(around.format(harmful))
    assert "[" in said
    kept = {part for part in harmful.replace("/", " ").replace(":", " ").replace("@", " ").split() if len(part) > 3} - COMPANY
    assert [part for part in kept if part in said] == []


COMPANY = {
    *("https", "api.telegram.org", "file", "getMe", "documents", "X-Telegram-Bot-Api-Secret-Token", '{"secret_token"', "start"),
    *("postgresql+asyncpg", "siaprekam", "127.0.0.1", "t.me"),
}
"""What stands beside it and tells nobody anything."""


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("innocent", INNOCENT)
def test_the_offices_own_numbers_stay(innocent: str, around: str) -> None:
    assert redact(around.format(innocent)) == around.format(innocent)


@pytest.mark.parametrize("home", ["11.01", "12.03", "19.04", "31.01", "94.12"])
def test_the_name_of_no_backup_is_cut_and_a_birth_date_beside_it_is(home: str) -> None:
    """Whatever its moment: an office's code, a day and a time look like parts of other numbers."""
    for days in range(0, 800, 3):
        made = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days, minutes=days * 7)
        moment = made.strftime(MOMENT)
        for name in (name_of(home, made, encrypted=True), name_of(home, made, encrypted=False), f"office.db{BEFORE}{moment}-2"):
            assert redact(f"backup made file={name} born 12-03-2010") == f"backup made file={name} born [date]"
            assert list(leaks(name)) == []


def test_what_stands_around_stays() -> None:
    assert redact(f"GET /bot{TOKEN}/getMe of 1904011203100001, born 12-03-2010") == "GET /bot[token]/getMe of [number], born [date]"


def test_secrets_without_a_shape_are_hidden_by_their_value() -> None:
    redaction = Redaction()
    redaction.hide(["sandi", "sandi-yang-panjang", ""])
    redaction.hide(["lain"])
    assert redaction("sandi-yang-panjang sandi lain") == "[secret] [secret] [secret]"
