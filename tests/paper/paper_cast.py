"""Вымышленный 7 «А» на бумаге: ведомость и табели для испытаний печати."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import letopis
from letopis.paper.craft.forms import (
    AbsenceRow,
    CardColumn,
    Checkpoint,
    ClassSheetFacts,
    Decision,
    FootRow,
    PaperMark,
    ReportCard,
    ReportCardFacts,
    SheetRow,
    SubjectRow,
)

FORMS = Path(letopis.__file__).parent / "results" / "printing"
CLASS_SHEET = FORMS / "class_sheet.typ"
REPORT_CARD = FORMS / "report_card.typ"
MOMENT = datetime(2026, 10, 27, 14, 32, tzinfo=timezone(timedelta(hours=3)))

SCHOOL = "Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 12» г. Заречного"
SUBJECTS = (
    "Русский язык",
    "Литература",
    "Иностранный язык (английский)",
    "Алгебра",
    "Геометрия",
    "Вероятность и статистика",
    "Информатика",
    "История",
    "Обществознание",
    "География",
    "Физика",
    "Биология",
    "Музыка",
    "Труд (технология)",
    "Основы безопасности и защиты Родины",
    "Физическая культура",
)
NAMES = (
    "Абрамова Злата",
    "Белоусов Тимур",
    "Варламова Ксения",
    "Гордеев Матвей",
    "Дёмина Арина",
    "Ермилов Савва",
    "Жданова Майя",
    "Зимин Лев",
    "Калугина Ульяна",
    "Кожин Пётр",
    "Лаптева Вера",
    "Макеев Родион",
    "Назарова Эмилия",
    "Озеров Глеб",
    "Панкратова Яна",
    "Рогожин Демид",
    "Рябинина Алиса",
    "Савостин Егор",
    "Тетерин Марк",
    "Уварова Полина",
    "Фомичёв Артём",
    "Хасанова Ләйсән",
    "Цветкова Дарья",
    "Черкашин Илья",
    "Шевченко-Доброславская Александра",
    "Юдин Роман",
)
COLUMNS = (
    *(CardColumn(name, "Четверти") for name in ("I", "II", "III", "IV")),
    CardColumn("Год"),
    CardColumn("Экз."),
    CardColumn("Итог"),
)
CHECKPOINT = Checkpoint(18204, "9f3a 41c7 e2b0")


def sheet_mark(pupil: int, subject: int) -> PaperMark:
    """A plausible mark, with one of each rare sign."""
    rare = {
        (5, 15): PaperMark("осв"),
        (18, 2): PaperMark("н/а"),
        (6, 1): PaperMark("5", departs=True),
        (13, 3): PaperMark("3", departs=True),
        (8, 3): PaperMark("4", correction=1),
        (13, 4): PaperMark("2", correction=2, departs=True),
    }
    return rare.get((pupil, subject), PaperMark(str(3 + (pupil * 7 + subject * 5 + pupil // 3) % 3)))


def class_sheet(names: tuple[str, ...] = NAMES, subjects: tuple[str, ...] = SUBJECTS) -> ClassSheetFacts:
    """The class sheet of 7 «А» after the first quarter."""
    count = len(subjects)
    return ClassSheetFacts(
        school=SCHOOL,
        class_name="7 «А»",
        year="2026/2027",
        period="I четверть",
        subjects=subjects,
        pupils=tuple(
            SheetRow(at + 1, name, tuple(sheet_mark(at, column) for column in range(count)), "4,06")
            for at, name in enumerate(names)
        ),
        foot=(
            FootRow("Средний балл", ("4,04",) * count, "4,02"),
            *(FootRow(f"Отметок «{mark}»", ("8",) * count, "131") for mark in "5432"),
            FootRow("Нет аттестации", ("0",) * count, "1"),
            FootRow("Успеваемость, %", ("100",) * (count - 1) + ("96,2",), "92,3"),
            FootRow("Качество, %", ("65,4",) * count, "42,3"),
        ),
        totals=(
            "успевают 24 из 26 (92,3 %)",
            "на «4» и «5» учатся 11 (42,3 %)",
            "отличников 2",
            "средний балл 4,02",
        ),
        corrections=(
            "Калугина Ульяна, алгебра: «3» исправлена на «4» 28 октября 2026 г., ошибка при переносе отметки",
            "Озеров Глеб, геометрия: «3» исправлена на «2» 29 октября 2026 г., учтена пересдача зачёта",
        ),
        class_teacher="Ковригина Н. А.",
        act="Положение об учёте результатов, редакция 4 от 25 августа 2026 г.",
        checkpoint=CHECKPOINT,
    )


def report_card(name: str, shift: int = 0) -> ReportCard:
    """The card of a pupil at the end of the year."""

    def marks(row: int) -> tuple[PaperMark, ...]:
        given = [PaperMark(str(3 + (shift + row * 3 + term) % 3)) for term in range(5)]
        exam = PaperMark("4") if row in {0, 3} else PaperMark()
        if row == 4:
            given[1] = PaperMark("4", correction=1)
        if row == 6:
            given[4] = PaperMark("5", departs=True)
        if row == 15:
            given[2] = PaperMark("осв")
        return (*given, exam, PaperMark(given[4].text))

    return ReportCard(
        name=name,
        subjects=tuple(SubjectRow(subject, marks(row)) for row, subject in enumerate(SUBJECTS)),
        absences=(
            AbsenceRow("Пропущено уроков, всего", ("14", "6", "31", "8", "59", "", "")),
            AbsenceRow("по болезни", ("12", "6", "30", "4", "52", "", ""), part=True),
            AbsenceRow("по уважительной причине", ("2", "0", "0", "4", "6", "", ""), part=True),
            AbsenceRow("без уважительной причины", ("0", "0", "1", "0", "1", "", ""), part=True),
        ),
        corrections=("Геометрия, II четверть: «3» исправлена на «4» 12 января 2027 г., Ковригина Н. А.",),
        decision=Decision(date(2027, 5, 26), "9", "переведена в 8 класс"),
    )


def report_cards(*names: str) -> ReportCardFacts:
    """A file with the cards of the named pupils."""
    return ReportCardFacts(
        school=SCHOOL,
        class_name="7 «А»",
        year="2026/2027",
        columns=COLUMNS,
        cards=tuple(report_card(name, at) for at, name in enumerate(names)),
        class_teacher="Ковригина Н. А.",
        checkpoint=CHECKPOINT,
    )
