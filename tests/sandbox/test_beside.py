"""A sandbox that nobody serves anything beside leads nowhere."""

from tests.sandbox.line import Line


async def test_a_sandbox_alone_leads_nowhere(line: Line) -> None:
    async with line.http.get("/sandbox/beside") as answer:
        assert await answer.json() == {"front": None}
