"""What is asked again and again, by name."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Topic(StrEnum):
    """What a question is about, beside the intents that are looked up (docs/understanding.md#what-is-asked)."""

    PRICE = "price"
    PROXY = "proxy"
    OUTSIDE_DOMICILE = "outside_domicile"
    ABSENT = "absent"
    DURATION = "duration"
    CLOTHES = "clothes"
    GLASSES_VEIL = "glasses_veil"
    PHOTO_RETAKE = "photo_retake"
    HOME_VISIT = "home_visit"
    CLASS_AGE = "class_age"
    PARENT_NEEDED = "parent_needed"
    PROOF_OF_RECORDING = "proof_of_recording"
    ALREADY_RECORDED = "already_recorded"
    MARRIED_MINOR = "married_minor"
    NO_KK = "no_kk"
    DATA_MISMATCH = "data_mismatch"
    WHEN_CARD = "when_card"
    SAFETY_DATA = "safety_data"
    FINGERS_MISSING = "fingers_missing"
    DROPOUT = "dropout"
    ISLANDS = "islands"
    HOURS = "hours"
    PHONE = "phone"
    FEE_FRAUD = "fee_fraud"
    FOREIGNER = "foreigner"


def key_of(topic: Topic) -> str:
    """The key of the fact that is the topic's answer."""
    return f"topic_{topic}"


ANSWERS: Mapping[str, Topic] = MappingProxyType({key_of(topic): topic for topic in Topic})
"""The topics by the keys of their answers, in the order of showing."""
