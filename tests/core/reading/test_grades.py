"""Which class a parent means: one, several to be asked between, or none."""

import pytest

from ektp_core.reading.grades import Grades, grades_in
from ektp_core.reading.words.text import Text


def classes(*numbers: int) -> tuple[Grades, ...]:
    return tuple(Grades(number, number) for number in numbers)


SD, SMP, SMA = Grades(1, 6), Grades(7, 9), Grades(10, 12)
MEANT = {
    "kelas 11": classes(11),
    "kelas XI boleh rekam?": classes(11),
    "kls 12 bisa ga": classes(12),
    "kls. 10": classes(10),
    "anak saya kelas x": classes(10),
    "anak xii ipa": classes(12),
    "kelas 9": classes(9),
    "kelas IX smp": classes(9),
    "kelas 3 smp": classes(9),
    "kelas 2 SMA": classes(11),
    "sma kelas 2": classes(11),
    "anak 1 smk": classes(10),
    "kelas 8 smp": classes(8),
    "kelas 11 sma": classes(11),
    "kelas 6 sd": classes(6),
    "kelas 5": classes(5),
    "kelas 3 sma 1 koba": classes(12),
    "sman 1 koba kelas 3": classes(12),
    "kelas 10 dan 11": classes(10, 11),
    "kelas 2": classes(2, 8, 11),
    "kelas III": classes(3, 9, 12),
    "anak smp boleh?": (SMP,),
    "masih sma": (SMA,),
    "anak sd": (SD,),
    "smp sama sma beda ga": (SMP, SMA),
    "kelas 5 sma": (),
    "kelas 13": (),
    "anak saya 15": (),
    "2 anak saya mau rekam": (),
    "tgl 11 ada jadwal?": (),
}


@pytest.mark.parametrize("text", MEANT)
def test_a_class_is_read_as_people_count_it(text: str) -> None:
    assert grades_in(Text(text).tokens) == MEANT[text]


@pytest.mark.parametrize(
    ("grades", "ages"), [(classes(1)[0], (6, 7)), *((Grades(n, n), (n + 5, n + 6)) for n in range(7, 13)), (SMA, (15, 18))]
)
def test_a_class_has_its_usual_ages(grades: Grades, ages: tuple[int, int]) -> None:
    assert grades.ages == ages
