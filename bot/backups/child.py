"""The child that makes one backup: `python -m bot.backups.child DATABASE FOLDER MOMENT KEY [keep]` prints the file, or why there is none.

Copying, checking and packing hold up no answer there, and what a full disk or a damaged page does ends with it.
"""

import sys
from datetime import datetime
from pathlib import Path

from bot.backups.making import NoRoom, OneIsBeingMade, make_backup, step_back
from bot.backups.names import KEEP
from ektp_core.store.copies import Unsound

FAILED = 1


def main(database: str, folder: str, moment: str, key: str, keeping: str = "") -> int:
    """The exit code; what is printed is one line."""
    step_back()
    try:
        made = make_backup(Path(database), Path(folder), key or None, datetime.fromisoformat(moment), keeps_all=keeping == KEEP)
    except (Unsound, NoRoom, OneIsBeingMade, OSError) as error:
        print(type(error).__name__)
        return FAILED
    print(made.path)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
