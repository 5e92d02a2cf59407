"""The one list of commands: names, where they are answered, who answers, what menus say (docs/architecture.md#one-list-of-commands)."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import MappingProxyType

from ektp_core.office import Office
from ektp_core.profile import Language, Localized
from ektp_core.roles import Act, Member, Role, may
from handlers.reply import Reply
from handlers.request import Request


@cache
def _imported(module: str, name: str) -> Callable[[Request, Office], Awaitable[Reply]]:
    found: Callable[[Request, Office], Awaitable[Reply]] = getattr(import_module(module), name)
    return found


@dataclass(frozen=True, slots=True)
class Handler:
    """A function of `handlers`, imported when first asked: the list knows no handler, and answering citizens carries no sheets."""

    module: str
    name: str

    async def __call__(self, request: Request, office: Office) -> Reply:
        return await _imported(self.module, self.name)(request, office)


def _in(module: str, name: str) -> Handler:
    return Handler(f"handlers.{module}", name)


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
    changes: Act | None = None
    """What a text for a draft of this tool needs, where looking into the tool needs less."""

    words: tuple[str, ...] = ()


ROUTES = (
    Route(
        "eligibility",
        "cek",
        "check",
        _in("eligibility", "eligibility"),
        Localized("Bolehkah anak saya direkam sekarang?", "May my child be recorded now?"),
        Localized("tanggal lahir, umur, atau tahun", "date of birth, age or year"),
        private=True,
    ),
    Route(
        "schedule",
        "jadwal",
        "schedule",
        _in("schedule", "schedule"),
        Localized("Kapan tim datang ke sekolah?", "When does the team visit the school?"),
        Localized("sekolah, kecamatan, atau tanggal", "school, subdistrict or date"),
    ),
    Route(
        "posters",
        "poster",
        "posters",
        _in("posters.posters", "posters"),
        Localized("Poster jadwal untuk dicetak dan dikirim", "Posters of a visit, to print and to send"),
        Localized("sekolah atau kecamatan", "school or subdistrict"),
    ),
    Route(
        "coverage",
        "cakupan",
        "coverage",
        _in("coverage", "coverage"),
        Localized("Cakupan perekaman wilayah", "How far recording has come"),
        Localized("wilayah", "area"),
    ),
    Route("ranking", "peringkat", "ranking", _in("ranking", "ranking"), Localized("Peringkat kabupaten/kota", "Ranking of the districts")),
    Route(
        "awards",
        "penghargaan",
        "awards",
        _in("awards", "awards"),
        Localized("Penghargaan Dindukcapil", "Awards of the offices"),
        Localized("tahun", "year"),
    ),
    Route(
        "requirements",
        "syarat",
        "requirements",
        _in("requirements", "requirements"),
        Localized("Apa yang dibawa", "What to bring"),
        Localized("perihal", "matter"),
    ),
    Route(
        "topics",
        "topik",
        "topics",
        _in("topics.topics", "topics"),
        Localized("Jawaban singkat: biaya, baju, absen, …", "Short answers: cost, clothes, absence, …"),
        Localized("perihal", "matter"),
    ),
    Route(
        "contact", "kontak", "contact", _in("contact", "contact"), Localized("Alamat dan telepon kantor", "Address and phone of the office")
    ),
    Route(
        "subscriptions",
        "langganan",
        "subscriptions",
        _in("subscriptions.subscriptions", "subscriptions"),
        Localized("Dikabari tanpa bertanya", "Be told without asking"),
        Localized("sekolah atau kecamatan", "school or subdistrict"),
        words=("ikuti", "subscribe", "follow"),
    ),
    Route(
        "reminders",
        "ingatkan",
        "remindme",
        _in("subscriptions.reminders", "reminders"),
        Localized("Ingatkan saat anak boleh rekam", "Remind me when my child may be recorded"),
        Localized("tanggal lahir", "date of birth"),
        private=True,
        words=("pengingat", "remind", "reminder", "reminders"),
    ),
    Route(
        "pause",
        "jeda",
        "pause",
        _in("subscriptions.pause", "pause"),
        Localized("Jeda pemberitahuan", "Pause what comes unasked"),
        Localized("sampai kapan", "until when"),
    ),
    Route(
        "unsubscribe",
        "berhenti",
        "stop",
        _in("subscriptions.unsubscribe", "unsubscribe"),
        Localized("Berhenti dikabari", "Stop notices"),
        words=("unsubscribe",),
    ),
    Route(
        "language",
        "bahasa",
        "language",
        _in("language", "language"),
        Localized("Bahasa Indonesia / English", "Bahasa Indonesia / English"),
        Localized("id atau en", "id or en"),
    ),
    Route("privacy", "privasi", "privacy", _in("privacy", "privacy"), Localized("Apa yang kami simpan", "What we keep")),
    Route("my_data", "dataku", "mydata", _in("privacy", "my_data"), Localized("Data saya di bot ini", "My data in this bot"), private=True),
    Route("erase", "hapus", "erase", _in("privacy", "erase"), Localized("Hapus data saya", "Erase my data"), private=True),
    Route("help", "bantuan", "help", _in("help", "help_"), Localized("Semua yang bisa ditanyakan", "All that can be asked")),
    Route("start", "mulai", "start", _in("help", "start"), Localized("Mulai dari awal", "Start from the beginning")),
)

STAFF_ROUTES = (
    Route(
        "figures",
        "angka",
        "figures",
        _in("staff.figures.versions", "figures"),
        Localized("Angka cakupan", "Coverage figures"),
        act=Act.SEE_FIGURES,
        changes=Act.CHANGE_FIGURES,
    ),
    Route(
        "visits",
        "kunjungan",
        "visits",
        _in("staff.visits.agenda", "visits"),
        Localized("Kunjungan: agenda dan perubahan", "Visits: agenda and changes"),
        act=Act.SEE_VISITS,
        changes=Act.CHANGE_VISITS,
    ),
    Route("tally", "hitung", "tally", _in("staff.visits.tally", "tally"), Localized("Hitung di lokasi", "Count on the day"), act=Act.TALLY),
    Route(
        "recap",
        "rekap",
        "recap",
        _in("staff.visits.today", "recap"),
        Localized("Rekap hari ini", "Today's recap"),
        Localized("hari atau sekolah", "day or school"),
        act=Act.SEE_VISITS,
    ),
    Route("kits", "alat", "kits", _in("staff.kits", "kits"), Localized("Alat dan pinjaman", "Kits and loans"), act=Act.CHANGE_KITS),
    Route("staff", "petugas", "desk", _in("staff.desk", "home"), Localized("Meja kerja", "Desk"), act=Act.SEE_DESK),
    Route(
        "requests",
        "permintaan",
        "requests",
        _in("staff.requests.overview", "requests"),
        Localized("Permintaan kunjungan", "Visit requests"),
        Localized("jumlah siswa, hari, tanggal, narahubung", "pupils, days, dates, contact"),
        act=Act.ASK_VISIT,
    ),
    Route(
        "announcements",
        "umumkan",
        "announce",
        _in("staff.announcements.overview", "announcements"),
        Localized("Pengumuman", "Announcements"),
        act=Act.ANNOUNCE,
    ),
    Route(
        "schools",
        "sekolah",
        "schools",
        _in("staff.schools.register", "schools"),
        Localized("Daftar sekolah", "Register of schools"),
        act=Act.CHANGE_SCHOOLS,
    ),
    Route(
        "office", "kantor", "office", _in("staff.office.overview", "office"), Localized("Data kantor", "Office data"), act=Act.CHANGE_OFFICE
    ),
    Route(
        "award_edit",
        "ubahpenghargaan",
        "editawards",
        _in("staff.awards", "award_edit"),
        Localized("Ubah penghargaan", "Edit awards"),
        act=Act.CHANGE_AWARDS,
    ),
    Route("team", "tim", "team", _in("staff.team", "team"), Localized("Tim dan undangan", "Team and invitations"), act=Act.CHANGE_TEAM),
    Route("audit", "jejak", "audit", _in("staff.audit", "audit"), Localized("Siapa berbuat apa", "Who did what"), act=Act.SEE_AUDIT),
    Route("export", "ekspor", "export", _in("staff.exports", "export"), Localized("Ekspor ke Excel", "Export to Excel"), act=Act.EXPORT),
)

_ALL = (*ROUTES, *STAFF_ROUTES)

BY_NAME: Mapping[str, Route] = MappingProxyType({route.name: route for route in _ALL})
BY_COMMAND: Mapping[str, Route] = MappingProxyType({name: route for route in _ALL for name in (route.command, route.alias)})
BY_WORD: Mapping[str, Route] = MappingProxyType({**BY_COMMAND, **{word: route for route in _ALL for word in route.words}})
"""The words that a sentence may begin with to ask for something."""


FIRST: Mapping[Role, tuple[str, ...]] = MappingProxyType(
    {
        Role.ADMIN: ("staff", "visits", "announcements", "team"),
        Role.OFFICER: ("staff", "visits", "tally", "announcements"),
        Role.VIEWER: ("staff", "visits", "figures", "export"),
        Role.SCHOOL: ("requests", "staff"),
    }
)
"""What each role comes for, in that order: under its welcome, and at the head of its help, its menu and its desk."""


def first_of(member: Member) -> tuple[Route, ...]:
    """What a member comes for first."""
    return tuple(BY_NAME[name] for name in FIRST[member.role])


def tools_of(member: Member | None) -> tuple[Route, ...]:
    """Everything that a member's role may use, what they come for first before the rest; nothing for nobody."""
    if member is None:
        return ()
    return tuple(route for route in dict.fromkeys([*first_of(member), *STAFF_ROUTES]) if route.act and may(member, route.act))


def menu(language: Language, *, private: bool, member: Member | None = None) -> list[tuple[str, str]]:
    """Command and description for Telegram's menu: Indonesian names, or the English aliases.

    Personal commands only in private; a member of the team sees first what their role may do.
    """
    shown = [*tools_of(member), *(route for route in ROUTES if private or not route.private)]
    return [(route.alias if language is Language.EN else route.command, route.about[language]) for route in shown]
