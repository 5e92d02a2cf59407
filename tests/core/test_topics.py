"""What every office is shipped with, whose practice is said where, and what only the office can close."""

import re
from datetime import date

import pytest

from ektp_core.areas import Area
from ektp_core.country.beginning import beginning_of
from ektp_core.country.offices import office_of
from ektp_core.facts import LAW, LONGEST_FACT, FactIsLaw, read_fact
from ektp_core.profile import Fact, Localized, Profile
from ektp_core.reading.calendar import AsOf
from ektp_core.topics import ANSWERS, FREE_OF_CHARGE, REPORTING, Topic, answer_to, gaps, key_of

TODAY = date(2026, 11, 24)
LATELY = AsOf(2026, 11)
BANGKA_TENGAH, BOGOR = "19.04", "32.01"
NAMES = (
    "price proxy outside_domicile absent duration clothes glasses_veil photo_retake home_visit class_age parent_needed proof_of_recording"
    " already_recorded married_minor no_kk data_mismatch when_card safety_data fingers_missing dropout islands hours phone fee_fraud"
    " foreigner"
)
ONE_OFFICES = re.compile(r"daerah lain|elsewhere|Bangka|Babel|Buleleng|Jakarta|Karawang|Bontang|Koba|0718|0717", re.IGNORECASE)
"""What one office did or does, and other offices' practice."""

SENTENCE_END = re.compile(r"[.?!](?= [A-Z]|$)")


def shipped(home: str) -> Profile:
    facts = beginning_of(office_of(home), None).facts
    return Profile([_fact(key, dict(told)) for key, told in facts.items()], ())


def _fact(key: str, told: dict[str, str]) -> Fact:
    if "id" not in told:
        return Fact(key, None)
    return Fact(key, Localized(told["id"], told.get("en", told["id"])), AsOf.parse(told["as_of"]), told["source"])


def said_by_office(profile: Profile, key: str, text: str | None, as_of: AsOf = LATELY) -> Profile:
    fact = Fact(key, Localized(text, text), as_of, "SK Kepala Dinas") if text else Fact(key, None)
    return Profile([*(each for each in profile.facts.values() if each.key != key), fact], ())


def test_the_topics_are_those_that_questions_are_sorted_into() -> None:
    assert " ".join(Topic) == NAMES


@pytest.mark.parametrize("home", [BANGKA_TENGAH, BOGOR])
@pytest.mark.parametrize("topic", Topic)
def test_every_sentence_is_short_in_both_languages_and_has_its_date_and_source(topic: Topic, home: str) -> None:
    for fact in answer_to(topic, shipped(home), TODAY).said:
        assert fact.text
        assert fact.as_of and fact.source
        assert fact.text.id != fact.text.en
        for text in (fact.text.id, fact.text.en):
            assert len(text) <= LONGEST_FACT
            assert 1 <= len(SENTENCE_END.findall(re.sub(r"\(.*?\)|pasal \d|art\. ", "", text))) <= 2, text


@pytest.mark.parametrize("topic", Topic)
def test_an_office_without_a_profile_says_law_and_national_statements_alone(topic: Topic) -> None:
    said = answer_to(topic, shipped(BOGOR), TODAY).said
    assert not ONE_OFFICES.search(" ".join(f"{fact.text.id} {fact.text.en}" for fact in said if fact.text))


def test_what_other_offices_do_is_said_as_such_and_promises_nothing() -> None:
    found = {topic for topic in Topic for fact in answer_to(topic, shipped(BANGKA_TENGAH), TODAY).said if "daerah lain" in str(fact.text)}
    assert found == {Topic.PROXY, Topic.ABSENT, Topic.DURATION, Topic.HOME_VISIT, Topic.PROOF_OF_RECORDING, Topic.FINGERS_MISSING}
    assert {key_of(topic) for topic in found} <= gaps(shipped(BANGKA_TENGAH), TODAY)


