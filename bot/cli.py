"""The command line: run the bot, rehearse without Telegram, ask from the terminal, look for what is wrong."""

import asyncio
import sys
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click

from bot.operation.logs import set_up_logs
from bot.settings import Mode, Settings
from bot.terminal import backups, breach
from bot.terminal.command import BUSY, WRONG_USE, ExistingFile, fail, in_loop, on_database, settings_or_end, writing
from ektp_core.profile import Language
from ektp_core.reading.calendar import AsOf
from ektp_core.roles import Role

ASKERS = ("citizen", "officer", "admin")

language_option = click.option(
    "--lang", "language", type=click.Choice([language.value for language in Language]), default="id", help="Language of the answer."
)
today_option = click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The office's day; default: now.")
demo_option = click.option("--demo", is_flag=True, help="Use the example data (DATA CONTOH).")


@click.group()
def cli() -> None:
    """SiapRekam: early recording for the KTP-el."""


@cli.command()
@demo_option
def run(demo: bool) -> None:
    """Serve people: on Telegram with a token, in the sandbox's chat page without one."""
    from bot.application import NoSuchBot
    from bot.application import run as serve
    from bot.operation.lost import another_bot
    from bot.terminal.bar import bar
    from ektp_core.store.own_bot import AnotherBot

    settings = settings_or_end()
    set_up_logs()
    try:
        with bar() as shown:
            on_database(serve(settings, demo=demo, announce=click.echo, migrated=shown.migrated))
    except NoSuchBot:
        fail("Telegram does not know SIAPREKAM_TOKEN. Copy it again from @BotFather, or leave it out for the sandbox.", WRONG_USE)
    except AnotherBot as error:
        fail(another_bot(error), WRONG_USE)
    except OSError as error:
        _cannot_listen(settings, error)


@cli.command()
def sandbox() -> None:
    """Only the local Bot API server and its chat page; a bot elsewhere is pointed here with SIAPREKAM_API_URL."""
    from bot.sandbox import Sandbox

    settings = settings_or_end()

    async def serve() -> None:
        server = Sandbox()
        await server.start(settings.host, settings.port)
        click.echo(f"SIAPREKAM_API_URL={server.url}  (chat page: {server.url}/)")
        try:
            await asyncio.Event().wait()
        finally:
            await server.stop()

    set_up_logs()
    try:
        in_loop(serve())
    except OSError as error:
        _cannot_listen(settings, error)
    except KeyboardInterrupt:
        return


@cli.command()
@click.argument("text", nargs=-1, required=True)
@click.option("--as", "asker", type=click.Choice(ASKERS), default="citizen", help="Who asks.")
@language_option
@today_option
@demo_option
@click.option("--json", "as_json", is_flag=True, help='Print {"text", "buttons", "files"}.')
def ask(text: tuple[str, ...], asker: str, language: str, today: datetime | None, demo: bool, as_json: bool) -> None:
    """Ask on the terminal, through the very dispatch, handlers and store that serve Telegram."""
    from bot.terminal.ask import ask_once, print_answer

    set_up_logs()
    question = ask_once(
        settings_or_end(), " ".join(text), asker=asker, language=Language(language), today=today.date() if today else None, demo=demo
    )
    print_answer(on_database(question), as_json=as_json)


@cli.command()
@today_option
@click.option(
    "--as",
    "role",
    type=click.Choice(["citizen", *(role.value for role in Role)]),
    default=None,
    help="Who writes; without it nobody is known to.",
)
def understand(today: datetime | None, role: str | None) -> None:
    """Read messages from stdin, {"text"} a line, and print what they ask: intent, slots and topic, or the act and slots of staff."""
    from bot.terminal.understand import NotAMessage, open_reader, understood

    set_up_logs()
    reader, office_day = on_database(open_reader(settings_or_end()))
    try:
        for line in understood(sys.stdin, reader, today.date() if today else office_day, role):
            click.echo(line)
    except NotAMessage as error:
        fail(f'Line {error} is no message. Write one JSON object a line: {{"text": "kapan ke SMAN 1 Koba?"}}', WRONG_USE)


@cli.command()
def doctor() -> None:
    """Check machine, settings, database, clock, token, webhook and public address, and say what to do."""
    from bot.operation.doctor import examine, print_findings

    findings = in_loop(examine(settings_or_end()))
    print_findings(findings)
    sys.exit(0 if all(finding.well for finding in findings) else 1)


@cli.command()
@click.option("--json", "as_json", is_flag=True, help='Print {"held_since", "due_soon", "announcements", "copies", "next_reminders"}.')
def outbox(as_json: bool) -> None:
    """Show what waits to be sent, what is uncertain, and why."""
    from bot.operation.outbox import look, print_found

    set_up_logs()
    print_found(on_database(look(settings_or_end())), as_json=as_json)


