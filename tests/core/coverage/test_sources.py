"""Citizens read who says a figure, not which file it was in."""

import pytest

from ektp_core.coverage.sources import DKB, is_file_name, public_source

OFFICE = "Dindukcapil Bangka Tengah"


@pytest.mark.parametrize(
    "source",
    ["dkb.xlsx", "DKB Semester 1 2026.XLS", "rekap (2).csv", "progres_provinsi.ods", "Rekap_Final_v2", "laporan.pdf", "dkb.xlsx lembar 2"],
)
def test_the_name_of_a_file_is_never_public(source: str) -> None:
    assert is_file_name(source)
    assert public_source(source, OFFICE) == OFFICE


@pytest.mark.parametrize(
    "source",
    [
        DKB,
        OFFICE,
        "SK Kepala Dinas 12/2026",
        "babelpos.disway.id/read/642721",
        "inpost.id/?p=12791",
        "dukcapil.go.id/unduh/dkb_2026.pdf",
        "BPS",
    ],
)
def test_a_name_or_an_address_stays(source: str) -> None:
    assert public_source(source, OFFICE) == source
