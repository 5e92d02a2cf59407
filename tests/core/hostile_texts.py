"""Texts that a slow reader of dates would take long for."""

HOSTILE = (
    *("12-03-2010", "jumat 12 maret 2010", "12 desembr 2010", "tgl lahir anak saya jumat, 12 maret 2010 (12-03-2010)"),
    *("9" * 4096, "a" * 4096, " " * 4096, "-" * 80, "12 " * 26, "1.5 a" * 16, "anak " * 16, "anakk maret" * 7, "oktobe 1 11 " * 6),
    *("1 1 11i" * 11 + "%", "1 1 11i" * 4, "1 1 11i" * 3 + "1 1 1"),
)

FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://x.example","klik")',
    "=cmd|'/c calc'!A0",
    "+62812345678",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "{=1+1}",
    "http://x.example",
    "007",
    "<script>&amp;",
    "SMA \x01\x0b Ω 😀",
)
"""What a table calculation might take for more than text."""
