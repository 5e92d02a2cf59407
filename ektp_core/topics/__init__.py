"""The questions that come again and again: their names, what the office says to each, and what of it only the office can say."""

from ektp_core.topics.answers import FREE_OF_CHARGE, REPORTING, Answer, answer_to, gaps
from ektp_core.topics.topic import ANSWERS, Topic, key_of

__all__ = ["ANSWERS", "FREE_OF_CHARGE", "REPORTING", "Answer", "Topic", "answer_to", "gaps", "key_of"]
