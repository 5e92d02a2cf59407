"""Whether a message that tells of somebody's status asks if they must hold a card (docs/understanding.md#somebodys-status).

People say such things in more words than any model has been taught, and often ask nothing: "anak saya 16 tahun sudah menikah siri".
"""

from ektp_core.reading.words.word_sets import word_set
from ektp_core.understanding.details import Details
from ektp_core.understanding.intents import Intent
from ektp_core.understanding.models.features import speaks_of
from ektp_core.understanding.status import SaidStatus

SMALL = word_set(
    "kalau yang di ke untuk dan terus dengan saya kami dia ia adik kakak anak itu ini ya kak min bapak ibu dong sih deh lagi juga kah"
    " sudah belum tidak masih baru sekarang saat pegang memegang pemegang status masuk seorang orang keponakan cucu teman sepupu suami"
    " istri nya mau akan rencana nanti depan tahun thn th bulan usia umur genap tetap halo assalamualaikum tolong mohon izin tanya"
    " is am are has have had with a an the and he she they old years year yo aged age holds holding holder now only but of i at in no"
    " apa apakah bagaimana atau , . ? ; - / ( ) :"
)
"""Say nothing of another matter."""

DUTY = word_set("wajib harus boleh bisa perlu dapat berhak hak punya bikin buat urus rekam kena kartu must get need")
CARD = word_set("ktp e el ktpel")
"""Without a word of duty, a status beside the card is one that stands on it: "cerai di ktp masih kawin"."""

MARITAL = word_set("nikah cerai janda duda siri tunangan hamil luar calon pengantin dilamar lamaran tua ortu orangtua meninggal almarhum")
"""Of somebody's marriage, or the parents', though it does not count."""

OTHER_MATTER = word_set(
    "cara dimana kemana kapan berapa syarat biaya bayar perpanjang mengajukan jadwal jam ganti minimal minimum rata pengantar bawa surat"
    " undangan tamu pesta"
)
"""Ask of something else, though somebody's status is told."""

ALLOWED = word_set("bisa boleh wajib harus")
"""Of a foreigner they ask more than a day: "kapan KITAS bisa rekam?"."""

PAPERS = word_set("syarat berkas dokumen bawa")

CHANGED = frozenset({"ganti"})
"""Of permits: "sudah ganti dari KITAS jadi KITAP"."""

COURT = word_set("dispensasi pengadilan sidang")
"""Where no card is spoken of, they ask how to marry."""


def asked_of_a_status(details: Details, beside: frozenset[str], likely: Intent) -> Intent | None:
    """What a message that tells a status asks, by the words beside what is named; None leaves it to the model, whose answer is `likely`."""
    said = details.status
    if not said.is_said and not (details.births and MARITAL & beside):
        return None
    words = {word for word in beside if not word.isdigit()}
    if words <= SMALL | DUTY | CARD | MARITAL:
        duty = details.births or said.stays or not CARD & words or DUTY & words
        return Intent.ELIGIBILITY if duty else None
    if not (details.births or said.may_be_foreign) or any(map(_is_elsewhere, words)):
        return None
    if said.may_be_foreign and likely is Intent.SCHEDULE and ALLOWED & words and not (details.schools or details.areas or details.days):
        return Intent.ELIGIBILITY
    if likely not in (Intent.OUT_OF_SCOPE, Intent.ELIGIBILITY):
        return None
    if said.may_be_foreign and PAPERS & words and CARD & words:
        return Intent.REQUIREMENTS
    return None if _other_matter(said, words) & words else Intent.ELIGIBILITY


def _other_matter(said: SaidStatus, words: set[str]) -> frozenset[str]:
    other = OTHER_MATTER if CARD & words else OTHER_MATTER | COURT
    return other - CHANGED if said.may_be_foreign else other


def _is_elsewhere(word: str) -> bool:
    """Whether a word is of a matter that this bot does not serve; a marriage, a death and a foreigner are somebody's status here."""
    spoken_of = speaks_of(word)
    return word not in MARITAL and "@elsewhere" in spoken_of and not {"@everyday", "@foreign"}.intersection(spoken_of)
