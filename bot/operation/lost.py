"""What the terminal says of a database that is not what it was left as, or another user's: what is wrong, and the way out."""

from ektp_core.store.footprint import SUFFIX as FOOTPRINT
from ektp_core.store.own_bot import AnotherBot
from ektp_core.store.sqlite_file import DatabaseLost, FileFault, NotTheOwner

RESTORE = "Nothing was written. Put the last good backup in its place (docs/operating.md#how-do-i-back-up-and-restore)"

WRONG = {
    FileFault.EMPTY: "is empty, and the bot did not leave it so",
    FileFault.GONE: "is gone, though an office was served from there",
    FileFault.NOWHERE: "is a link that leads nowhere: the disk behind it is not mounted, perhaps",
    FileFault.FOREIGN: "is no SQLite database",
    FileFault.DAMAGED: "is damaged: some of its pages are not what SQLite wrote",
}

ANEW = {
    FileFault.EMPTY: ", or remove it to begin with a new one.",
    FileFault.GONE: f", or remove the {FOOTPRINT} file beside it to begin with a new one.",
    FileFault.NOWHERE: ", or remove the link to begin with a new one.",
    FileFault.FOREIGN: ", or name another SIAPREKAM_DATABASE_URL.",
    FileFault.DAMAGED: ".",
}


def lost_line(lost: DatabaseLost) -> str:
    """One line for whoever starts the bot."""
    return f"The database {lost.path} {WRONG[lost.fault]}. {RESTORE}{ANEW[lost.fault]}"


def owner_line(error: NotTheOwner) -> str:
    """One line for root."""
    return f"{error.path} is {error.owner}'s, who could not use what root makes beside it. Run this as that user: sudo -u {error.owner} ..."


def another_bot(error: AnotherBot) -> str:
    """One line for whoever starts a bot on another one's database."""
    return (
        f"The database is of the bot {error.own}, and SIAPREKAM_TOKEN is another's, who could reach nobody in it. Put the right token or "
        "SIAPREKAM_DATABASE_URL in place; where the office has a new bot for good: python -m bot office new-bot"
    )
