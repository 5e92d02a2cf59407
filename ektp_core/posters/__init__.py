"""What a visit hangs up and hands on: posters for paper and phones, and a list of hours for the classroom door."""

from ektp_core.posters.births import Births, RecordableBirths, recordable_births
from ektp_core.posters.class_list import ClassList
from ektp_core.posters.notice import ClassHours, Notice
from ektp_core.posters.posted import NoClassHours, NoPoster, has_class_hours, is_posted, posted, why_not
from ektp_core.posters.poster import Form, Poster

__all__ = [
    "Births",
    "ClassHours",
    "ClassList",
    "Form",
    "NoClassHours",
    "NoPoster",
    "Notice",
    "Poster",
    "RecordableBirths",
    "has_class_hours",
    "is_posted",
    "posted",
    "recordable_births",
    "why_not",
]