for command in (backups.backup, backups.verify, backups.restore, breach.breach_list):
    cli.add_command(command)


@cli.group()
def office() -> None:
    """Find the code of an office, write a profile for it, and take over a new edition of the area codes."""


@office.command("find")
@click.argument("name", nargs=-1, required=True)
def office_find(name: tuple[str, ...]) -> None:
    """Print codes and names of the offices that a text may mean: bogor, "kota bogor", aceh, 32.01."""
    from bot.terminal.offices import print_offices

    sys.exit(0 if print_offices(" ".join(name)) else 1)


@office.command("new")
@click.argument("name", nargs=-1, required=True)
@click.option("--file", type=click.Path(dir_okay=False, path_type=Path), help="Where to write it; default: kantor-CODE.toml.")
def office_new(name: tuple[str, ...], file: Path | None) -> None:
    """Write a commented profile for an office, to fill in what it publishes."""
    from bot.terminal.offices import write_profile
    from ektp_core.country.offices import NoSuchOffice, office_of

    try:
        home = office_of(" ".join(name))
    except NoSuchOffice as none:
        near = ", ".join(f"{area.code} ({area.name})" for area in none.near)
        fail(f"No office of just this code or name{'; did you mean ' + near + '?' if near else '.'}", WRONG_USE)
    written = file or Path(f"kantor-{home.code}.toml")
    with writing(written):
        write_profile(home, written)
    click.echo(f"{written}: profile of {home.name}. Fill it in, then start with SIAPREKAM_OFFICE={written} make run")


@office.command("new-bot")
def office_new_bot() -> None:
    """Give the office's database to a new bot: the one that starts next. Who followed is reached once they start that one."""
    from bot.terminal.new_bot import give_to_new_bot

    set_up_logs()
    on_database(give_to_new_bot(settings_or_end()))
    click.echo("The bot that starts next is the office's. Who followed by the old one has to start the new one to be told again.")


@office.command("update-register")
@click.argument("file", type=ExistingFile())
@click.option("--yes/--dry-run", "sure", default=None, help="Put it in force without being asked, or only show what changes.")
def office_update_register(file: Path, sure: bool | None) -> None:
    """Show what an edition of the area codes (CSV with code,name) changes, and put it in force; the bot must not be running."""
    from bot.terminal.register import NotTaken, StillServing, update_register

    def asked() -> bool:
        if sure is None and not sys.stdin.isatty():
            fail("Nothing was changed: answer on a terminal, or say --yes.", 1)
        return click.confirm("Put it in force?", default=False) if sure is None else sure

    set_up_logs()
    try:
        click.echo(on_database(update_register(settings_or_end(), file, asked)).value)
    except NotTaken as error:
        fail(str(error), WRONG_USE)
    except StillServing:
        fail("SiapRekam is running on this database. Stop it first.", BUSY)


@cli.group()
def figures() -> None:
    """Read reports of any layout, and import them."""


@figures.command("read")
@click.argument("file", type=ExistingFile())
@click.option("--json", "as_json", is_flag=True, help='Print {"as_of", "areas", "warnings", "errors"}.')
@language_option
@today_option
def figures_read(file: Path, as_json: bool, language: str, today: datetime | None) -> None:
    """Show what the reader finds in a report; nothing is applied."""
    from bot.terminal.figures import print_json, print_report, read_report

    set_up_logs()
    report = on_database(read_report(settings_or_end(), file, today.date() if today else None, Language(language)))
    (print_json if as_json else print_report)(report, Language(language))
    sys.exit(0 if report.found and not report.found.errors else 1)


@figures.command("import")
@click.argument("file", type=ExistingFile())
@click.option("--as-of", help="The date of the figures, where the report names none: 2026-09-30.")
@language_option
def figures_import(file: Path, as_of: str | None, language: str) -> None:
    """Put a report in force; the bot must not be running on the same SQLite database."""
    from bot.terminal.bar import bar
    from bot.terminal.figures import NotImportable, import_report, print_imported

    set_up_logs()
    try:
        day = AsOf.parse(as_of) if as_of else None
    except ValueError:
        fail("--as-of reads 2026-09-30, 2026-09 or 2026.", WRONG_USE)
    try:
        with bar() as shown:
            imported = on_database(import_report(settings_or_end(), file, day, Language(language), shown))
    except NotImportable as error:
        fail(str(error), 1)
    print_imported(imported)


def _cannot_listen(settings: Settings, error: OSError) -> NoReturn:
    reason = error.strerror or "address in use"
    another = "Choose another: SIAPREKAM_LISTEN=127.0.0.1:8081"
    without = "" if settings.in_sandbox or settings.mode is Mode.WEBHOOK else ", or serve no public pages: SIAPREKAM_BOARD=no"
    fail(f"Cannot listen on {settings.listen} ({reason}). {another}{without}", WRONG_USE)
