"""What the columns of a sheet of visits mean by the words of their headers (docs/domain.md#visits-on-a-sheet)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ektp_core.reading.words.word_sets import word_set

_OF_A_VISIT = word_set(
    "pelaksanaan kegiatan kunjungan perekaman rekam jemput bola layanan pelayanan rencana ktp el e of the visit recording planned"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a header: one of each of `needs`, and no other than these and `may`; a foreign word means something else."""

    needs: tuple[frozenset[str], ...]
    may: frozenset[str] = frozenset()

    def fit(self, words: frozenset[str]) -> bool:
        """Whether a header of these words is one."""
        return all(words & need for need in self.needs) and words <= self.may.union(*self.needs)


def _words(need: str, may: str = "", *, beside: str = "", of_a_visit: bool = False) -> Words:
    needs = tuple(map(word_set, filter(None, (need, beside))))
    return Words(needs, word_set(may) | (_OF_A_VISIT if of_a_visit else frozenset()))


_MOMENT = "hari tanggal tgl jam pukul waktu wib jadwal dan dengan day date time"
_START, _END = "mulai awal dari start from begin", "selesai akhir berakhir sampai hingga sd end to until"
_COUNTED = "jumlah jml jlh banyak banyaknya number total"
FIELDS: Mapping[str, Words] = MappingProxyType(
    {
        "number": _words("no nomor nomer urut no. nr"),
        "code": _words("kode code kodekunjungan", "kunjungan visit"),
        "npsn": _words("npsn", "sekolah nomor no"),
        "subdistrict": _words("kecamatan kec subdistrict", "nama wilayah"),
        "place": _words(
            "sekolah tempat lokasi tujuan satuan instansi lembaga sma smk school place location",
            "nama asal sasaran titik pendidikan unit yang dikunjungi ma slb man sman smkn sederajat atau dan desa kantor name",
            of_a_visit=True,
        ),
        "weekday": _words("hari weekday day", of_a_visit=True),
        "dates": _words("tanggal tgl jadwal date dates days", f"bulan bln tahun thn {_MOMENT}", of_a_visit=True),
        "hours": _words("jam pukul waktu hours hour time", "wib dan", of_a_visit=True),
        "start": _words(_START, _MOMENT, of_a_visit=True),
        "end": _words(_END, _MOMENT, of_a_visit=True),
        "first_day": _words(_START, "hari", beside="tanggal tgl date", of_a_visit=True),
        "last_day": _words(_END, "hari", beside="tanggal tgl date", of_a_visit=True),
        "first_hour": _words(_START, "wib", beside="jam pukul time", of_a_visit=True),
        "last_hour": _words(_END, "wib", beside="jam pukul time", of_a_visit=True),
        "kits": _words("alat kit kits", f"{_COUNTED} rekam perekaman set unit dibawa kebutuhan dibutuhkan of recording"),
        "expected": _words(
            "siswa siswi peserta murid pelajar pupils students expected sasaran target pemula",
            f"{_COUNTED} perkiraan estimasi calon orang wajib ktp el e kira yang akan didik direkam belum tahun usia wktp of",
        ),
        "total": _words("jumlah jml jlh total"),
        "recorded": _words("terekam rekam direkam merekam berhasil recorded", "jumlah jml jlh sudah"),
        "absent": _words("absen absent", "jumlah jml jlh"),
        "failed": _words("gagal failed", "jumlah jml jlh rekam merekam terekam direkam perekaman"),
        "note": _words("keterangan ket catatan status note notes remark remarks"),
    }
)
"""A header that fits two fields means the one that stands later here: "REKAM" alone counts, "NAMA SEKOLAH SASARAN" is a place."""

_SAID_IN_PARTS = ((re.compile(r"\bs\s*[./]\s*d\b\.?"), "sd"), (re.compile(r"\btidak\s*hadir\b"), "absen"))


_OF_WHEN = word_set("jadwal waktu") | _OF_A_VISIT
"""Groups that say nothing of their own: "JADWAL" over "JAM" is the hours."""

_OF_ANYTHING = _OF_WHEN | word_set(
    f"{_MOMENT} bulan tahun data identitas rincian uraian detail sekolah tempat lokasi sasaran satuan pendidikan lembaga nama"
    " januari februari maret april mei juni juli agustus september oktober november desember"
)
"""Groups that leave the headers below them their meaning. Any other may be of a letter, a pause, what was done, or officers."""


def meaning(header: str, group: str = "") -> str | None:
    """The field that a header names, under a group or alone; None for any other, and for one that its group makes another's."""
    if not group:
        return _named(_words_of(header))
    alone, over = _named(_words_of(header)), _words_of(group)
    if alone != "total" and over <= _OF_WHEN:
        return alone or _named(over | _words_of(header))
    return _named(over | _words_of(header)) or (alone if alone != "total" and over <= _OF_ANYTHING else None)


def says_of_what(header: str) -> bool:
    """Whether a header that no field has may be what a bare "JUMLAH" counts: officers, cars, classes."""
    return not _words_of(header) <= _COUNTS_NOTHING


_COUNTS_NOTHING = word_set(
    "l p lk pr laki perempuan putra putri x xi xii kelas ipa ips alamat kontak hp telp telepon wa whatsapp email pic narahubung kepala"
    " sekolah penanggung jawab nama nomor no maps koordinat siswa jumlah jml jlh"
)


def _words_of(header: str) -> frozenset[str]:
    text = header.casefold()
    for parts, word in _SAID_IN_PARTS:
        text = parts.sub(word, text)
    return frozenset(re.findall(r"[^\W\d_]+", text))


def _named(words: frozenset[str]) -> str | None:
    if words == {"pelaksanaan"}:
        return "dates"
    found = [name for name, fitting in FIELDS.items() if fitting.fit(words)]
    return found[-1] if found else None


def is_round(fields: frozenset[str]) -> bool:
    """Whether columns are those of visits to plan: where, and when. "WAKTU PELAKSANAAN" may hold the dates, too."""
    return "place" in fields and bool(fields & {*DAYS, "hours"})


DAYS = frozenset({"dates", "weekday", "start", "first_day"})
"""Columns that say the day of a visit."""


def is_recap(fields: frozenset[str]) -> bool:
    """Whether columns are those of recaps: which visit, and what it came to."""
    return {"code", "recorded"} <= fields
