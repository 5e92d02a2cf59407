"""The chat page loads nothing from elsewhere, and nothing beside it is served."""

import re
from typing import Any

import pytest

from bot.sandbox.control.people import PAGE
from tests.sandbox.line import Line

ADDRESS = re.compile(r"""(?:[a-z][a-z0-9+.-]*:)?//[^\s"'<>)`]*""", re.IGNORECASE)


NEVER_FETCHED = ("http://www.w3.org/2000/svg", "https://t.me/")
"""The name of a format, and links to the bot itself, which stay in the page."""


@pytest.mark.parametrize("path", ["/", *(f"/page/{file.relative_to(PAGE)}" for file in sorted(PAGE.rglob("*.*")))])
async def test_the_page_may_load_nothing_from_elsewhere(line: Line, path: str) -> None:
    async with line.http.get(path) as answer:
        assert answer.status == 200
        policy = {name: set(sources) for name, *sources in (rule.split() for rule in answer.headers["Content-Security-Policy"].split(";"))}
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert policy["default-src"] <= {"'self'", "'none'"}
    assert policy["frame-ancestors"] == {"'none'"}
    assert set().union(*policy.values()) <= {"'self'", "'none'", "data:"}
    assert "data:" not in set().union(*(sources for name, sources in policy.items() if name != "img-src"))


@pytest.mark.parametrize("file", sorted(PAGE.rglob("*.*")), ids=lambda file: file.name)
def test_no_file_of_the_page_names_an_outside_address(file: Any) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    code = [line for line in lines if not line.lstrip().startswith("//")]
    addresses = [found for line in code for found in ADDRESS.findall(line) if re.match(r"(?:[a-z]+:)?//[\w-]+\.", found, re.IGNORECASE)]
    assert [address for address in addresses if not address.startswith(NEVER_FETCHED)] == []


def test_the_page_works_under_its_own_policy_without_inline_code_or_style() -> None:
    page = (PAGE / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", page) == []


@pytest.mark.parametrize(
    "path", ["/page/../server.py", "/page/%2e%2e/server.py", "/page/..%2f..%2fsettings.py", "/page/", "/bot/", "/sandbox/file/none"]
)
async def test_nothing_beside_the_page_is_served(line: Line, path: str) -> None:
    async with line.http.get(path) as answer:
        assert answer.status in (403, 404)
