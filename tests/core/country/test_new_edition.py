"""Which area of an edition is which of the areas there are: what fits two is paired with none."""

from dataclasses import replace
from datetime import date

import pytest

from ektp_core.country import new_edition
from ektp_core.country.files import AREAS, areas
from ektp_core.country.new_edition import AreaChanges, EditionFault, NotForThisOffice, changes_of
from ektp_core.country.register import read_register
from tests.core.country.provinces import HOME, PROVINCE, areas_of, register_of, with_lines

CLOSED = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def _a_small_province(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of twenty areas a single one is a large share."""
    monkeypatch.setattr(new_edition, "MOST_VANISHED", 0.5)


def compared(text: str, before: str = PROVINCE) -> AreaChanges:
    return changes_of(areas_of(before), register_of(areas_of(text)), HOME)


def told(changes: AreaChanges) -> dict[str, list[str]]:
    """The changes that there are, in short."""
    found = {
        "renamed": [f"{pair.before.code} {pair.before.name} > {pair.after.name}" for pair in changes.renamed],
        "recoded": [f"{pair.before.code} > {pair.after.code} {pair.after.name}" for pair in changes.recoded],
        "new": [area.code for area in changes.new],
        "split": [f"{split.area.code} < {' '.join(area.code for area in split.of)}" for split in changes.split],
        "closed": sorted(changes.closing),
        "returned": [area.code for area in changes.returned],
        "aside": [f"{old} > {new}" for old, new in changes.aside.items()],
    }
    return {what: said for what, said in found.items() if said}


@pytest.mark.parametrize(
    ("replaced", "expected"),
    [
        pytest.param({}, {}, id="the same"),
        pytest.param({"Nibung": "NIBUNG", "Lubuk Besar": "LUBUK BESAR"}, {}, id="the same in capitals"),
        pytest.param(
            {"Lubuk Besar": "Lubukbesar"}, {"renamed": ["19.04.03 Lubuk Besar > Lubukbesar"]}, id="written otherwise, which is a new name"
        ),
        pytest.param(
            {"19.04.01 Koba": "19.04.01 Koba Raya", "Kabupaten Bangka Selatan": "Kabupaten Toboali"},
            {"renamed": ["19.03 Kabupaten Bangka Selatan > Kabupaten Toboali", "19.04.01 Koba > Koba Raya"]},
            id="other names at the same codes",
        ),
        pytest.param(
            {"19.04.01.2002": "19.04.01.1005"}, {"recoded": ["19.04.01.2002 > 19.04.01.1005 Nibung"]}, id="a desa becomes a kelurahan"
        ),
        pytest.param(
            {"19.04.03": "19.04.07"},
            {
                "recoded": [
                    "19.04.03 > 19.04.07 Lubuk Besar",
                    "19.04.03.2001 > 19.04.07.2001 Perlang",
                    "19.04.03.2002 > 19.04.07.2002 Kulur",
                ]
            },
            id="another code with all that lies in it",
        ),
        pytest.param(
            {"19.04.03 Lubuk Besar": "19.04.07 Lubuk Baru", "19.04.03.": "19.04.07."},
            {
                "recoded": [
                    "19.04.03 > 19.04.07 Lubuk Baru",
                    "19.04.03.2001 > 19.04.07.2001 Perlang",
                    "19.04.03.2002 > 19.04.07.2002 Kulur",
                ]
            },
            id="another code and another name, told by the parts",
        ),
        pytest.param(
            {"19.04.01.2002 Nibung": "19.04.01.2002 ?", "19.04.01.2003 Terentang": "19.04.01.2003 Nibung", "?": "Terentang"},
            {"recoded": ["19.04.01.2002 > 19.04.01.2003 Nibung", "19.04.01.2003 > 19.04.01.2002 Terentang"]},
            id="two exchange their codes",
        ),
        pytest.param(
            {"19.03.02": "19.04.09"},
            {
                "recoded": [
                    "19.03.02 > 19.04.09 Lepar",
                    "19.03.02.2001 > 19.04.09.2001 Penutuk",
                    "19.03.02.2002 > 19.04.09.2002 Tanjung Labu",
                ]
            },
            id="a subdistrict of another district becomes ours",
        ),
        pytest.param(
            {"19.04.03.2002 Kulur": "19.04.03.2002 Kulur\n19.04.03.2003 Kulur Ilir"}, {"new": ["19.04.03.2003"]}, id="a new village"
        ),
        pytest.param(
            {"19.04.01.2003": "19.04.07 Terentang Raya\n19.04.07.2001", "19.04.01.2004": "19.04.07.2002"},
            {
                "recoded": ["19.04.01.2003 > 19.04.07.2001 Terentang", "19.04.01.2004 > 19.04.07.2002 Guntung"],
                "new": ["19.04.07"],
                "split": ["19.04.07 < 19.04.01"],
            },
            id="a subdistrict is split",
        ),
        pytest.param(
            {"19.04.01.2004": "19.04.07 Cambai Raya\n19.04.07.2001", "19.04.02.2003": "19.04.07.2002"},
            {
                "recoded": ["19.04.01.2004 > 19.04.07.2001 Guntung", "19.04.02.2003 > 19.04.07.2002 Cambai"],
                "new": ["19.04.07"],
                "split": ["19.04.07 < 19.04.01 19.04.02"],
            },
            id="a subdistrict of parts of two",
        ),
        pytest.param({"19.04.02.2003": ""}, {"closed": ["19.04.02.2003"]}, id="a village is gone"),
        pytest.param(
            {"19.04.03 L": "", "19.04.03.2001": "19.04.02.2004", "19.04.03.2002": "19.04.02.2005"},
            {"closed": ["19.04.03"], "recoded": ["19.04.03.2001 > 19.04.02.2004 Perlang", "19.04.03.2002 > 19.04.02.2005 Kulur"]},
            id="a subdistrict is dissolved into its neighbour",
        ),
        pytest.param(
            {"19.04.03 Lubuk Besar": "19.04.03 Lubuk Baru", "Perlang": "Tanah Merah", "Kulur": "Batu Beriga"},
            {
                "new": ["19.04.03", "19.04.03.2001", "19.04.03.2002"],
                "closed": ["19.04.03", "19.04.03.2001", "19.04.03.2002"],
                "aside": ["19.04.03 > 19.04.03_1", "19.04.03.2001 > 19.04.03.2001_1", "19.04.03.2002 > 19.04.03.2002_1"],
            },
            id="a code is given to another subdistrict",
        ),
        pytest.param(
            {"19.04.01.2004 Guntung": "19.04.01.2004 Arung Dalam", "19.04.02.2003 Cambai": "19.04.02.2003 Cambai\n19.04.02.2004 Guntung"},
            {"new": ["19.04.01.2004", "19.04.02.2004"], "closed": ["19.04.01.2004"], "aside": ["19.04.01.2004 > 19.04.01.2004_1"]},
            id="renamed, or moved with its code given away: nothing says which",
        ),
        pytest.param(
            {"19.04.01.2004 Guntung": "19.04.01.2004 Cambai", "19.04.02.2003 Cambai": ""},
            {"new": ["19.04.01.2004"], "closed": ["19.04.01.2004", "19.04.02.2003"], "aside": ["19.04.01.2004 > 19.04.01.2004_1"]},
            id="renamed, or another's name and place: nothing says which",
        ),
        pytest.param(
            {"19.04.01.2004": "", "19.03.02.2002 Tanjung Labu": "19.03.02.2002 Tanjung Labu\n19.03.02.2003 Guntung"},
            {"new": ["19.03.02.2003"], "closed": ["19.04.01.2004"]},
            id="a village of the same name in another district is another",
        ),
    ],
)
def test_each_area_is_followed_or_closed(replaced: dict[str, str], expected: dict[str, list[str]]) -> None:
    assert told(compared(with_lines(replaced))) == expected


def test_a_closed_area_comes_back_with_its_code_and_name() -> None:
    before = [replace(each, closed=CLOSED) if each.code == "19.04.02.2003" else each for each in areas_of(PROVINCE)]
    changes = changes_of(before, register_of(areas_of(PROVINCE)), HOME)
    assert told(changes) == {"returned": ["19.04.02.2003"]}


def test_a_closed_area_makes_way_for_another_at_its_code_again_and_again() -> None:
    before = [replace(each, closed=CLOSED) if each.code == "19.04.02.2003" else each for each in areas_of(PROVINCE)]
    before.append(replace(before[-1], code="19.04.02.2003_1", parent="19.04.02", closed=CLOSED))
    changes = changes_of(before, register_of(areas_of(with_lines({"Cambai": "Baskara"}))), HOME)
    assert told(changes) == {"new": ["19.04.02.2003"], "aside": ["19.04.02.2003 > 19.04.02.2003_2"]}


@pytest.mark.parametrize(
    ("replaced", "fault", "code"),
    [
        ({"19.04": ""}, EditionFault.NO_HOME, ""),
        ({"19.04": "19.09"}, EditionFault.HOME_RECODED, "19.09"),
        ({"19.04": "20.01", "19.03": "20.02", "19 Kep": "20 Kep"}, EditionFault.HOME_RECODED, "20.01"),
    ],
)
def test_the_home_district_keeps_its_code(replaced: dict[str, str], fault: EditionFault, code: str) -> None:
    with pytest.raises(NotForThisOffice) as refused:
        compared(with_lines(replaced))
    assert (refused.value.fault, refused.value.code) == (fault, code)


def test_districts_that_go_to_another_province_are_closed_and_no_loss() -> None:
    changes = compared(with_lines({"19.03": "21.03"}) + "\n21 Kepulauan Riau")
    assert [(pair.before.code, pair.after.code) for pair in changes.left] == [("19.03", "21.03")]
    assert (changes.vanished, len(changes.closing)) == ((), 7)


@pytest.mark.parametrize(("code", "around"), [("19.04.01.2", HOME), ("19.03.0", "19")])
def test_a_file_that_lacks_more_than_a_tenth_is_a_part_of_one(code: str, around: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    with pytest.raises(NotForThisOffice) as refused:
        compared(with_lines({code: ""}))
    assert (refused.value.fault, refused.value.around and refused.value.around.code) == (EditionFault.VANISHED, around)


@pytest.mark.parametrize("home", ["19.04", "32.01", "91.71"])
def test_the_edition_that_ships_changes_nothing(home: str) -> None:
    assert changes_of(tuple(areas(home[:2])), read_register(AREAS), home).is_empty
