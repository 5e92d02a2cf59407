"""`python -m bot` and the `siaprekam` script."""

import gc
import sys


def main() -> None:
    """Run the command line. Imports are not worth collecting: the collector rests until the bot stands (`application`)."""
    gc.disable()
    # httpx, which python-telegram-bot imports, brings its own command line, and Mako, which Alembic imports at a first start, coloured
    # error pages: both with pygments, 5 MB that nobody uses here.
    for name in ("httpx._main", "mako.ext.pygmentplugin"):
        sys.modules[name] = None  # type: ignore[assignment]  # how Python spells "not to be imported"
    from bot.cli import cli

    cli()


if __name__ == "__main__":
    main()
