"""A telephone number that counts can be called: a number that lacks digits is asked for again, wherever it is typed."""

import pytest

from ektp_core.reading.fields import WrongValue
from ektp_core.reading.phones import is_phone, numbers_in
from ektp_core.requests.line import read_contact


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("(0718) 7362015", True),
        ("0717-123456", True),
        ("021 8065 1234", True),
        ("0718 12", False),
        ("0718", False),
        ("08127333", False),
        ("0812733312", True),
        ("0812 7333 1234", True),
        ("0812 7333 1234 56", False),
        ("+6281273331234", True),
        ("+62 (0)718 7362015", True),
        ("+62 12", False),
        ("+65 6123 4567", True),
        ("112", True),
        ("14045", True),
        ("1500537", True),
        ("212", False),
        ("7362015", False),
    ],
)
def test_a_number_is_one_that_can_be_called(number: str, is_one: bool) -> None:
    assert is_phone(number) is is_one


def test_several_numbers_are_told_apart_and_extensions_are_none() -> None:
    assert numbers_in("(0718) 7362015 / WA 0812-7333-1234, psw. 12") == ["(0718) 7362015", "0812-7333-1234"]


@pytest.mark.parametrize("text", ["Bu Ani 08127333", "Bu Ani 0718 12", "Bu Ani 0717 123456 / 07", "Bu Ani"])
def test_the_number_of_a_contact_is_whole_too(text: str) -> None:
    with pytest.raises(WrongValue):
        read_contact(text)


@pytest.mark.parametrize("text", ["Bu Ani 0812 7333 1234", "Bu Ani 7362015", "TU SMKN 1 Koba 0813-1111-2222", "Pak Agus (0718) 7362015"])
def test_a_contact_may_have_a_number_of_the_place_itself(text: str) -> None:
    assert read_contact(text) == text
