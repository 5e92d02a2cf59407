"""Mistakes in how the bot is installed and confined."""

from tests.planted.mutant import Mutant

UNIT = "deploy/siaprekam.service"

INSTALL = (
    Mutant(
        "the service may not let its drawing child work behind everything else",
        UNIT,
        "SystemCallFilter=setpriority\n",
        "",
        "tests/deploy/test_unit.py::test_a_picture_is_drawn_within_the_unit",
    ),
    Mutant(
        "the service runs as root",
        UNIT,
        "DynamicUser=yes\nUser=siaprekam\n",
        "",
        "tests/deploy/test_unit.py::test_no_weakness_makes_up_for_another",
    ),
    Mutant(
        "the service keeps its secrets where the page does not put them",
        UNIT,
        "LoadCredential=siaprekam:/etc/siaprekam/secrets",
        "LoadCredential=siaprekam:/etc/siaprekam/credentials",
        "tests/deploy/test_operating.py::test_an_installed_service_stands_where_its_unit_looks_for_it",
    ),
    Mutant(
        "the container takes packages whatever their hash",
        "deploy/Dockerfile",
        "--require-hashes --only-binary=:all: ",
        "",
        "tests/deploy/test_container.py",
    ),
    Mutant(
        "the settings of whoever builds the image are sent along",
        ".dockerignore",
        "!handlers\n",
        "!handlers\n!.env.example\n",
        "tests/deploy/test_container.py",
    ),
    Mutant(
        "others of the machine may read a new database",
        "ektp_core/store/connection.py",
        "path.parent.mkdir(mode=OWN, ",
        "path.parent.mkdir(",
        "tests/bot/operation/test_machine.py",
    ),
    Mutant(
        "a package in another version than the locked one is as good",
        "bot/operation/machine.py",
        "            if installed not in versions:\n",
        "            if not installed:\n",
        "tests/bot/operation/test_machine.py",
    ),
    Mutant(
        "an audit passes where nobody answers for a package",
        "Makefile",
        "@pip-audit --strict ",
        "@pip-audit ",
        "tests/deploy/test_supply.py",
    ),
    Mutant(
        "the wheel leaves the texts out",
        "pyproject.toml",
        "[tool.hatch.build.targets.wheel]\n",
        '[tool.hatch.build.targets.wheel]\nexclude = ["*.html"]\n',
        "tests/deploy/test_wheel.py::test_the_wheel_holds_every_file_of_the_bot_and_nothing_else",
    ),
)
