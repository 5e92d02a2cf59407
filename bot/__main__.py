"""`python -m bot` and the `siaprekam` script."""

import gc
import sys


def main() -> None:
    """Run the command line. Imports are not worth collecting: the collector rests until the bot stands (`application`)."""
    gc.disable()
    # python-telegram-bot imports httpx, and that its own command line with rich and pygments: 5 MB that nobody uses here.
    sys.modules["httpx._main"] = None  # type: ignore[assignment]  # how Python spells "not to be imported"
    from bot.cli import cli

    cli()


if __name__ == "__main__":
    main()
