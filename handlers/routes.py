"""The one list of commands: their names, where they are answered, who answers, and what the menus say of them (DESIGN 2.10)."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType

from ektp_core.office import Office
from ektp_core.profile import Language, Localized
from ektp_core.roles import Act, Member, may
from handlers import (
    awards,
    contact,
    coverage,
    eligibility,
    help,
    language,
    leaving,
    privacy,
    ranking,
    reminders,
    requirements,
    schedule,
    subscriptions,
)
from handlers.reply import Reply
from handlers.request import Request

Handler = Callable[[Request, Office], Awaitable[Reply]]


def _staff(module: str, name: str) -> Handler:
    """A tool of `handlers/staff`, imported when staff first use it: a bot that answers citizens carries no sheets."""

    async def handler(request: Request, office: Office) -> Reply:
        tool: Handler = getattr(import_module(f"handlers.staff.{module}"), name)
        return await tool(request, office)

    return handler


@dataclass(frozen=True, slots=True)
class Route:
    """One thing to ask: its name in buttons and links, its command, its English alias, and other words that ask for it without a slash."""

    name: str
    command: str
    alias: str
    handler: Handler
    about: Localized
    argument: Localized | None = None
    private: bool = False
    act: Act | None = None
    words: tuple[str, ...] = ()


ROUTES = (
    Route(
        "eligibility",
        "cek",
        "check",
        eligibility.eligibility,
        Localized("Bolehkah anak saya direkam sekarang?", "May my child be recorded now?"),
        Localized("tanggal lahir, umur, atau tahun", "date of birth, age or year"),
        private=True,
    ),
    Route(
        "schedule",
        "jadwal",
        "schedule",
        schedule.schedule,
        Localized("Kapan tim datang ke sekolah?", "When does the team visit the school?"),
        Localized("sekolah, kecamatan, atau tanggal", "school, subdistrict or date"),
    ),
    Route(
        "coverage",
        "cakupan",
        "coverage",
        coverage.coverage,
        Localized("Cakupan perekaman wilayah", "How far recording has come"),
        Localized("wilayah", "area"),
    ),
    Route("ranking", "peringkat", "ranking", ranking.ranking, Localized("Peringkat kabupaten/kota", "Ranking of the districts")),
    Route(
        "awards",
        "penghargaan",
        "awards",
        awards.awards,
        Localized("Penghargaan Dindukcapil", "Awards of the offices"),
        Localized("tahun", "year"),
    ),
    Route(
        "requirements",
        "syarat",
        "requirements",
        requirements.requirements,
        Localized("Apa yang dibawa", "What to bring"),
        Localized("perihal", "matter"),
    ),
    Route("contact", "kontak", "contact", contact.contact, Localized("Alamat dan telepon kantor", "Address and phone of the office")),
    Route(
        "subscriptions",
        "langganan",
        "subscriptions",
        subscriptions.subscriptions,
        Localized("Dikabari tanpa bertanya", "Be told without asking"),
        Localized("sekolah atau kecamatan", "school or subdistrict"),
        words=("ikuti", "subscribe", "follow"),
    ),
    Route(
        "reminders",
        "ingatkan",
        "remindme",
        reminders.reminders,
        Localized("Ingatkan saat anak boleh rekam", "Remind me when my child may be recorded"),
        Localized("tanggal lahir", "date of birth"),
        private=True,
        words=("pengingat", "remind", "reminder", "reminders"),
    ),
    Route(
        "pause",
        "jeda",
        "pause",
        leaving.pause,
        Localized("Jeda pemberitahuan", "Pause what comes unasked"),
        Localized("sampai kapan", "until when"),
    ),
    Route("unsubscribe", "berhenti", "stop", leaving.unsubscribe, Localized("Berhenti dikabari", "Stop notices"), words=("unsubscribe",)),
    Route(
        "language",
        "bahasa",
        "language",
        language.language,
        Localized("Bahasa Indonesia / English", "Bahasa Indonesia / English"),
        Localized("id atau en", "id or en"),
    ),
    Route("privacy", "privasi", "privacy", privacy.privacy, Localized("Apa yang kami simpan", "What we keep")),
    Route("my_data", "dataku", "mydata", privacy.my_data, Localized("Data saya di bot ini", "My data in this bot"), private=True),
    Route("erase", "hapus", "erase", privacy.erase, Localized("Hapus data saya", "Erase my data"), private=True),
    Route("help", "bantuan", "help", help.help_, Localized("Semua yang bisa ditanyakan", "All that can be asked")),
    Route("start", "mulai", "start", help.start, Localized("Mulai dari awal", "Start from the beginning")),
)

STAFF_ROUTES = (
    Route("figures", "angka", "figures", _staff("figures", "figures"), Localized("Angka cakupan", "Coverage figures"), act=Act.SEE_FIGURES),
    Route(
        "visits",
        "kunjungan",
        "visits",
        _staff("visits", "visits"),
        Localized("Kunjungan: agenda dan perubahan", "Visits: agenda and changes"),
        act=Act.SEE_VISITS,
    ),
    Route("tally", "hitung", "tally", _staff("tally", "tally"), Localized("Hitung di lokasi", "Count on the day"), act=Act.TALLY),
    Route("kits", "alat", "kits", _staff("kits", "kits"), Localized("Alat dan pinjaman", "Kits and loans"), act=Act.CHANGE_KITS),
    Route("staff", "petugas", "desk", _staff("home", "home"), Localized("Meja petugas", "Staff desk"), act=Act.SEE_DESK),
    Route(
        "requests",
        "permintaan",
        "requests",
        _staff("requests", "requests"),
        Localized("Permintaan kunjungan", "Visit requests"),
        act=Act.ASK_VISIT,
    ),
    Route(
        "announcements",
        "umumkan",
        "announce",
        _staff("announcements", "announcements"),
        Localized("Pengumuman", "Announcements"),
        act=Act.ANNOUNCE,
    ),
    Route(
        "schools",
        "sekolah",
        "schools",
        _staff("schools", "schools"),
        Localized("Daftar sekolah", "Register of schools"),
        act=Act.CHANGE_SCHOOLS,
    ),
    Route("office", "kantor", "office", _staff("office", "office"), Localized("Data kantor", "Office data"), act=Act.CHANGE_OFFICE),
    Route(
        "award_edit",
        "ubahpenghargaan",
        "editawards",
        _staff("awards", "award_edit"),
        Localized("Ubah penghargaan", "Edit awards"),
        act=Act.CHANGE_AWARDS,
    ),
    Route("team", "tim", "team", _staff("team", "team"), Localized("Tim dan undangan", "Team and invitations"), act=Act.CHANGE_TEAM),
    Route("audit", "jejak", "audit", _staff("audit", "audit"), Localized("Siapa berbuat apa", "Who did what"), act=Act.SEE_AUDIT),
    Route("export", "ekspor", "export", _staff("exports", "export"), Localized("Ekspor ke Excel", "Export to Excel"), act=Act.EXPORT),
)

_ALL = (*ROUTES, *STAFF_ROUTES)

BY_NAME: Mapping[str, Route] = MappingProxyType({route.name: route for route in _ALL})
BY_COMMAND: Mapping[str, Route] = MappingProxyType({name: route for route in _ALL for name in (route.command, route.alias)})
BY_WORD: Mapping[str, Route] = MappingProxyType({**BY_COMMAND, **{word: route for route in _ALL for word in route.words}})
"""The words that a sentence may begin with to ask for something."""


def menu(language: Language, *, private: bool, member: Member | None = None) -> list[tuple[str, str]]:
    """Command and description for Telegram's menu: Indonesian names, or the English aliases.

    Personal commands only in private; a member of the team sees first what their role may do.
    """
    staff = [route for route in STAFF_ROUTES if route.act and may(member, route.act)]
    shown = [*staff, *(route for route in ROUTES if private or not route.private)]
    return [(route.alias if language is Language.EN else route.command, route.about[language]) for route in shown]
