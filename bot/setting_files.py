"""Files that settings come from: `.env`, and a file for each secret, which no process list, backup of `.env` or error shows."""

import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from dotenv.parser import parse_stream

PREFIX = "SIAPREKAM_"
ENV_FILE = Path(".env")
OF_FILE = "_file"
CREDENTIALS = "CREDENTIALS_DIRECTORY"
"""Where systemd puts what `LoadCredential=siaprekam_token:/etc/siaprekam/token` names."""

MOST_BYTES = 4096
OPEN_TO_EVERYBODY = stat.S_IROTH | stat.S_IWOTH


class WrongSettings(Exception):
    """One line for the person who starts the bot: which setting, what is wrong, what would be right. It never holds a value."""


def check_env_file() -> None:
    """The library passes over lines that it cannot read, and would start the sandbox in place of the bot."""
    if not ENV_FILE.is_file():
        return
    try:
        with ENV_FILE.open(encoding="utf-8") as file:
            wrong = next((binding.original for binding in parse_stream(file) if binding.error), None)
    except OSError:
        raise WrongSettings(
            ".env: this user may not read it; give it to the bot's user with `chown`, or start the bot as its owner"
        ) from None
    except UnicodeDecodeError:
        raise WrongSettings(".env: it is no text; save it as text in UTF-8") from None
    if wrong is not None:
        above = wrong.string[: -len(wrong.string.lstrip())].count("\n")
        raise WrongSettings(f".env, line {wrong.line + above}: it does not read NAME=value")


def secrets_in_files(names: Iterable[str], said: Mapping[str, str]) -> dict[str, str]:
    """The secrets that stand in files: of `said` (lower case, without prefix) those that end in `_file`, and systemd's credentials.

    A secret has one source: one that is given in two ways is refused, since nobody knows which was meant. Raises WrongSettings.
    """
    found = {}
    folder = os.environ.get(CREDENTIALS)
    for name in names:
        setting = f"{PREFIX}{name.upper()}"
        sources: dict[str, Path | None] = {setting: None} if said.get(name) else {}
        if named := said.get(name + OF_FILE):
            sources[f"{setting}_FILE"] = Path(named)
        if folder and (credential := Path(folder, setting.lower())).exists():
            sources |= {f"the credential {setting.lower()}": credential}
        if len(sources) > 1:
            raise WrongSettings(f"{setting}: it is given twice, by {' and by '.join(sources)}; keep one of them")
        for source, path in sources.items():
            if path is not None:
                found[name] = _content(source, path)
    return found


def _content(source: str, path: Path) -> str:
    """Raises WrongSettings for a file that is none, is open to everybody, or holds nothing."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:  # a pipe that nobody fills would hold up the start
            mode = os.fstat(file.fileno()).st_mode
            if not stat.S_ISREG(mode):
                raise WrongSettings(f"{source}: that is no file; name one that holds the secret alone")
            if mode & OPEN_TO_EVERYBODY:
                raise WrongSettings(f"{source}: everybody on this machine can read the file; `chmod 400` it")
            text = file.read(MOST_BYTES + 1)
    except (OSError, ValueError):
        raise WrongSettings(f"{source}: there is no such file that this user can read") from None
    try:
        secret = text.decode("utf-8-sig").strip()  # some editors put a mark before the first letter
    except UnicodeDecodeError:
        raise WrongSettings(f"{source}: the file is no text; it holds the secret alone, on one line") from None
    if not secret:
        raise WrongSettings(f"{source}: the file is empty; it holds the secret alone, on one line")
    if len(text) > MOST_BYTES or len(secret.splitlines()) > 1:
        raise WrongSettings(f"{source}: the file holds more than one line; it holds the secret alone")
    return secret
