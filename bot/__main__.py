"""`python -m bot` and the `siaprekam` script."""

import gc
import sys


def main() -> None:
    """Run the command line. Imports are not worth collecting: the collector rests until the bot stands (`application`)."""
    gc.disable()
    # httpx, which python-telegram-bot imports, brings its own command line with pygments, 5 MB that nobody uses here. None is how
    # Python spells "not to be imported", which the type of `modules` does not know.
    sys.modules["httpx._main"] = None  # type: ignore[assignment]
    from bot.cli import cli

    cli()


if __name__ == "__main__":
    main()
