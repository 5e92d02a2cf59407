"""The container: what its files promise. Building it needs Docker; what it installs is weighed and looked at here."""

import fnmatch
import re
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

from bot.settings import Settings
from tests.deploy.locked import OURS, needed_here
from tests.processes import PROJECT

DOCKERFILE = (PROJECT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = (PROJECT / "deploy" / "compose.yaml").read_text(encoding="utf-8")
MEGABYTE = 10**6
MOST_MEGABYTES = 500


def stages() -> list[str]:
    return re.split(r"(?m)^FROM ", DOCKERFILE)[1:]


def service(name: str) -> str:
    """The lines of a service of the compose file."""
    found = re.search(rf"(?ms)^  {name}:\n(.*?)(?=^\S|^  \S|\Z)", COMPOSE)
    assert found, name
    return found[1]


def sent_to_the_build() -> Iterator[str]:
    """What of the project .dockerignore lets through, by its last matching line as Docker reads it."""
    rules = [line for line in (PROJECT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    for path in PROJECT.iterdir():
        matching = [rule for rule in rules if fnmatch.fnmatch(path.name, rule.removeprefix("!"))]
        if not matching or matching[-1].startswith("!"):
            yield path.name


def size_of(name: str) -> int:
    return sum(Path(str(file.locate())).stat().st_size for file in distribution(name).files or [] if Path(str(file.locate())).is_file())


def test_what_is_installed_is_small() -> None:
    weights = {name: size_of(name) / MEGABYTE for name in needed_here()}
    heaviest = sorted(weights, key=weights.__getitem__)[-5:]
    assert sum(weights.values()) <= MOST_MEGABYTES, {name: round(weights[name]) for name in heaviest}


def test_packages_are_installed_by_their_hashes_and_none_is_compiled() -> None:
    (packages, bot) = stages()
    assert "--require-hashes --only-binary=:all: -r /requirements.lock" in packages
    assert "pip install" not in bot
    assert "apt-get" not in DOCKERFILE


def test_the_bot_is_nobody_in_particular_and_keeps_what_it_writes_in_the_volume() -> None:
    bot = stages()[-1]
    assert re.search(r"(?m)^USER \d{4,}$", bot)
    (folder,) = re.findall(r"(?m)^VOLUME (\S+)$", bot)
    assert re.findall(r"(?m)^WORKDIR (\S+)$", bot) == [folder]
    assert f"data:{folder}" in service("bot")


def test_every_package_of_ours_is_copied_and_sent_to_the_build() -> None:
    assert set(re.findall(r"(?m)^COPY (\w+) ", stages()[-1])) - {"LICENSE"} == set(OURS)
    assert set(sent_to_the_build()) == set(OURS) | {"LICENSE", "requirements.lock"}


def test_the_python_of_the_container_is_one_that_the_tests_run_on() -> None:
    assert set(re.findall(r"(?m)^FROM python:(\S+)", DOCKERFILE)) == {"3.11-slim"}


def test_health_is_looked_at() -> None:
    (asked,) = re.findall(r"HEALTHCHECK .*\\\n +CMD .*http://(\S+)/healthz", DOCKERFILE)
    assert f'SIAPREKAM_HEALTH_LISTEN: "{asked}"' in service("bot").partition("environment:")[2]  # wins over the file of settings
    assert Settings().health_listen == asked


def test_both_services_can_do_no_more_than_they_need() -> None:
    for name in ("bot", "postgres"):
        for line in ("read_only: true", "cap_drop: [ALL]", 'security_opt: ["no-new-privileges:true"]', "restart: always"):
            assert line in service(name), (name, line)
    assert "cap_add" not in service("bot")


def test_no_secret_stands_in_the_compose_file_and_nothing_is_open_to_the_network() -> None:
    assert "SIAPREKAM_TOKEN_FILE: /run/secrets/token" in service("bot")
    assert "POSTGRES_PASSWORD_FILE: /run/secrets/postgres_password" in service("postgres")
    assert re.findall(r"(?m)^    ports: (.*)$", COMPOSE) == ['["127.0.0.1:8080:8080"]']


def test_postgresql_is_started_only_where_it_is_asked_for() -> None:
    assert "profiles: [postgres]" in service("postgres")
    assert "profiles" not in service("bot")
    assert "required: false" in service("bot").partition("depends_on:")[2]
