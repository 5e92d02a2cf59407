"""What a workbook says of its printing, read from its XML."""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise


@dataclass(frozen=True)
class Page:
    """A worksheet: its XML, the pixels of each column, where pages part, and the percent at which it is printed."""

    xml: str
    widths: list[int]
    breaks: list[int]
    scale: int

    def side_by_side(self, keys: int) -> list[float]:
        """Millimetres of each page's columns on paper, with those that stand on every one."""
        edges = [0, *self.breaks, len(self.widths)]
        repeated = sum(self.widths[:keys])
        pixels = [sum(self.widths[first:last]) + (repeated if first else 0) for first, last in pairwise(edges)]
        return [pixel / 96 * 25.4 * self.scale / 100 for pixel in pixels]


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(content)) as file:
        return file.read(f"xl/{name}").decode()


def page_of(content: bytes, number: int = 1) -> Page:
    xml = part(content, f"worksheets/sheet{number}.xml")
    alike = re.findall(r'<col min="(\d+)" max="(\d+)" width="([\d.]+)"', xml)
    widths = [round(float(width) * 7) for first, last, width in alike for _ in range(int(first), int(last) + 1)]
    parted = re.search(r"<colBreaks.*?</colBreaks>", xml)
    breaks = [int(place) for place in re.findall(r'<brk id="(\d+)"', parted[0] if parted else "")]
    scale = re.search(r'<pageSetup[^>]* scale="(\d+)"', xml)
    return Page(xml, widths, breaks, int(scale[1]) if scale else 100)
