"""An office in which staff find something of everything: what the walk over their screens begins with."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import insert, update

from ektp_core.audit import Change, Subject, Thing
from ektp_core.figures import Counts, Kind, Weight
from ektp_core.office import Office
from ektp_core.reading.calendar import AsOf
from ektp_core.requests.request import RequestState
from ektp_core.roles import Act, Role
from ektp_core.store import schema
from ektp_core.store.audit import acting
from ektp_core.store.requests import PAGE as REQUESTS_A_PAGE
from ektp_core.store.tallies import Tap, count_tap
from ektp_core.store.team import invite
from ektp_core.store.unanswered import count, keep_text, switch_collecting
from ektp_core.store.visits import plan_visit
from ektp_core.unanswered import TEXTS_A_PAGE, Lack, Unmet, Why
from ektp_core.visits.schedule import Place, PlaceKind, TallyKind
from handlers.staff.audit import PARTS_A_PAGE
from handlers.staff.awards import PAGE as AWARDS_A_PAGE
from handlers.staff.figures.draft import DRAFTS as FIGURES
from handlers.staff.figures.draft import FiguresDraft, Remark
from handlers.staff.requests.drafts import DRAFTS as REQUESTS
from handlers.staff.requests.drafts import AskVisit
from handlers.staff.team import NAMES_A_PAGE
from tests.handlers.staff.announcements.desk import PHOTO, Desk, sent, subscribe, written
from tests.rehearsal import ZONE

ADMIN, OFFICER, VIEWER, SCHOOL, STRANGER = 7201, 7101, 7401, 7301, 7_900_000_001
NOW = datetime.combine(date(2026, 11, 26), time(16), ZONE)
"""The evening of the demo set's visit to SMAN 1 Koba: it is counted, its recap is asked for, and its school looks on."""

TOKEN = "an-invitation-for-one-person"
FOLLOWERS = 14
"""Of SMAN 1 Koba: more than one person may write to alone."""

VERSION = 70
"""Of what there is: no thing has this number, so that one taken for the other is noticed."""

ANNOUNCEMENTS = (1, 2, 3, 5)
"""Under way, waiting for a second person, over; and a draft with a file."""


async def furnish(office: Office) -> None:
    """Something of everything that staff look at, and more than a page of it where there are pages."""
    async with office.store.changing() as connection:
        viewers = [{"person": VIEWER + each, "role": Role.VIEWER, "name": f"Pak Adi {each}", "since": NOW} for each in range(NAMES_A_PAGE)]
        await connection.execute(insert(schema.member), viewers)
        await switch_collecting(connection, office.today(), on=True)
        await invite(connection, TOKEN, Role.OFFICER, None, ADMIN, NOW)
    for number in range(TEXTS_A_PAGE + 1):
        await keep_text(office.store, 30_000 + number, "kapan ke sekolah kami" + " ya" * number, Why.UNSURE, "schedule", office.today())
    await count(office.store, office.today(), {Unmet(Lack.VISIT, "19.04.03"): 12, **{Unmet(lack, "19.04.03"): 9 for lack in Lack}})
    await _fill_lists(office)
    await office.public.renew_team()
    await office.public.renew_collecting()
    await office.public.renew_board()
    await subscribe(office, *range(40_000, 40_000 + FOLLOWERS), school="10900778")
    desk = Desk(office, OFFICER)
    await desk.writes("Namang 15-11-2026 wajib 24.100 rekam 23.600", "figures")
    await desk.taps("figures_apply_checked")
    await _announce(office)
    await _deed_of_many_parts(office)
    doubts = [Remark(Kind.TWO_DATES, Weight.DOUBT, "“Ada dua tanggal.”"), *(_doubt(number) for number in range(8))]
    dates = AsOf(2026, 9, 30), AsOf(2026, 10, 31)
    unfinished = FiguresDraft("Dindukcapil", "0", 1, None, {"19.04.01": Counts(31_500, 30_800, 900)}, dates, tuple(doubts), file="dkb.xlsx")
    for person in (ADMIN, OFFICER):
        await FIGURES.keep(office.store, person, unfinished, NOW)
    await REQUESTS.keep(office.store, SCHOOL, AskVisit("10900778", 60, 2, (), "Bu Ani 0812-3456-7890"), NOW)


async def _fill_lists(office: Office) -> None:
    """A request more than a page, of one school, an award more than a page; schools whose subdistrict nobody knows, and a closed one."""
    await _count(office)
    asked = {"school": "10900778", "pupils": 60, "days": 1, "wishes": "", "contact": "Bu Ani 0812", "state": RequestState.WAITING}
    asked |= {"asked_by": SCHOOL, "asked_at": NOW}
    awards = [{"year": 2000 + number, "category": "Perekaman Terbanyak", "source": "contoh"} for number in range(AWARDS_A_PAGE + 1)]
    schools = [
        {
            "npsn": f"1099900{number}",
            "name": name,
            "level": "SMA",
            "subdistrict": code,
            "address": "",
            "source": "contoh",
            "is_closed": shut,
        }
        for number, (name, code, shut) in enumerate(
            [("SMA Bakti", "19.04", False), ("SMA Mulia", "19.04", False), ("SMA Lama", "19.04.01", True)]
        )
    ]
    async with office.store.changing_board() as connection:
        await connection.execute(insert(schema.school), schools)
        await connection.execute(insert(schema.visit_request), [asked] * (REQUESTS_A_PAGE + 1))
        await connection.execute(insert(schema.award), awards)
        for table in (schema.award, schema.loan, schema.school, schema.visit, schema.visit_request):
            await connection.execute(update(table).values(version=VERSION))


async def _count(office: Office) -> None:
    """Five pupils at today's visit, and a visit of yesterday that nobody has closed."""
    today = next(visit for visit in office.board.schedule if NOW.date() in visit.days)
    left = replace(
        today, place=Place(PlaceKind.VILLAGE, "Desa Penyak", today.place.subdistrict), days=(NOW.date() - timedelta(1),), hours=()
    )
    async with office.store.changing_board() as connection:
        await plan_visit(connection, left)
        await count_tap(connection, today.id, Tap("before", ADMIN, NOW, NOW.date()), {TallyKind.RECORDED: 5})


WORDS = "Kami datang ke sekolah."


async def _announce(office: Office) -> None:
    """One under way, one that waits for a second person, one that is over; a kept text, and a draft with a file."""
    await subscribe(office, *range(50_000, 50_003), school="10900779")
    await (await written(office, to="SMAN 1 Namang", text=WORDS)).taps("announcement_send")
    await (await written(office, text=WORDS)).taps("announcement_propose")
    await (await written(office, to="SMAN 1 Namang", text=WORDS)).taps("announcement_send")
    await sent(office, but=1)
    desk = await written(office, to="SMAN 1 Namang", text=WORDS)
    await desk.taps("template_save")
    await desk.writes("Undangan rekam")
    await desk.announces("SMAN 1 Namang")
    await desk.writes("", attachment=PHOTO)
    await desk.writes("Jadwal minggu ini")


async def _deed_of_many_parts(office: Office) -> None:
    """More than a page of what one act has changed."""
    async with acting(office.store, ADMIN, Act.ANNOUNCE, NOW, Subject(Thing.SCHOOLS)) as doing:
        doing.changes = [Change(f"SMA Harapan {number}", {}, {"level": "SMA"}) for number in range(PARTS_A_PAGE + 1)]


def _doubt(number: int) -> Remark:
    return Remark(Kind.NO_RECORDED, Weight.DOUBT, f"“Baris {number} tidak lengkap.”")
