"""Which office it is: by a setting, by a profile, else the first; each has its own database, and a near name is suggested."""

import pytest

from bot.settings import PREFIX, Settings, WrongSettings, load_settings
from tests.bot.command_line import the_line
from tests.processes import PROJECT

PROFILE = PROJECT / "ektp_core" / "data" / "bangka_tengah.toml"


@pytest.mark.parametrize(
    ("home", "database", "demo"),
    [
        ({}, "siaprekam", "contoh"),
        ({"home": "19.04"}, "siaprekam", "contoh"),
        ({"home": "52.71"}, "siaprekam-52.71", "contoh-52.71"),
        ({"office": PROFILE}, "siaprekam", "contoh"),
    ],
)
def test_each_office_has_its_own_database_and_example_data_another(home: dict[str, object], database: str, demo: str) -> None:
    settings = Settings(**home)
    found = [settings.database(demo=False), settings.database(demo=True)]
    assert found == [f"sqlite+aiosqlite:///var/{name}.db" for name in (database, demo)]


def test_a_database_that_is_named_is_taken() -> None:
    assert Settings(database_url="sqlite+aiosqlite:///a.db", home="52.71").database(demo=True) == "sqlite+aiosqlite:///a.db"


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("bogor", "32.01 (Kabupaten Bogor), 32.71 (Kota Bogor)"),
        ("Kabupaten Bogr", "32.01 (Kabupaten Bogor), 32.71 (Kota Bogor)"),
        ("3201", "32.01 (Kabupaten Bogor)"),
        ("32.99", "32.01 (Kabupaten Bogor), 32.02"),
        ("toba samosir", "12.12 (Kabupaten Toba)"),
        ("xyzzy", "office find"),
    ],
)
def test_of_an_office_that_there_is_not_the_near_ones_are_said(said: str, near: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{PREFIX}HOME", said)
    with pytest.raises(WrongSettings) as wrong:
        load_settings()
    assert near in the_line(str(wrong.value))
