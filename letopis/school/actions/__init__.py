"""Что школа записывает о себе: название, акт, год с периодами, классы, предметы, план, страницы журнала."""

from letopis.school.actions.acts import (
    Adoption,
    Papers,
    Work,
    adopt_edition,
    file_of,
)
from letopis.school.actions.lists import (
    NewPage,
    NewSubgroup,
    add_subjects,
    change_courses,
    change_curriculum,
    form_subgroups,
    open_classes,
    open_courses,
    put_curriculum,
    take_back,
)
from letopis.school.actions.references import confirm_rows, correct_row, put_reference
from letopis.school.actions.setting_up import PeriodDays, adopt_first_act, name_school, open_year
from letopis.school.actions.writing import Written

__all__ = [
    "Adoption",
    "NewPage",
    "NewSubgroup",
    "Papers",
    "PeriodDays",
    "Work",
    "Written",
    "add_subjects",
    "adopt_edition",
    "adopt_first_act",
    "change_courses",
    "change_curriculum",
    "confirm_rows",
    "correct_row",
    "file_of",
    "form_subgroups",
    "name_school",
    "open_classes",
    "open_courses",
    "open_year",
    "put_curriculum",
    "put_reference",
    "take_back",
]
