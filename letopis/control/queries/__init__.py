"""Вопросы контроля: что не в порядке, какие замечания сделаны, что выставлено с опозданием."""

from letopis.control.queries.faults import Wanted, faults_on
from letopis.control.queries.remarks import counts_of, remarks_of, remarks_of_class
from letopis.control.queries.timeliness import late_lessons

__all__ = [
    "Wanted",
    "counts_of",
    "faults_on",
    "late_lessons",
    "remarks_of",
    "remarks_of_class",
]
