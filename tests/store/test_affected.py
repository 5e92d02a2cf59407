"""Whom a breach concerns: nobody whom the database tells of is left out."""

from datetime import date

from sqlalchemy import BigInteger

from ektp_core.privacy import LeakedData
from ektp_core.store import Store, schema
from ektp_core.store.affected import WHERE, Affected, affected
from tests.store.followers import BUDI, GROUP, KOBA, SITI, a_follower, a_reminder
from tests.store.personal_columns import Fate, can_hold_people, columns_of
from tests.store.records import MOMENT, add

HANGS_ON_A_SUBSCRIBER = {"subscription.chat", "muted.chat"}
OF_THE_BOT = {"state.bot"}
WITHIN_A_CHAT = {"thread", "message_id", "replies_to"}


def test_every_column_with_a_number_of_a_person_is_looked_at() -> None:
    looked_at = {f"{column.table.name}.{column.name}" for columns in WHERE.values() for column in columns}
    of_people = {
        f"{column.table.name}.{column.name}"
        for column in can_hold_people()
        if isinstance(column.type, BigInteger) and column.name not in WITHIN_A_CHAT
    } - OF_THE_BOT
    assert looked_at == (of_people & columns_of(Fate.ERASED, Fate.STAYS)) - HANGS_ON_A_SUBSCRIBER == of_people - HANGS_ON_A_SUBSCRIBER


async def test_each_is_listed_once_with_what_is_known_of_them(started: Store) -> None:
    await a_follower(started, SITI, KOBA)
    await add(started, schema.reminder, {"chat": SITI, "kind": a_reminder(SITI).kind, "day": date(2027, 3, 12)})
    await add(started, schema.preference, {"chat": BUDI, "language": "en", "since": MOMENT})
    await a_follower(started, GROUP, KOBA)
    member = {"person": 7301, "role": "school", "name": "TU Koba", "school": "10900778", "since": MOMENT}
    asked = {"school": "10900778", "pupils": 9, "days": 1, "wishes": "", "state": "waiting", "asked_by": 7301, "asked_at": MOMENT}
    await add(started, schema.member, member)
    await add(started, schema.visit_request, *(asked | {"contact": contact} for contact in ("Bu Ani 0812345678", "Bu Ani 0812345678", "")))
    people = [each for each in await affected(started) if each.chat is not None]
    assert {each.chat: each.data for each in people} == {
        GROUP: (LeakedData.FOLLOWS,),
        SITI: (LeakedData.FOLLOWS, LeakedData.REMINDERS),
        BUDI: (LeakedData.LANGUAGE,),
        7301: (LeakedData.STAFF,),
    }
    assert (await affected(started))[-1] == Affected((LeakedData.CONTACT,), contact="Bu Ani 0812345678")
    assert len(await affected(started)) == 5


async def test_a_new_office_concerns_nobody(started: Store) -> None:
    assert await affected(started) == []
