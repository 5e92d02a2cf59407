"""A sheet of schools is put on record as what it is: several schools at once."""

from ektp_core.audit import Subject, Thing
from ektp_core.office import Office
from ektp_core.roles import Act
from ektp_core.store.audit import newest_entries
from handlers.staff.schools import acts
from tests.handlers.staff.buttons import under
from tests.handlers.staff.visits.desk import RATNA, Desk, sent

SHEET = b"NPSN;Nama;Jenjang;Kecamatan\n10999001;SMAN 3 Namang;SMA;Namang\n10999002;SMKN 2 Lubuk Besar;SMK;Lubuk Besar\n"


async def test_a_sheet_is_on_record_with_the_schools_that_it_added(office: Office) -> None:
    ratna = Desk(office, RATNA)
    await ratna.presses(acts.ASK_SHEET.button("school_sheet"))
    shown = await ratna.writes("", file=sent("sekolah.csv", SHEET))
    assert (shown.view, shown.values["wrong"]) == ("staff/schools/sheet", ())
    await ratna.presses(under(shown, acts.SAVE_SHEET))
    (entry,) = await newest_entries(office.store, 1)
    assert (entry.act, entry.subject) == (Act.CHANGE_SCHOOLS, Subject(Thing.SCHOOLS))
    assert entry.details == {"act": "sheet", "added": ["10999001", "10999002"], "changed": []}
