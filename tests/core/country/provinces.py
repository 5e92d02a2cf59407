"""A small province written as lines, and what an edition makes of it."""

from collections.abc import Iterable

from ektp_core.areas import Area
from ektp_core.country.files import area
from ektp_core.country.register import Register

PROVINCE = """
19 Kepulauan Bangka Belitung
19.03 Kabupaten Bangka Selatan
19.03.01 Toboali
19.03.01.2001 Rias
19.03.01.2002 Gadung
19.03.02 Lepar
19.03.02.2001 Penutuk
19.03.02.2002 Tanjung Labu
19.04 Kabupaten Bangka Tengah
19.04.01 Koba
19.04.01.1001 Koba
19.04.01.2002 Nibung
19.04.01.2003 Terentang
19.04.01.2004 Guntung
19.04.02 Namang
19.04.02.2001 Namang
19.04.02.2002 Jelutung
19.04.02.2003 Cambai
19.04.03 Lubuk Besar
19.04.03.2001 Perlang
19.04.03.2002 Kulur
"""
HOME = "19.04"


def areas_of(text: str) -> tuple[Area, ...]:
    """The areas of lines "19.04.01 Koba", in the order of their codes."""
    lines = (line.partition(" ") for line in text.strip().splitlines())
    return tuple(area(code, name) for code, _, name in sorted(lines))


def with_lines(replaced: dict[str, str], text: str = PROVINCE) -> str:
    """The province with other text in place of some; "" takes a line away with everything that lies in it."""
    for old, new in replaced.items():
        kept = [line for line in text.splitlines() if new or not line.startswith(old)]
        text = "\n".join(kept).replace(old, new) if new else "\n".join(kept)
    return text


def register_of(areas: Iterable[Area]) -> Register:
    return Register({each.code: each for each in sorted(areas, key=lambda each: (each.code.count("."), each.code))})
