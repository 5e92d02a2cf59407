"""`python -m bot` and the `siaprekam` script."""

import gc
import sys

from bot import OURS

LEAST_PYTHON = (3, 11)
WAY_OUT = "Run `make install` in the project's folder, then `.venv/bin/python -m bot`, which has all that the bot needs."
WRONG_USE = 2


def main() -> None:
    """Run the command line. Imports are not worth collecting: the collector rests until the bot stands (`application`)."""
    if old := too_old(sys.version_info[:2]):
        _end(old)
    gc.disable()
    # httpx, which python-telegram-bot imports, brings its own command line with pygments, 5 MB that nobody uses here. None is how
    # Python spells "not to be imported", which the type of `modules` does not know.
    sys.modules["httpx._main"] = None  # type: ignore[assignment]
    try:
        from bot.cli import cli

        cli()
    except ModuleNotFoundError as missing:
        package = (missing.name or "").partition(".")[0]
        if package in OURS:
            raise  # a bug, whose place is wanted
        _end(f"The Python package {package} is not installed. {WAY_OUT}")


def too_old(version: tuple[int, ...]) -> str | None:
    """The line for a Python that cannot run the bot."""
    if version >= LEAST_PYTHON:
        return None
    return f"SiapRekam needs Python {'.'.join(map(str, LEAST_PYTHON))} or newer, and this is {'.'.join(map(str, version))}. {WAY_OUT}"


def _end(line: str) -> None:
    """As `bot.terminal.command.fail`, which needs packages."""
    print(line, file=sys.stderr)
    sys.exit(WRONG_USE)


if __name__ == "__main__":
    main()
