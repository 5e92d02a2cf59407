"""The language a chat chose is kept, the last choice counts, and it is erased when asked."""

from datetime import UTC, datetime

from ektp_core.profile import Language
from ektp_core.store import Store, open_store, schema
from ektp_core.store.preferences import choose_language, forget, languages
from tests.store.records import board_version, everything, how_many

NOW = datetime(2026, 11, 24, 5, tzinfo=UTC)
SITI, BUDI, GROUP = 7001, 7_900_000_000, -1_001_234_500_001


async def test_at_first_nobody_has_chosen(migrated: Store) -> None:
    assert await languages(migrated) == {}


async def test_the_chosen_language_of_each_chat_is_kept(migrated: Store, url: str) -> None:
    await choose_language(migrated, SITI, Language.EN, NOW)
    await choose_language(migrated, BUDI, Language.ID, NOW)
    await choose_language(migrated, GROUP, Language.EN, NOW)
    await migrated.close()
    again = open_store(url)
    assert await languages(again) == {SITI: Language.EN, BUDI: Language.ID, GROUP: Language.EN}
    await again.close()


async def test_the_last_choice_counts(migrated: Store) -> None:
    for language in (Language.EN, Language.ID, Language.ID):
        await choose_language(migrated, SITI, language, NOW)
    assert await languages(migrated) == {SITI: Language.ID}
    assert await how_many(migrated, schema.preference) == 1


async def test_a_chat_that_asks_is_forgotten_and_no_other(migrated: Store) -> None:
    await choose_language(migrated, SITI, Language.EN, NOW)
    await choose_language(migrated, BUDI, Language.EN, NOW)
    assert await forget(migrated, SITI) is True
    assert await languages(migrated) == {BUDI: Language.EN}


async def test_forgetting_a_chat_that_kept_nothing_says_so(migrated: Store) -> None:
    assert await forget(migrated, SITI) is False


async def test_only_the_language_and_its_moment_are_kept_of_a_chat(migrated: Store) -> None:
    await choose_language(migrated, SITI, Language.EN, NOW)
    assert (await everything(migrated))["preference"] == [(SITI, "en", NOW)]


async def test_a_choice_of_language_leaves_the_board_as_it_is(started: Store) -> None:
    await choose_language(started, SITI, Language.EN, NOW)
    assert await board_version(started) == 1
