"""A correction that is told again, as its readers' phones show it."""

from tests.bot.sending.test_announcing import PEOPLE, announced, at_once, crowd, ended, number_of, rate, sees
from tests.rehearsal import Rehearsal

__all__ = ["crowd", "rate"]


@at_once
async def test_every_phone_has_the_new_message_as_a_reply_to_the_old_one_which_says_that_it_was_corrected(
    crowd: tuple[Rehearsal, list[int]],
) -> None:
    bot, chats = crowd
    ratna = await announced(bot, "Kantor tutup Kamis.")
    await sees(ratna, "Koreksi")
    number = number_of(ratna)
    gone = chats[0]
    async with bot.http.post("/sandbox/block", json={"as": gone, "blocked": True}) as answer:
        assert answer.status == 200
    await ratna.writes(f"/umumkan A-{number}")
    await ratna.taps("Koreksi")
    await ratna.writes("Kantor tutup Jumat.")
    await ratna.taps("Kirim koreksi")
    await sees(ratna, "Koreksi")
    report, counts = await ended(bot, ratna)
    assert counts.delivered == PEOPLE - 1
    assert counts.delivered + counts.unreachable + counts.skipped + counts.uncertain == counts.audience
    assert f"Pesan lama A-{number}: " in report["text"]
    for chat in chats[1:4]:
        old, new = (await bot.phone(chat).messages())[-2:]
        assert old["text"].startswith(f"✏️ Sudah dikoreksi dengan A-{number + 1}\n\nKantor tutup Jumat.")
        assert old["edited"]
        assert new["text"].startswith(f"✏️ Koreksi untuk A-{number}\n\nKantor tutup Jumat.")
        assert (new["reply_to"], new["silent"]) == (old["message_id"], False)
