"""What is public is sent whole, compressed, or as "not changed", as the request says; the headers keep it harmless."""

import gzip
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from bot.web.content import LONGEST_QUERY, Content, is_too_long, page_headers, sent
from bot.web.server import SAFE_HEADERS, Server

BODY = b"<p>papan</p>" * 100
CONTENT = Content.of(BODY, "text/html; charset=utf-8", version="7-2026-11-24", more=page_headers())


async def page(request: web.Request) -> web.Response:
    return web.Response(status=414) if is_too_long(request) else sent(request, CONTENT)


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    server = Server([web.get("/halaman", page)])
    await server.start("127.0.0.1", 0)
    async with aiohttp.ClientSession(f"http://127.0.0.1:{server.port}", auto_decompress=False) as session:
        yield session
    await server.stop()


@pytest.mark.parametrize(
    ("accepted", "zipped"),
    [
        ("gzip", True),
        ("gzip, deflate, br", True),
        ("GZIP;q=0.5", True),
        ("*", True),
        ("br;q=1, gzip; q=0.001", True),
        ("identity", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000, br", False),
        ("*;q=0", False),
        ("gzip;q=0, *", False),
        ("", False),
    ],
)
async def test_a_body_is_compressed_for_who_takes_it(http: aiohttp.ClientSession, accepted: str, zipped: bool) -> None:
    async with http.get("/halaman", headers={"Accept-Encoding": accepted}) as answer:
        body = await answer.read()
        assert answer.headers.get("Content-Encoding") == ("gzip" if zipped else None)
        assert (gzip.decompress(body) if zipped else body) == BODY
        assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("accepted", ["identity", "gzip"])
async def test_who_has_the_page_already_gets_it_no_second_time(http: aiohttp.ClientSession, accepted: str) -> None:
    async with http.get("/halaman", headers={"Accept-Encoding": accepted}) as first:
        tag = first.headers["ETag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        async with http.get("/halaman", headers={"Accept-Encoding": accepted, "If-None-Match": known}) as again:
            assert (again.status, await again.read()) == (304, b"")
            assert again.headers["ETag"] == tag
            assert "Content-Encoding" not in again.headers
            assert again.headers["Cache-Control"].startswith("public")
    for unknown in ('"other"', "", '"7-2026-11-24"'):
        async with http.get("/halaman", headers={"If-None-Match": unknown}) as whole:
            assert whole.status == 200


async def test_the_plain_and_the_compressed_body_have_tags_of_their_own(http: aiohttp.ClientSession) -> None:
    tags = set()
    for accepted in ("identity", "gzip"):
        async with http.get("/halaman", headers={"Accept-Encoding": accepted}) as answer:
            tags.add(answer.headers["ETag"])
    assert len(tags) == 2


async def test_head_says_what_get_would_and_sends_no_body(http: aiohttp.ClientSession) -> None:
    async with http.get("/halaman") as whole, http.head("/halaman") as head:
        assert (head.status, await head.read()) == (200, b"")
        left_out = {"Date"}
        assert {k: v for k, v in head.headers.items() if k not in left_out} == {k: v for k, v in whole.headers.items() if k not in left_out}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_nothing_else_than_get_and_head_is_taken(http: aiohttp.ClientSession, method: str) -> None:
    async with http.request(method, "/halaman", data=b"x") as answer:
        assert answer.status == 405
        assert "Set-Cookie" not in answer.headers


async def test_a_question_longer_than_any_of_ours_is_refused(http: aiohttp.ClientSession) -> None:
    async with http.get("/halaman?" + "a" * (LONGEST_QUERY + 1)) as answer:
        assert answer.status == 414
    async with http.get("/halaman?" + "a" * LONGEST_QUERY) as answer:
        assert answer.status == 200


@pytest.mark.parametrize("path", ["/halaman", "/tidak-ada", "/halaman/..%2f..%2fetc/passwd"])
async def test_every_answer_is_harmless_in_a_browser_and_repeats_no_host(http: aiohttp.ClientSession, path: str) -> None:
    async with http.get(path, headers={"Host": "jahat.example"}) as answer:
        assert SAFE_HEADERS.keys() <= answer.headers.keys()
        assert "script-src" not in answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Server"] == "SiapRekam"
        assert "jahat" not in str(answer.headers) + (await answer.read()).decode("latin-1")


def test_the_same_body_has_the_same_tag_and_another_builds_page_another_one() -> None:
    assert Content.of(BODY, "text/html", version="7").etags == Content.of(BODY, "text/html", version="7").etags
    assert Content.of(BODY, "text/html", version="7").etags != Content.of(BODY + b" ", "text/html", version="7").etags


def test_a_body_that_fits_into_one_packet_is_not_compressed() -> None:
    assert Content.of(b"kecil", "text/plain").compressed is None
