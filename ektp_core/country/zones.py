"""Whose midnight decides a birthday: the time zone of each province (docs/domain.md#time-zones)."""

from zoneinfo import ZoneInfo

WIB, WITA, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Makassar"), ZoneInfo("Asia/Jayapura")
_PROVINCES = {
    WIB: "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 61 62",
    WITA: "51 52 53 63 64 65 71 72 73 74 75 76",
    WIT: "81 82 91 92 93 94 95 96",
}
"""Keppres 41/1987: Sumatra, Java, West and Central Kalimantan; Bali, Nusa Tenggara, the other Kalimantan, Sulawesi; Maluku and Papua."""

ZONE_OF = {province: zone for zone, provinces in _PROVINCES.items() for province in provinces.split()}


def zone_of(code: str) -> ZoneInfo:
    """The time zone of an area by its code; KeyError for a province that there is not."""
    return ZONE_OF[code[:2]]
