"""The language a chat chose is kept, and the last choice counts."""

from ektp_core.profile import Language
from ektp_core.store import Store, open_store, schema
from ektp_core.store.languages import choose_language, languages
from tests.store.followers import BUDI, GROUP, SITI
from tests.store.followers import NOON as NOW
from tests.store.records import board_version, everything, how_many


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


async def test_only_the_language_and_its_moment_are_kept_of_a_chat(migrated: Store) -> None:
    await choose_language(migrated, SITI, Language.EN, NOW)
    assert (await everything(migrated))["preference"] == [(SITI, "en", NOW)]


async def test_a_choice_of_language_leaves_the_board_as_it_is(started: Store) -> None:
    await choose_language(started, SITI, Language.EN, NOW)
    assert await board_version(started) == 1
