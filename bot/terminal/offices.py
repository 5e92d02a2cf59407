"""The country's offices on the terminal: their codes, and a profile to fill in."""

from pathlib import Path

from rich.console import Console
from rich.table import Table

from ektp_core.areas import Area
from ektp_core.country.offices import find_offices, offices
from ektp_core.country.zones import zone_of

ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
PROFILE = """# Profile of the office of {name}, for its first start; afterwards staff edit it in the chat with /kantor.
# What stays commented out is answered as "belum diumumkan": write only what the office has published, never a guess.
# Each fact names its date (2026, 2026-11 or 2026-11-30) and its source. `en` may be left out where the Indonesian reads the same.
# The law and what to bring are there already; [[requirements]] of its own replace all of them (ektp_core/data/law.toml shows the form).

home = "{code}"

# [facts.name]
# id = "Dinas Kependudukan dan Pencatatan Sipil {name}"
# en = "Population and Civil Registration Office of {short}"
# as_of = "2026"
# source = "situs resmi kantor"

# [facts.short_name]
# id = "Disdukcapil {name}"
# as_of = "2026"
# source = "situs resmi kantor"

# [facts.hours]
# id = "Senin-Jumat 08.00-15.00"
# en = "Monday to Friday 8:00-15:00"
# as_of = "2026-11"
# source = "situs resmi kantor"

# [facts.phone]
# id = "(0000) 000000"
# as_of = "2026"
# source = "situs resmi kantor"

# [facts.address]
# id = "Jl. ..."
# as_of = "2026"
# source = "situs resmi kantor"

# The youngest age at which children are recorded early; without it the national policy counts (16).
# [facts.minimum_age]
# id = "16"
# as_of = "2026"
# source = "pengumuman kantor"

# Where else one may be recorded: UPT, mal pelayanan publik, kecamatan.
# [facts.service_points]
# id = "Mal Pelayanan Publik, setiap hari kerja"
# en = "Public service mall, on working days"
# as_of = "2026"
# source = "situs resmi kantor"

# An answer to what is asked again and again, in one or two sentences; ektp_core/data/law.toml shows which there are ([answers.clothes] …).
# [answers.absent]
# id = "Yang absen menyusul di kantor setiap Jumat."
# en = "Absent pupils catch up at the office on Fridays."
# as_of = "2026-11"
# source = "situs resmi kantor"

# The office's own list of its schools (columns npsn, name, level, kecamatan_code, address, lat, lon, coord_check), beside this file.
# schools = "sekolah.csv"
# Who vouches for that list; without it each school says "daftar 2019" until staff confirm it.
# schools_source = "Dinas Pendidikan"
"""


def print_offices(said: str) -> bool:
    """A line for each office that may be meant: code, name, province, time zone. False when there is none."""
    table = Table("code", "name", "province", "zone", box=None, pad_edge=False)
    found = find_offices(said)
    for area in found:
        table.add_row(area.code, area.name, offices()[area.parent or ""].name, ZONES[zone_of(area.code).key])
    console = Console(soft_wrap=True)
    console.print(table if found else f"No office is called so: {said}", markup=False)
    return bool(found)


def write_profile(home: Area, file: Path) -> None:
    """Write a commented profile of a district's office, in which nothing is said yet but whose it is. Raises OSError."""
    with file.open("x", encoding="utf-8") as profile:
        profile.write(PROFILE.format(name=home.name, short=home.short_name, code=home.code))
