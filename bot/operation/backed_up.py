"""What `siaprekam doctor` says of the backups: whether any are made, how old the last is, and whether the office would still have it
after losing the machine."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.backups.schedule import stand_of, wanted_by
from bot.operation.diagnosis import Diagnosis
from bot.settings import Settings
from ektp_core.backups.stand import BackupStand, Concern
from ektp_core.store import Store
from ektp_core.store.first_start import home_of

NEXT = {
    Concern.NONE_MADE: "none are made; set SIAPREKAM_BACKUP_MINUTES=15 and restart the bot",
    Concern.LATE: "{last} though the bot runs; make one with `python -m bot backup`, which says what is in the way",
    Concern.PLAIN: "{last}; not encrypted, so they may not leave this machine and are lost with it: make a key with "
    "`python -m bot backup --new-key kunci-cadangan.txt`",
    Concern.ONLY_HERE: "{last}; on this machine only, and lost with it: name another place with SIAPREKAM_BACKUP_TO or "
    "SIAPREKAM_BACKUP_COMMAND",
}


async def backed_up(settings: Settings, store: Store, *, serving: bool) -> Diagnosis:
    """How it stands with the backups of this database; whether the bot `serves` decides if a late one is to be mended."""
    if store.path is None:
        return Diagnosis("backups", True, "the server's own are not looked at here; docs/operating.md says how they are made and tried")
    now = datetime.now(UTC)
    home = await home_of(store)
    wanted = wanted_by(settings, store.path)
    return judged(stand_of(wanted, home, now), wanted.folder, now, serving=serving)


def judged(stand: BackupStand, folder: Path, now: datetime, *, serving: bool) -> Diagnosis:
    """A backup that is late since nobody serves is made at the next start, and is no concern."""
    concern = stand.concern(now)
    if concern is Concern.LATE and not serving:
        concern = replace(stand, last=now).concern(now)
    last = _last(stand, now) + ("" if serving else ", the bot makes the next at its start")
    if concern is None:
        return Diagnosis("backups", True, f"{last}, encrypted, in {folder}")
    return Diagnosis("backups", False, NEXT[concern].format(last=last))


def _last(stand: BackupStand, now: datetime) -> str:
    age = stand.age(now)
    if age is None:
        return "there is none yet"
    if age < timedelta(hours=2):
        return f"the last is {age // timedelta(minutes=1)} minutes old"
    return f"the last is {age // timedelta(hours=1)} hours old" if age < timedelta(days=2) else f"the last is {age.days} days old"
