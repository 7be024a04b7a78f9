"""Report cards of a class and of the school, from the database to the file."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import ground
from bench.figure import Figure

CLASSES = 24


def report_cards() -> Iterator[Figure]:
    """report_cards.25.s and report_cards.600.s"""
    ground.stand_in(ground.demo_school())
    from django.utils import timezone

    from letopis.jobs.craft.progress import Progress
    from letopis.results.printouts import class_cards, school_cards
    from letopis.school.models import ClassGroup
    from letopis.school.queries import year_on

    year = year_on(timezone.localdate())
    classes = list(ClassGroup.objects.filter(year=year).values_list("pk", flat=True))
    middle = ClassGroup.objects.get(year=year, grade_level=7, letter="А").pk
    progress = Progress(lambda _done, _total: False)
    with TemporaryDirectory() as folder:
        class_cards({"class_id": middle}, Path(folder), progress)  # fonts and forms are read once
        begun = time.perf_counter()
        class_cards({"class_id": middle}, Path(folder), progress)
        yield Figure("report_cards.25.s", time.perf_counter() - begun)
        begun = time.perf_counter()
        school_cards({"class_ids": classes}, Path(folder), progress)
        yield Figure("report_cards.600.s", time.perf_counter() - begun)


def paper_register() -> Iterator[Figure]:
    """paper_register.class.s and paper_register.school.s: a whole year; 6 «А» has twelve pages of subjects"""
    ground.stand_in(ground.year_school())
    from letopis.jobs.craft.progress import Progress
    from letopis.register_book.printouts.printing import class_book, school_books
    from letopis.school.models import ClassGroup, SchoolYear

    year = SchoolYear.objects.order_by("-starts")[0]
    classes = list(ClassGroup.objects.filter(year=year).values_list("pk", flat=True))[:CLASSES]
    twelve = ClassGroup.objects.get(year=year, grade_level=6, letter="А").pk
    warm = ClassGroup.objects.get(year=year, grade_level=1, letter="А").pk
    progress = Progress(lambda _done, _total: False)
    with TemporaryDirectory() as folder:
        class_book({"class_id": warm}, Path(folder), progress)  # fonts and forms are read once
        begun = time.perf_counter()
        class_book({"class_id": twelve}, Path(folder), progress)
        yield Figure("paper_register.class.s", time.perf_counter() - begun)
        begun = time.perf_counter()
        school_books({"class_ids": classes}, Path(folder), progress)
        spent = time.perf_counter() - begun
        yield Figure("paper_register.school.s", spent * CLASSES / len(classes))


def finals() -> Iterator[Figure]:
    """finals.100_graduates.ms: fifteen subjects each, by the rules alone."""
    from letopis.regulation.explained import Number
    from letopis.regulation.finals import SecondarySubject, final_of_secondary

    subjects = [
        SecondarySubject(f"Предмет {place}", tuple(Number("", 3 + (place + turn) % 3) for turn in range(6)))
        for place in range(15)
    ]
    begun = time.perf_counter()
    for _graduate in range(100):
        for subject in subjects:
            final_of_secondary(subject, "порядок № 546")
    yield Figure("finals.100_graduates.ms", (time.perf_counter() - begun) * 1000)
