"""`python -m bot breach-list`: the list and the drafts of the notices, by hand."""

from datetime import datetime

import click

from bot.operation.logs import set_up_logs
from bot.terminal.command import on_database, settings_or_end
from ektp_core.profile import Language


@click.command("breach-list")
@click.option("--notice", type=click.Choice(["people", "agency"]), help="Print the draft of a written notice instead.")
@click.option("--known", type=click.DateTime(["%Y-%m-%dT%H:%M"]), help="When the breach became known, by the office's clock; default: now.")
@click.option("--lang", "language", type=click.Choice([each.value for each in Language]), default="id", help="Language of the draft.")
def breach_list(notice: str | None, known: datetime | None, language: str) -> None:
    """Print as CSV whose data the database holds, and which kinds, or the draft of a notice, for when data leaked."""
    from bot.operation.breach import list_affected, print_list, print_notice

    set_up_logs()
    breach = on_database(list_affected(settings_or_end(), known))
    if notice is None:
        print_list(breach)
    else:
        print_notice(breach, notice, Language(language))
