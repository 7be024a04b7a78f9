"""Пункты положения: где в программе живёт каждый, а какой остаётся делом людей и почему."""

from __future__ import annotations

# clause → (home in the program as a dotted name, or "" where people act; what it asks, and where there is no
# home, why). A school with another act loads other numbers: refusals then show their own text only.
CLAUSES: dict[str, tuple[str, str]] = {
    "1.1": ("letopis.school.models.LocalAct", "основание: 273-ФЗ, ст. 28 ч. 3 п. 11"),
    "1.2": ("letopis.school.models.Edition", "локальный акт с редакциями и их датами, опубликован"),
    "1.3": ("letopis.journal.models.Lesson", "учёт ответов и работ по предметам учебного плана"),
    "1.4": ("letopis.control.queries.faults_on", "внутришкольный контроль: что не в порядке, замечания"),
    "1.5": ("letopis.regulation.indicators.shares", "показатели за период, лидеры и отстающие"),
    "1.6": ("letopis.trace.actions.record", "обоснованность, непрерывность, достоверность"),
    "1.7": (
        "letopis.school.models.Edition",
        "принятие педсоветом и утверждение приказом — сведения редакции",
    ),
    "1.8": ("letopis.entrance.queries.acts_on", "действующая редакция открыта для всех"),
    "1.9": ("letopis.school.queries.edition_on", "новая редакция прекращает прежнюю со своего дня"),
    "2.1": ("", "перечень видов результатов; сами результаты названы в пунктах 2.2–2.4"),
    "2.2": ("letopis.journal.models.PeriodMark", "учебные достижения: текущий контроль и аттестация"),
    "2.3": ("letopis.regulation.gto.stage_on", "внеурочные достижения, ступени ГТО"),
    "2.4": ("", "личностные достижения подтверждают документами; их место — портфолио"),
    "3.1": ("letopis.regulation.exams.judge", "внутренняя и внешняя оценка, шкалы экзаменов по годам"),
    "3.2": ("letopis.paper.craft.compile.render", "бумажные и электронные носители из одних сведений"),
    "3.3": ("letopis.register_book.printouts.print_book", "обязательные бумажные носители"),
    "3.4": ("letopis.journal.models.Entry", "электронный журнал"),
    "3.5": ("letopis.results.printouts.print_cards", "документы о результатах и о пропусках"),
    "3.6": ("", "портфолио собирают ученик и школа; комната для него ещё не построена"),
    "3.7": ("letopis.journal.actions.put_mark", "текущие, периодные и годовые отметки"),
    "3.8": ("letopis.people.models.Enrolment", "зачисление и движение ученика, итоги года"),
    "3.9": ("letopis.regulation.finals.final_of_basic", "итоговые отметки 9 и 11 классов"),
    "3.10": ("letopis.acts.models.Carrier", "дневники и тетради — необязательные носители; решает школа"),
    "3.11": ("letopis.acts.actions.switch_on", "кто и когда ввёл необязательный носитель, с документом"),
    "4.1": ("letopis.regulation.access.DEEDS", "только в интересах ученика: кому что открыто"),
    "4.2": ("letopis.regulation.access.check", "каждый видит, что нужно по должности"),
    "4.3": ("", "выдача по письменному заявлению; комната для заявлений ещё не построена"),
    "5.1": ("letopis.trace.actions.seal", "целостность хранимого"),
    "5.2": ("letopis.regulation.retention.term_ends", "сроки хранения"),
}


def home_of(clause: str) -> str:
    """Dotted name of the code that answers for the clause, "" where people act."""
    return CLAUSES[clause][0]
