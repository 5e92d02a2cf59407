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
    Mutant(
        "a file with the token that everybody can read is well",
        "bot/operation/machine.py",
        "    if file.stat().st_mode & OPEN_TO_EVERYBODY:\n",
        "    if not file.stat().st_mode:\n",
        "tests/bot/operation/test_machine.py",
    ),
    Mutant(
        "settings move what the container's HEALTHCHECK asks",
        "deploy/compose.yaml",
        '      SIAPREKAM_HEALTH_LISTEN: "127.0.0.1:9464"',
        '      SIAPREKAM_BOARD: "yes"',
        "tests/deploy/test_container.py",
    ),
    Mutant(
        "a full disk is told as a matter of permissions",
        "bot/operation/unusable.py",
        "    13: NO_ROOM,\n",
        "    13: NOT_WRITABLE,\n",
        "tests/bot/operation/test_unusable.py",
    ),
    Mutant(
        "whoever asks is told how to become an admin, though there is one",
        "handlers/refusals.py",
        "not any(member.role is Role.ADMIN for member in team)",
        "len(team) < 1000",
        "tests/handlers/staff/test_first_admin.py",
    ),
    Mutant(
        "half an environment is taken for a whole one",
        "Makefile",
        " || { rm -rf $(VENV); echo",
        " || { echo",
        "tests/deploy/test_make.py",
    ),
)
