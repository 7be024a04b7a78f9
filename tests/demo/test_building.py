"""Построенная школа: всё сходится с летописью, закрытое закрыто полностью, по расчёту значит по расчёту."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, F, Min

from letopis.conditions.models import Condition
from letopis.demo.craft.facts import Numbers
from letopis.demo.craft.school import School
from letopis.demo.craft.story import Rules, Story, scale_with_levels
from letopis.journal.access import page_for
from letopis.journal.actions import lay_out
from letopis.journal.craft import facts
from letopis.journal.models import (
    AbsenceTotal,
    CorrectionOrder,
    Entry,
    Lesson,
    PeriodClosing,
    PeriodMark,
    WorkPoints,
)
from letopis.journal.queries import closing_states
from letopis.journal.queries.period_marks import page_marks
from letopis.journal.queries.works import work_of
from letopis.people.models import Account, Enrolment, Student
from letopis.regulation.access import Standing
from letopis.regulation.closing import CHECKED
from letopis.regulation.marks import parse_cell
from letopis.regulation.settings import read_settings
from letopis.school import queries as school
from letopis.school.craft.first_act import first_act
from letopis.school.models import Course, GradingPeriod, SchoolYear
from letopis.timetable.craft.followers import Altered
from letopis.timetable.models import Change
from letopis.timetable.queries import met_on, week_facts
from letopis.trace.craft.leaf import leaf_hash, moment_text
from letopis.trace.craft.merkle import Frontier
from letopis.trace.models import Checkpoint, TraceRecord
from letopis.trace.queries import verified
from tests.demo.small import SEED, SMALL, TODAY, small_school

MOSCOW = ZoneInfo("Europe/Moscow")


def test_everything_stands_as_the_trace_says_and_is_sealed(built: School) -> None:
    report = verified()
    assert report.findings == []
    assert report.seals == 1
    assert report.facts > 5_000
    assert not TraceRecord.objects.filter(position=None).exists()


def test_the_same_order_is_the_same_school_to_the_root_of_its_trace(built: School) -> None:
    assert bytes(Checkpoint.objects.get().root) == root_of(SEED)
    assert bytes(Checkpoint.objects.get().root) != root_of(SEED + 1)


def root_of(seed: int) -> bytes:
    """The root of the trace when the story is told once more, without a database."""
    act = first_act()
    works = {
        work["code"]: (number, Fraction(work["weight"])) for number, work in enumerate(act["work_types"], 1)
    }
    rules, numbers = Rules(read_settings(act["number"], act["rules"]), works, MOSCOW), Numbers()
    told, tree = small_school(seed), Frontier()
    for year in told.years:
        for found in Story(told, year, rules, numbers, lessons=year is told.now).days():
            for at, *head, body, salt in found.lines:
                tree.append(leaf_hash(salt, (moment_text(at), *head), body))
    return tree.root()


def test_every_ended_period_is_closed_with_nothing_missing(built: School) -> None:
    closed = 0
    for period in GradingPeriod.objects.filter(ends__lt=TODAY):
        known = next((one for one in school.all_periods(period.year_id) if one.id == period.pk), None)
        for state in closing_states(period.year_id, known) if known else ():
            assert state.closed_on == period.ends
            assert state.missing == 0, (state.title, known.title, state.incomplete[0])
            closed += 1
    assert closed == PeriodClosing.objects.count() > 20


def test_pages_of_the_year_went_through_their_stages_before_they_were_closed(built: School) -> None:
    year = SchoolYear.objects.first()
    assert year is not None
    walked = 0
    for period in school.all_periods(year.pk):
        for state in closing_states(year.pk, period) if period.ends < TODAY else ():
            assert state.stage == CHECKED, (state.title, period.title)
            closing = PeriodClosing.objects.get(class_group=state.id, period=period.id)
            for page in state.pages:
                assert page.stage is not None
                assert page.stage.at < closing.closed_at
                walked += 1
    assert walked > 50
    handed = TraceRecord.objects.filter(deed=facts.MOVE_STAGE)
    assert handed.count() == 2 * walked + 2  # one page was sent back and handed over once more
    teachers = dict(Course.objects.values_list("ref", "assignments__employee__account__ref"))
    leaders = dict(Course.objects.values_list("ref", "class_group__class_teachers__employee__account__ref"))
    for by, page in handed.values_list("by", "subject"):
        assert by in {teachers[page], leaders[page]}


def test_one_order_of_the_principal_opens_corrections_and_they_name_it(built: School) -> None:
    order = CorrectionOrder.objects.get()
    deputy = Account.objects.get(username="deputy")
    assert order.entered_by == Account.objects.get(username="principal").ref
    closing = PeriodClosing.objects.get(class_group=order.class_group, period=order.period)
    assert closing.closed_at < order.entered_at
    corrected = TraceRecord.objects.filter(deed__in=[facts.CORRECT_MARK, facts.CORRECT_PERIOD_MARK])
    named = [one for one in corrected if f"приказ № {order.number} от" in one.body]
    assert named
    assert {one.by for one in named} == {deputy.ref}
    assert all(order.starts <= one.at.astimezone(MOSCOW).date() <= order.ends for one in named)


def test_a_mark_by_calculation_is_the_mark_the_program_proposes(built: School) -> None:
    compared, deputy = 0, Standing(0, TODAY, frozenset({"deputy"}))
    year = SchoolYear.objects.first()
    assert year is not None
    for course in Course.objects.filter(class_group__year=year):
        page = page_for(deputy, course.pk, "journal.read")
        for period in school.periods_of(year.pk, page.scheme)[:1]:
            marks = page_marks(page, period, school.settings_on(period.ends), TODAY)
            for pupil, mark in marks.stands.items():
                if mark.by_calculation and not marks.is_level(mark.value):
                    assert marks.proposal(pupil) == mark.value
                    compared += 1
    assert compared > 300


def test_cells_are_spelt_and_summed_as_the_register_does(built: School) -> None:
    scale = scale_with_levels(read_settings(1, first_act()["rules"]))
    for value, total, count, absence in Entry.objects.values_list(
        "value", "marks_sum", "marks_count", "absence"
    ).distinct():
        cell = parse_cell(value, scale)
        assert (cell.text, sum(cell.numbers), len(cell.numbers), cell.absence) == (
            value,
            total,
            count,
            absence,
        )


def test_a_pupil_has_cells_only_while_enrolled_and_in_the_own_subgroup(built: School) -> None:
    spans = defaultdict(list)
    for student, group, starts, ends in Enrolment.objects.values_list(
        "student_id", "class_group_id", "starts", "ends"
    ):
        spans[student, group].append((starts, ends or date.max))
    rows = Entry.objects.values_list("student_id", "lesson__course__class_group_id", "lesson__date")
    assert all(any(a <= day <= b for a, b in spans[student, group]) for student, group, day in rows)
    strangers = Entry.objects.exclude(lesson__course__subgroup=None).exclude(
        lesson__course__subgroup__members__student_id=F("student_id")
    )
    assert not strangers.exists()


def test_the_first_grade_has_absences_and_no_marks(built: School) -> None:
    entries = Entry.objects.filter(lesson__course__class_group__grade_level=1)
    assert entries.exists()
    assert not entries.exclude(marks_count=0).exists()
    assert not PeriodMark.objects.filter(course__class_group__grade_level=1).exists()


def test_lessons_are_on_school_days_only_and_up_to_today(built: School) -> None:
    written = Lesson.objects.filter(is_planned=False)
    days = set(written.values_list("date", flat=True).distinct())
    assert max(days) == TODAY
    assert min(days) == built.now.days.starts
    assert all(built.now.days.has_lessons(day) for day in days)
    worked = [day for day in built.now.days.school_days() if day <= TODAY]
    assert len(days) == len(worked)


def test_lessons_to_come_stand_as_the_timetable_lays_them_out(built: School) -> None:
    ahead = Lesson.objects.filter(is_planned=True)
    assert ahead.aggregate(first=Min("date"))["first"] > TODAY
    with transaction.atomic():
        laid = lay_out(Altered(built.now.id, None, TODAY), by=0)
        transaction.set_rollback(True)
    assert (laid.added, laid.removed) == (0, 0)


def test_a_substitute_is_free_and_the_register_says_who_gave_the_lesson(built: School) -> None:
    found = list(Change.objects.all())
    assert {change.date for change in found} > {TODAY}
    for change in found:
        lesson = Lesson.objects.get(course=change.course, date=change.date, number=change.number)
        year = change.course.class_group.year_id
        busy = list(week_facts(year, change.date, change.date).lessons(change.date, change.date))
        assert met_on(one for one in busy if one.number == change.number) == []
        if change.date < TODAY:
            author = TraceRecord.objects.filter(deed=facts.PUT_LESSON, object=lesson.ref).get().by
            assert author == Account.objects.get(employee=change.teacher).ref


def test_every_lesson_is_told_except_those_of_the_teacher_who_fills_late(built: School) -> None:
    empty = Lesson.objects.filter(topic="", is_planned=False)
    assert empty.exists()
    assert empty.values("course__assignments__employee").distinct().count() == 1
    assert empty.aggregate(first=Min("date"))["first"] >= TODAY - timedelta(days=10)


def test_nothing_was_written_before_its_day_or_after_today(built: School) -> None:
    lessons = {
        (page, ref): day for page, ref, day in Lesson.objects.values_list("course__ref", "ref", "date")
    }
    days = {ref: day for (_page, ref), day in lessons.items()}
    for deed, at, obj in TraceRecord.objects.values_list("deed", "at", "object"):
        when = at.astimezone(MOSCOW)
        assert when.date() <= TODAY
        assert 7 <= when.hour <= 23
        if deed in {facts.PUT_MARK, facts.CORRECT_MARK}:
            assert days[obj] <= when.date() <= days[obj] + timedelta(days=60)


def test_records_stand_in_the_order_of_their_moments(built: School) -> None:
    moments = list(TraceRecord.objects.order_by("id").values_list("at", flat=True))
    assert moments == sorted(moments)


def test_only_teachers_the_deputy_and_the_principal_of_the_order_have_written(built: School) -> None:
    authors = dict(TraceRecord.objects.values_list("by").annotate(Count("id")))
    accounts = dict(Account.objects.values_list("ref", "employee__appointments__post"))
    assert {accounts[ref] for ref in authors} == {"teacher", "deputy", "principal"}
    ordered = TraceRecord.objects.filter(
        by__in=[ref for ref, post in accounts.items() if post == "principal"]
    )
    assert set(ordered.values_list("deed", flat=True)) == {facts.OPEN_CORRECTION}
    deputy = Account.objects.get(username="deputy").ref
    assert set(PeriodClosing.objects.values_list("closed_by", flat=True)) == {deputy}


def test_what_was_corrected_after_closing_shows_it_and_has_two_records(built: School) -> None:
    corrected = TraceRecord.objects.filter(deed__in=[facts.CORRECT_MARK, facts.CORRECT_PERIOD_MARK])
    flagged = Entry.objects.filter(is_corrected=True).count() + (
        PeriodMark.objects.filter(is_corrected=True).count()
    )
    assert flagged == corrected.count()
    for record in corrected:
        assert TraceRecord.objects.filter(subject=record.subject, object=record.object).count() == 2
        assert '"why"' in (record.body or "")


def test_past_years_have_marks_and_absences_in_sum(built: School) -> None:
    past = SchoolYear.objects.order_by("starts")[:2]
    assert Lesson.objects.filter(course__class_group__year__in=past).count() == 0
    for year in past:
        pupils = Student.objects.filter(enrolments__class_group__year=year).distinct().count()
        annual = GradingPeriod.objects.get(year=year, scheme="year")
        assert AbsenceTotal.objects.filter(period=annual).count() == pupils
        assert PeriodMark.objects.filter(period=annual).count() > 5 * pupils


def test_pupils_were_a_grade_lower_in_every_year_before(built: School) -> None:
    rows = Enrolment.objects.values_list(
        "student_id", "class_group__year__starts__year", "class_group__grade_level"
    )
    assert len({(student, year - grade) for student, year, grade in rows}) == Student.objects.count()
    assert Enrolment.objects.filter(ends=None).count() == SMALL.pupils


def test_exemptions_and_scales_have_their_documents_and_are_kept_to(built: School) -> None:
    exempt = Condition.objects.filter(kind="exempt")
    assert exempt.exists()
    for one in exempt:
        there = Entry.objects.filter(
            student=one.student, lesson__course__subject=one.subject, lesson__date__gte=one.starts
        )
        assert not there.filter(marks_count__gt=0, lesson__date__lte=one.ends).exists()
    levels = Condition.objects.get(kind="scale")
    cells = Entry.objects.filter(student=levels.student, lesson__course__subject=levels.subject)
    words = {word for value in cells.values_list("value", flat=True) for word in value.split()}
    assert words & {"выс", "баз", "низ"}
    assert not words & {"2", "3", "4", "5"}


def test_whoever_is_not_attested_has_a_reason(built: School) -> None:
    assert not PeriodMark.objects.filter(value="н/а", not_attested="").exists()
    assert not PeriodMark.objects.exclude(value="н/а").exclude(not_attested="").exists()


def test_points_come_to_the_marks_that_stand(built: School) -> None:
    assert WorkPoints.objects.exists()
    for one in WorkPoints.objects.select_related("work__lesson"):
        work = work_of(one.work, one.work.lesson.date)
        assert (
            work.mark_of(one.points)
            == Entry.objects.get(lesson=one.work.lesson, student=one.student)
            .value.replace("/", " ")
            .split()[0]
        )
