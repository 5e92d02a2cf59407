"""What doctor says of the backups, with the next step."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.operation.backed_up import judged
from bot.operation.diagnosis import Diagnosis
from bot.operation.doctor import examine
from bot.settings import Settings
from ektp_core.backups.stand import BackupStand
from tests.bot.backups.test_schedule import HOME, KEY
from tests.databases import Filled, sqlite_file

NOW = datetime(2026, 11, 24, 5, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


def stand(age: timedelta | None = QUARTER, *, made: bool = True, encrypted: bool = True, leaves: bool = True) -> BackupStand:
    return BackupStand(QUARTER if made else None, NOW - age if age is not None else None, encrypted, leaves)


@pytest.mark.parametrize(
    ("found", "serving", "well", "says"),
    [
        pytest.param(stand(), True, True, "the last is 15 minutes old", id="well"),
        pytest.param(stand(made=False), True, False, "SIAPREKAM_BACKUP_MINUTES=15", id="none configured"),
        pytest.param(stand(timedelta(hours=5)), True, False, "5 hours old though the bot runs; make one", id="late"),
        pytest.param(stand(timedelta(days=9)), True, False, "9 days old though", id="very late"),
        pytest.param(stand(None), True, False, "none yet though the bot runs", id="none yet"),
        pytest.param(stand(timedelta(days=9)), False, True, "9 days old, the bot makes the next at its start", id="nobody serves"),
        pytest.param(stand(None), False, True, "none yet, the bot makes the next at its start", id="before the first start"),
        pytest.param(stand(encrypted=False), True, False, "--new-key", id="plain"),
        pytest.param(stand(None, encrypted=False), False, False, "--new-key", id="plain, before the first start"),
        pytest.param(stand(leaves=False), True, False, "SIAPREKAM_BACKUP_TO", id="only here"),
    ],
)
def test_each_state_is_one_sentence_with_the_next_step(found: BackupStand, serving: bool, well: bool, says: str) -> None:
    diagnosis = judged(found, Path("/backups"), NOW, serving=serving)
    assert (diagnosis.well, says in diagnosis.says, "\n" in diagnosis.says) == (well, True, False), diagnosis.says


async def doctor(tmp_path: Path, database: str) -> dict[str, Diagnosis]:
    chosen = Settings(token="1:x", api_url="http://127.0.0.1:9", database_url=database, backup_key=KEY, backup_to=tmp_path / "share")
    return {finding.what: finding for finding in await examine(chosen)}


async def test_doctor_looks_into_the_folder_of_the_settings_for_this_office(tmp_path: Path) -> None:
    database = await sqlite_file(tmp_path / "office.db", Filled.FIRST_START)
    (tmp_path / "share").mkdir()
    old = datetime.now(UTC) - timedelta(days=3, hours=1)
    for home, made in ((HOME, old), ("32.01", old + timedelta(days=3))):
        (tmp_path / "share" / f"siaprekam-{home}-{made:%Y%m%dT%H%M%SZ}.db.gz.age").write_bytes(b"a finished one")
    assert (await doctor(tmp_path, database))["backups"].says.startswith("the last is 3 days old, the bot makes the next")


async def test_a_database_that_was_never_started_has_no_backup_and_one_that_cannot_be_opened_is_not_asked_for_any(tmp_path: Path) -> None:
    assert (await doctor(tmp_path, f"sqlite+aiosqlite:///{tmp_path}/new.db"))["backups"].says.startswith("there is none yet")
    assert "backups" not in await doctor(tmp_path, "postgresql+asyncpg://a:b@127.0.0.1:9/c")
