"""The style sheet of all pages: what is written in `styles`, and how many screens turn on a television."""

from pathlib import Path

from bot.web.content import Content

FILES = [Path(__file__).parent / "styles" / name for name in ("page.css", "board.css", "tv.css")]

SCREEN_SECONDS = 12
"""Long enough to read five visits aloud."""

MOST_SCREENS = 32
"""Of one television: no office has more subdistricts and districts than these hold."""

A_YEAR = "public, max-age=31536000, immutable"


def turning_rules() -> str:
    """Each screen is seen for its share of the round, and its turn comes after those before it."""
    rules = []
    for count in range(2, MOST_SCREENS + 1):
        share = f"{100 / count:.3f}%"
        rules.append(f"@keyframes turn-{count}{{0%{{visibility:visible;opacity:1}}{share},100%{{visibility:hidden;opacity:0}}}}")
        rules.append(f".turn-{count}>.screen{{animation-name:turn-{count};animation-duration:{count * SCREEN_SECONDS}s}}")
    rules.extend(f".screen:nth-child({turn + 1}){{animation-delay:{turn * SCREEN_SECONDS}s}}" for turn in range(MOST_SCREENS))
    return "@media (prefers-reduced-motion:no-preference){@media screen{" + "\n".join(rules) + "}}\n"


def _style() -> Content:
    text = "".join(file.read_text(encoding="utf-8") for file in FILES) + turning_rules()
    return Content.of(text.encode(), "text/css; charset=utf-8", more={"Cache-Control": A_YEAR})


STYLE_SHEET = _style()
STYLE_NAME = f"gaya.css?v={STYLE_SHEET.etags[0].strip(chr(34))}"
"""With a digest of it: a changed sheet has another address."""
