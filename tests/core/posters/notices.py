"""Notices to draw: a usual one, one with as much of everything as there may be, and one with as little."""

from dataclasses import replace

from ektp_core.posters import ClassHours, Form, Notice, Poster

BOT, START = "siaprekam_bot", "s_10900778"
LINK = f"https://t.me/{BOT}?start={START}"
SIXTY_LETTERS = "SMK Negeri Teknologi Kelautan dan Perikanan Pangkalan Baru 2"

USUAL = Notice(
    office="Dinas Kependudukan dan Pencatatan Sipil Kabupaten Bangka Tengah",
    office_short="Dindukcapil Bangka Tengah",
    title="Perekaman KTP-el di",
    place="SMAN 1 Koba",
    number="Sekolah NPSN 10900778",
    moved="",
    days=("Kamis, 26 November 2026",),
    period="Kamis, 26 November 2026",
    hours="Pukul 08.00–14.00, jamnya menurut kelas",
    classes_title="Jam tiap kelas",
    classes=(("Kelas XI", "08.00–11.00"), ("Kelas XII", "11.00–14.00")),
    warnings=(),
    who_title="Yang boleh direkam",
    born="Lahir sampai 26\u00a0November\u00a02010",
    born_short="Sudah 17\u00a0tahun: wajib. Lebih muda: boleh lebih awal.",
    who=("Yang lahir sampai 26 November 2009 (sudah 17 tahun) wajib direkam; yang lahir 27 November 2009 sampai 26 November 2010 boleh.",),
    bring_title="Anak datang sendiri dan membawa",
    bring=("Fotokopi Kartu Keluarga (KK)", "Akta kelahiran kadang diminta; orang tua sebaiknya ikut"),
    bring_short="Datang sendiri, bawa: Fotokopi Kartu Keluarga (KK).",
    free="Gratis: perekaman dan KTP-el tidak dipungut biaya (UU 24/2013 pasal 79A).",
    after="Kartu dicetak saat 17 tahun, tanpa rekam ulang.",
    scan="Pindai: jadwal terbaru, syarat, dan cek umur",
    scan_short="Pindai di sini",
    contact=("Jl. Raya By Pass No. 5, Koba 33181", "dindukcapil.bangkatengahkab.go.id"),
    as_of="Jadwal per 20 November 2026, sumber: Dindukcapil",
    sources=("Biaya: per 2013, sumber: UU 24/2013 pasal 79A", "Syarat: per 23 November 2021, sumber: praktik kantor lain"),
    example="",
    mark="",
)

CROWDED = replace(
    USUAL,
    place=SIXTY_LETTERS,
    moved="Dipindah: tidak jadi 12\u00a0November\u00a02026 dan 13\u00a0November\u00a02026",
    days=tuple(f"{day}, {number} November 2026" for number, day in enumerate(("Senin", "Selasa", "Rabu", "Kamis", "Jumat"), 23)),
    period="Senin–Jumat, 23 November – 27 November 2026",
    classes=tuple((f"Kelas XII IPA {number}", f"{6 + number:02d}.00–{7 + number:02d}.00") for number in range(1, 13)),
    warnings=("25\u00a0November\u00a02026 libur (Pemilihan Kepala Daerah): tanyakan dulu ke sekolah.",),
    born_short=f"{USUAL.born_short} Di hari terakhir, 27\u00a0November\u00a02026: lahir sampai 27\u00a0November\u00a02010.",
    who=(*USUAL.who, "Di hari terakhir, 27 November 2026: lahir sampai 27 November 2010."),
    bring=tuple(f"{number}. Fotokopi surat yang namanya panjang dan yang harus dibawa oleh siswa" for number in range(1, 7)),
    bring_short="Datang sendiri, bawa: Fotokopi surat yang namanya panjang dan harus dibawa. Syarat lengkap: pindai kode.",
    contact=("Jalan Raya Bypass Nomor 5 Kelurahan Simpang Perlang Kecamatan Koba 33181", "Telepon (0718) 7362015", USUAL.contact[1]),
    as_of="Jadwal per 20 November 2026, sumber: Dinas Kependudukan dan Pencatatan Sipil Kabupaten Bangka Tengah",
    example="DATA CONTOH: karangan untuk latihan, bukan pengumuman kantor.",
    mark="CONTOH",
)

BARE = replace(
    USUAL,
    hours="Jamnya belum diumumkan",
    classes=(),
    bring=(),
    bring_title="Anak datang sendiri",
    free="",
    after="",
    contact=(),
    sources=(),
)

NOTICES = {"usual": USUAL, "crowded": CROWDED, "bare": BARE}


def a_poster(notice: Notice = USUAL, form: Form = Form.PAPER) -> Poster:
    """As it is drawn for the bot of the tests."""
    return Poster(notice, form, START).of_bot(BOT)


def some_class_hours(notice: Notice = USUAL) -> ClassHours:
    """The list of a notice's classes."""
    return ClassHours(
        office=notice.office,
        title="Jam perekaman KTP-el per kelas",
        place=notice.place,
        number=notice.number,
        moved=notice.moved,
        days=notice.days,
        columns=("Kelas", "Jam", "Jumlah siswa", "Catatan"),
        rows=tuple((name, hours, "") for name, hours in notice.classes),
        expected="Perkiraan siswa seluruhnya: 120",
        as_of=notice.as_of,
        example=notice.example,
        mark=notice.mark,
    )