OPEN_EVERYWHERE = {
    *(Topic.PROXY, Topic.ABSENT, Topic.DURATION, Topic.CLOTHES, Topic.GLASSES_VEIL, Topic.PHOTO_RETAKE, Topic.HOME_VISIT),
    *(Topic.PARENT_NEEDED, Topic.PROOF_OF_RECORDING, Topic.NO_KK, Topic.DATA_MISMATCH, Topic.WHEN_CARD, Topic.FINGERS_MISSING),
    *(Topic.DROPOUT, Topic.ISLANDS),
}


@pytest.mark.parametrize(("home", "more"), [(BANGKA_TENGAH, set()), (BOGOR, {Topic.ALREADY_RECORDED})])
def test_what_only_the_office_knows_is_open_until_it_says_so(home: str, more: set[Topic]) -> None:
    assert gaps(shipped(home), TODAY) == {"hours", "phone", *map(key_of, OPEN_EVERYWHERE | more)}


def test_an_answer_is_open_while_it_says_itself_that_a_part_is_not_announced() -> None:
    key, profile = key_of(Topic.ABSENT), shipped(BANGKA_TENGAH)
    still_open = said_by_office(profile, key, "Menyusul di kantor. Harinya Belum Diumumkan.")
    said = said_by_office(profile, key, "Menyusul di kantor tiap Jumat.")
    assert key in gaps(still_open, TODAY)
    assert key not in gaps(said, TODAY)
    assert key in gaps(said_by_office(said, key, None), TODAY)


@pytest.mark.parametrize("text", [None, "Biaya administrasi Rp50.000."])
@pytest.mark.parametrize(("topic", "law"), [(Topic.PRICE, [FREE_OF_CHARGE]), (Topic.FEE_FRAUD, [FREE_OF_CHARGE, REPORTING])])
def test_the_law_stays_in_front_whatever_an_office_writes(topic: Topic, law: list[str], text: str | None) -> None:
    answer = answer_to(topic, said_by_office(shipped(BOGOR), key_of(topic), text), TODAY)
    assert [fact.key for fact in answer.said][: len(law)] == law
    assert answer.gap is None
    assert {*law} <= LAW
    for key in law:
        with pytest.raises(FactIsLaw):
            read_fact(key, "Bayar di tempat", TODAY)


def test_where_to_complain_at_the_office_is_said_too() -> None:
    profile = said_by_office(shipped(BOGOR), "complaints", "loket 3")
    assert [fact.key for fact in answer_to(Topic.FEE_FRAUD, profile, TODAY).said] == [
        FREE_OF_CHARGE,
        REPORTING,
        "complaints",
        "topic_fee_fraud",
    ]


@pytest.mark.parametrize(("year", "is_said"), [(2018, False), (2022, False), (2023, True), (2026, True)])
def test_an_old_number_is_not_read_out_as_the_offices_before_it_is_confirmed(year: int, is_said: bool) -> None:
    answer = answer_to(Topic.PHONE, said_by_office(shipped(BANGKA_TENGAH), "phone", "(0718) 7362015", AsOf(year)), TODAY)
    assert ("phone" in [fact.key for fact in answer.said], answer.gap) == (is_said, None if is_said else "phone")


def test_hours_are_the_offices_own_fact() -> None:
    profile = shipped(BOGOR)
    assert answer_to(Topic.HOURS, profile, TODAY).gap == "hours"
    said = answer_to(Topic.HOURS, said_by_office(profile, "hours", "08.00–15.00"), TODAY)
    assert ([fact.key for fact in said.said], said.gap) == (["hours"], None)


def test_two_facts_of_one_source_name_it_once() -> None:
    answer = answer_to(Topic.PRICE, shipped(BOGOR), TODAY)
    assert (len(answer.said), len(answer.sources)) == (2, 1)


@pytest.mark.parametrize("key", ANSWERS)
def test_every_answer_is_read_like_any_words_of_the_office(key: str) -> None:
    assert read_fact(key, "  Jumat  di kantor. ", TODAY) == "Jumat di kantor."


def test_the_two_offices_are_the_ones_that_are_meant() -> None:
    assert isinstance(office_of(BOGOR), Area)
    assert office_of(BANGKA_TENGAH).name == "Kabupaten Bangka Tengah"
