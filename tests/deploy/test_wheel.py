"""The wheel that pipx installs: it holds every file that the bot reads, answers on the terminal and serves its chat page."""

import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import aiohttp
import pytest

from tests.deploy.locked import OURS
from tests.patience import LONGEST
from tests.processes import PROJECT, environment

BUILT_FROM = ("pyproject.toml", "README.md", "LICENSE", ".gitignore", *OURS)
MADE_BY_RUNNING = shutil.ignore_patterns("__pycache__", "index-*")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from what the project holds; its build backend is no part of the lock and comes from the index."""
    folder = tmp_path_factory.mktemp("wheel")
    (source := folder / "source").mkdir()
    for name in BUILT_FROM:
        here = PROJECT / name
        if here.is_dir():
            shutil.copytree(here, source / name, ignore=MADE_BY_RUNNING)
        else:
            shutil.copy(here, source / name)
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--retries=0", "--wheel-dir", str(folder), str(source)]
    built = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if "hatchling" in built.stderr and built.returncode:
        pytest.skip("the index does not give hatchling, which builds the wheel")
    assert built.returncode == 0, built.stderr
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def siaprekam(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, in an environment that has the wheel, and this one's packages in place of what pipx would fetch."""
    home = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    python = home / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    (packages,) = home.glob("lib/python*/site-packages")
    (packages / "locked.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home / "bin" / "siaprekam"


def own_environment(folder: Path) -> Mapping[str, str]:
    """Without a way to the project's folder."""
    given = environment(database_url=f"sqlite+aiosqlite:///{folder}/office.db")
    return {name: value for name, value in given.items() if name != "PYTHONPATH"}


def files_of_the_project() -> Iterator[str]:
    for folder in OURS:
        for file in (PROJECT / folder).rglob("*"):
            path = file.relative_to(PROJECT)
            if file.is_file() and "__pycache__" not in path.parts and not file.name.startswith("index-"):
                yield path.as_posix()


def test_the_wheel_holds_every_file_of_the_bot_and_nothing_else(wheel: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert held == set(files_of_the_project())


def test_the_wheel_carries_the_licences(wheel: Path) -> None:
    held = {name.partition("/licenses/")[2] for name in zipfile.ZipFile(wheel).namelist() if "/licenses/" in name}
    licences = (PROJECT / "ektp_core" / "data" / "LICENSES").iterdir()
    assert held == {"LICENSE", *(file.relative_to(PROJECT).as_posix() for file in licences)}


def test_what_is_installed_answers_on_the_terminal(siaprekam: Path, tmp_path: Path) -> None:
    command = [str(siaprekam), "ask", "--demo", "--today", "2026-11-24", "kapan ke sman1koba ya"]
    answered = subprocess.run(command, cwd=tmp_path, env=own_environment(tmp_path), capture_output=True, text=True, check=True)
    assert "SMAN 1 Koba: Kamis, 26 November 2026" in answered.stdout


def test_what_is_installed_finds_nothing_to_mend_in_an_empty_folder(siaprekam: Path, tmp_path: Path) -> None:
    given = {name: value for name, value in own_environment(tmp_path).items() if not name.startswith("SIAPREKAM_")}
    looked = subprocess.run([str(siaprekam), "doctor"], cwd=tmp_path, env=given, capture_output=True, text=True, check=False)
    assert (looked.returncode, looked.stderr) == (0, ""), looked.stdout
    assert (tmp_path / "var").is_dir(), "beside whoever starts it"


async def test_what_is_installed_serves_its_chat_page(siaprekam: Path, tmp_path: Path) -> None:
    running = subprocess.Popen([str(siaprekam), "run"], cwd=tmp_path, env=own_environment(tmp_path), stdout=subprocess.PIPE, text=True)
    try:
        assert running.stdout
        address = re.findall(r"http://\S+", running.stdout.readline())[0].rstrip("/")
        async with aiohttp.ClientSession(address) as http:
            async with http.get("/") as page:
                named = set(re.findall(r'(?:src|href)="([^":]+\.(?:js|css))"', await page.text()))
            assert named
            for file in named:
                async with http.get(f"/{file.lstrip('/')}") as served:
                    assert served.status == 200, file
            async with http.get("/sandbox/beside") as beside:
                front = (await beside.json())["front"]
            assert set(front) == {"id", "en"}
            for address in front.values():
                async with http.get(address) as served:
                    assert served.status == 200, address
    finally:
        running.terminate()
        running.communicate(timeout=LONGEST)
