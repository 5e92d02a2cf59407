"""Each picture beside the one that was looked at and found good: `python -m tests.core.pictures.test_reference` draws them anew."""

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ektp_core.drawing import Drawable
from ektp_core.pictures.maps import CoverageMap
from ektp_core.pictures.style import PHONE
from tests.core.pictures.examples import COURSE, LONG_NAME, bars, done, round_done, trend, visit_days
from tests.core.pictures.test_maps import CASES, FRAME, WORDS

LOOKED_AT = Path(__file__).parent / "reference"
TOLERANCE = 0.3
"""Mean difference of a pixel, of 255: less than what bars make that are one percent longer."""

ROUND = round_done(
    done("Kunjungan selesai", 12, 30), done("Siswa direkam", 400, 1200, "seluruhnya 430"), parts=[done(LONG_NAME, 3, 5), done("Koba", 5, 5)]
)
BARS = bars(8)
PICTURES: Mapping[str, Drawable] = {
    "bars": BARS,
    "dated_bars": bars(5, note="22 November 2022"),
    "many_bars": bars(514),
    "trend": trend(*COURSE),
    "visit_days": visit_days(4, 8, more="… dan 12 hari kunjungan lagi"),
    "round_done": ROUND,
    "map": CoverageMap(FRAME, CASES["seven"], WORDS),
    "map_without_colours": CoverageMap(FRAME, CASES["seven with long names and dates"], WORDS, is_coloured=False),
}


def on_phone(picture: Drawable) -> Image.Image:
    """The picture as a small phone shows it."""
    drawn = Image.open(BytesIO(picture.draw())).convert("RGB")
    return drawn.resize((drawn.width // PHONE, drawn.height // PHONE), Image.Resampling.BOX)


def difference(picture: Drawable, name: str) -> float:
    """Mean difference of a pixel."""
    drawn, looked_at = on_phone(picture), Image.open(LOOKED_AT / f"{name}.png").convert("RGB")
    assert drawn.size == looked_at.size
    return float(np.abs(np.asarray(drawn, float) - np.asarray(looked_at, float)).mean())


@pytest.mark.parametrize("name", PICTURES)
def test_it_looks_as_it_did_when_it_was_looked_at(name: str) -> None:
    assert difference(PICTURES[name], name) < TOLERANCE


def test_bars_that_are_one_percent_longer_are_noticed() -> None:
    longer = [replace(bar, recorded=bar.recorded + 1, total=bar.total + 1) if bar.recorded and bar.total else bar for bar in BARS.bars]
    assert difference(replace(BARS, bars=tuple(longer)), "bars") > TOLERANCE


def test_the_references_are_small() -> None:
    assert {file.stem for file in LOOKED_AT.iterdir()} == set(PICTURES)
    assert sum(file.stat().st_size for file in LOOKED_AT.iterdir()) < 400_000


def main() -> None:
    LOOKED_AT.mkdir(exist_ok=True)
    for name, picture in PICTURES.items():
        on_phone(picture).quantize(200, dither=Image.Dither.NONE).save(LOOKED_AT / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
