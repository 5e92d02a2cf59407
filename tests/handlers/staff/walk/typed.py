"""What the walk types: lines behind a command, and the answers to what is asked."""

LINES: tuple[tuple[str, str], ...] = (
    ("figures", "Koba 15-11-2026 wajib 31.500 rekam 30.800 pra 900"),
    ("figures", "Koba wajib 31.500 rekam 30.800"),
    ("visits", "SMKN 2 Koba 1-2/12/2026 08.00-14.00 2 alat"),
    ("visits", "SMKN 1 Koba 29-30/11/2026 08.00-11.00 1 alat 60 siswa"),
    ("visits", "SMK Koba 2/12/2026"),
    ("visits", "\n".join(f"SMAN 1 Koba {day}/01/2027 1 alat" for day in range(11, 20))),
    ("tally", "12"),
    ("recap", "kemarin"),
    ("recap", "SMAN 1 Koba"),
    ("recap", "cakupan Koba"),
    ("kits", "4-20/1/2027 2 alat"),
    ("announcements", "SMAN 1 Koba"),
    ("announcements", "SMK Koba"),
    ("requests", "120 siswa, 2 hari, 1-2/12/2026, Bu Ani 0812-3456-7890"),
    ("requests", "SMKN 1 Koba 60 siswa, 1 hari, Pak Dedi 0813-1111-2222"),
    ("schools", "10901347"),
    ("schools", "10901234, SMAN 2 Namang, SMA, Namang"),
)
"""What is typed after a command to begin with."""

ANSWERS: dict[tuple[str, str], str] = {
    ("announcements", "audience"): "SMAN 1 Koba, SMAN 1 Namang",
    ("announcements", "name"): "Undangan kedua",
    ("announcements", "text"): "Besok kami datang ke sekolah.",
    ("announcements", "time"): "besok 10.00",
    ("figures", "as_of"): "31-10-2026",
    ("figures", "source"): "Laporan Dinas Provinsi",
    ("kits", "line"): "4-20/1/2027 2 alat",
    ("office", "text"): "15",
    ("requests", "days"): "2",
    ("requests", "wishes"): "minggu pertama januari",
    ("requests", "reason"): "alat sedang dipakai di kecamatan lain",
    ("schools", "name"): "SMA Harapan Koba",
    ("schools", "since"): "2024",
    ("schools", "successor"): "SMAN 1 Koba",
    ("visits", "recap"): "31 4 1",
    ("visits", "line"): "SMKN 2 Koba 1-2/12/2026 2 alat",
}
"""What is typed where a tool's draft waits for it."""
