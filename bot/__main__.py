"""`python -m bot` and the `siaprekam` script."""

import gc


def main() -> None:
    """Run the command line. Imports are not worth collecting: the collector rests until the bot stands (`application`)."""
    gc.disable()
    from bot.cli import cli

    cli()


if __name__ == "__main__":
    main()
