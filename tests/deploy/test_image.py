"""The image, built and started where Docker runs (`make reliability`); where it could not be, the test says why."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.processes import PROJECT
from tests.reliability.scene import LARGE

ASIDE = "siaprekam-tests"
"""Compose's project, so that an office's own on this machine is left alone."""

Compose = Callable[..., subprocess.CompletedProcess[str]]


def docker(*words: str, folder: Path = PROJECT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["docker", *words], cwd=folder, capture_output=True, text=True, check=False)


def needs_compose() -> None:
    if shutil.which("docker") is None or docker("compose", "version").returncode:
        pytest.skip("Docker with Compose is not installed here")


@pytest.fixture(scope="module")
def compose(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Compose]:
    """Runs Compose on a copy of the project with settings and a token, as docs/operating.md lays them out."""
    if not LARGE:
        pytest.skip("fetches a system and all packages: `make reliability` does it")
    needs_compose()
    if docker("info").returncode:
        pytest.skip("no Docker runs here, so that the image could not be built")
    if os.geteuid():
        pytest.skip("only root gives a secret to the container's user")
    project = tmp_path_factory.mktemp("image") / "project"
    shutil.copytree(PROJECT, project, ignore=shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache"))
    (secrets := project / "deploy" / "secrets").mkdir()
    (secrets / "token").write_text("1:nobody\n", encoding="utf-8")
    shutil.copy(project / ".env.example", project / "deploy" / "settings")
    (secrets / "token").chmod(0o400)
    shutil.chown(secrets / "token", 10001)

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return docker("compose", "--project-name", ASIDE, "--file", "deploy/compose.yaml", *words, folder=project)

    built = run("build")
    assert built.returncode == 0, built.stderr
    yield run
    run("down", "--volumes")


@pytest.mark.parametrize("profile", [(), ("--profile", "postgres")])
def test_compose_reads_its_file(tmp_path: Path, profile: tuple[str, ...]) -> None:
    needs_compose()
    looked = docker("compose", *profile, "--file", "deploy/compose.yaml", "config", "--quiet")
    assert (looked.returncode, looked.stderr) == (0, "")


def test_the_doctor_of_the_container_finds_all_but_the_token_in_order(compose: Compose) -> None:
    said = compose("run", "--rm", "bot", "doctor").stdout.splitlines()
    assert {line.split(":")[0] for line in said if line.startswith("MEND")} <= {"MEND  token", "MEND  network"}, said
    assert any(line.startswith("ok    data: ") for line in said), said


def test_nothing_but_the_volume_can_be_written_to(compose: Compose) -> None:
    assert compose("run", "--rm", "--entrypoint", "id", "bot", "-u").stdout.strip() == "10001"
    for path, may in (("/opt/siaprekam/new", False), ("/etc/new", False), ("/var/lib/siaprekam/new", True)):
        assert (compose("run", "--rm", "--entrypoint", "touch", "bot", path).returncode == 0) == may, path
