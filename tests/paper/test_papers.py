"""Бумага годится для хранения: уровень PDF/A, шрифты внутри, сведения вложены, байты те же."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pikepdf
import pytest

from letopis.paper.craft.compile import render, render_many
from letopis.paper.craft.forms import as_json
from letopis.regulation.refusals import Refused
from tests.paper.paper_cast import CLASS_SHEET, MOMENT, NAMES, REPORT_CARD, class_sheet, report_cards
from tests.paper.paper_text import closed, text_of

PUPIL = "Калугина Ульяна Сергеевна"
SHEET = as_json(class_sheet())
CARD = as_json(report_cards(PUPIL))
BOTH = pytest.mark.parametrize(("form", "facts"), [(CLASS_SHEET, SHEET), (REPORT_CARD, CARD)])


@contextmanager
def opened(paper: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        yield pdf


def sheet_of_signs(text: str) -> bytes:
    facts = report_cards(text)
    return render(REPORT_CARD, as_json(facts), moment=MOMENT)


@BOTH
def test_file_declares_the_levels_of_archive_and_accessibility(form, facts):
    with opened(render(form, facts, moment=MOMENT)) as pdf, pdf.open_metadata() as xmp:
        assert xmp.pdfa_status == "3A"
        assert xmp["pdfuaid:part"] == "1"
        assert xmp["dc:title"]
        assert pdf.Root.Lang == "ru-RU"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"


@BOTH
def test_every_font_is_inside_the_file(form, facts):
    with opened(render(form, facts, moment=MOMENT)) as pdf:
        described = [item for item in pdf.objects if _type(item) == "/FontDescriptor"]
        assert described
        assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(item.keys()) for item in described)


def _type(item: pikepdf.Object) -> str:
    return str(item.get("/Type", "")) if isinstance(item, pikepdf.Dictionary) else ""


@BOTH
def test_nothing_in_the_file_can_act(form, facts):
    with opened(render(form, facts, moment=MOMENT)) as pdf:
        keys = {key for item in pdf.objects if isinstance(item, pikepdf.Dictionary) for key in item.keys()}  # noqa: SIM118 - a pikepdf dictionary is not a mapping
        assert not keys & {"/JavaScript", "/JS", "/AA", "/OpenAction", "/Launch", "/SubmitForm", "/URI"}


@BOTH
def test_facts_travel_inside_the_paper(form, facts):
    with opened(render(form, facts, moment=MOMENT)) as pdf:
        attached = pdf.attachments["facts.json"]
        assert json.loads(attached.get_file().read_bytes()) == facts
        assert attached.obj.AFRelationship == "/Data"
        assert len(pdf.Root.AF) == 1


def test_another_attachment_takes_the_place_of_the_facts():
    paper = render(REPORT_CARD, CARD, moment=MOMENT, attachment='{"доказательство": 1}'.encode())
    with opened(paper) as pdf:
        assert pdf.attachments["facts.json"].get_file().read_bytes().decode() == '{"доказательство": 1}'


def test_words_of_the_class_sheet_can_be_found():
    text = text_of(render(CLASS_SHEET, SHEET, moment=MOMENT))
    for words in (
        "Сводная ведомость учёта успеваемости",
        "7 «А» класс",
        "Основы безопасности",
        "Шевченко-Доброславская",
        "Хасанова Ләйсән",
        "Решение педагогического совета:",
        "92,3",
        "Составлено 27 октября 2026 г. в 14:32.",
        "записей 18 204, корень 9f3a 41c7 e2b0.",
        "лист 1 из 2",
        "лист 2 из 2",
        "≠ – отметка не по расчёту",
    ):
        assert closed(words) in text


def test_words_of_the_report_card_can_be_found():
    text = text_of(render(REPORT_CARD, CARD, moment=MOMENT))
    for words in (
        "Табель успеваемости",
        PUPIL,
        "Четверти",
        "Пропущено уроков, всего",
        "от 26 мая 2027 г. № 9: переведена в 8 класс",
        "Родитель (законный представитель)",
    ):
        assert closed(words) in text


def test_footnote_of_a_mark_never_reads_as_another_mark():
    text = text_of(render(REPORT_CARD, CARD, moment=MOMENT))
    assert "Геометрия34¹53" in text
    assert "¹Геометрия,IIчетверть" in text


def test_undecided_year_leaves_lines_for_the_pen():
    facts = report_cards(PUPIL)
    undecided = replace(facts, cards=(replace(facts.cards[0], decision=None, absences=()),), checkpoint=None)
    text = text_of(render(REPORT_CARD, as_json(undecided), moment=MOMENT))
    assert closed("Решение педагогического совета: от «") in text
    assert "Контрольнаяточка" not in text


def test_empty_class_still_gives_a_sheet():
    empty = replace(class_sheet(), pupils=(), foot=(), subjects=(), totals=(), corrections=())
    assert "лист1из1" in text_of(render(CLASS_SHEET, as_json(empty), moment=MOMENT))


def test_class_with_many_subjects_keeps_to_the_width_of_the_sheet():
    subjects = (*class_sheet().subjects, *(f"Курс по выбору {number}" for number in range(12)))
    text = text_of(render(CLASS_SHEET, as_json(class_sheet(subjects=subjects)), moment=MOMENT))
    assert "лист2из2" in text
    assert "4,04" * 28 + "4,02" in text


def test_bytes_are_the_same_in_another_process():
    script = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1]); import paper_cast as k;"
        "from letopis.paper.craft.compile import render; from letopis.paper.craft.forms import as_json;"
        "print(hashlib.sha256(render(k.CLASS_SHEET, as_json(k.class_sheet()), moment=k.MOMENT)).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", script, str(Path(__file__).parent)], capture_output=True, text=True, check=True
    )
    assert other.stdout.strip() == hashlib.sha256(render(CLASS_SHEET, SHEET, moment=MOMENT)).hexdigest()


def test_order_of_the_facts_does_not_change_the_bytes():
    turned = dict(reversed(CARD.items()))
    assert render(REPORT_CARD, turned, moment=MOMENT) == render(REPORT_CARD, CARD, moment=MOMENT)


def test_another_moment_gives_another_paper():
    later = MOMENT + timedelta(minutes=1)
    assert render(REPORT_CARD, CARD, moment=later) != render(REPORT_CARD, CARD, moment=MOMENT)


@pytest.mark.parametrize(
    "name",
    [
        '#read("/etc/passwd")',
        '#import "/paper/printing/sheet.typ"',
        '"кавычки" и \\обратная\\ черта',
        "$x^2$ *жирно* _курсив_ `код` @ссылка <метка>",
        "= Заголовок // хвост /* хвост */",
        '"}], "school": "чужая',
    ],
)
def test_hostile_name_stays_a_name(name):
    assert closed(name) in text_of(sheet_of_signs(name))


def test_sign_without_a_glyph_is_refused_before_printing():
    with pytest.raises(Refused) as refused:
        sheet_of_signs("Калугина 🌸 Ульяна")
    assert refused.value.code == "paper.glyph"
    assert refused.value.facts == {"text": "Калугина 🌸 Ульяна", "sign": "🌸"}


@pytest.mark.parametrize("place", ["/etc/passwd", "/etc/other.typ", str(CLASS_SHEET.with_suffix(".py"))])
def test_only_a_shipped_form_is_compiled(place):
    with pytest.raises(ValueError, match="not a form"):
        render(Path(place), SHEET, moment=MOMENT)


def test_link_out_of_the_program_is_not_a_form(tmp_path):
    link = tmp_path / "form.typ"
    link.symlink_to(CLASS_SHEET)
    assert render(link, SHEET, moment=MOMENT) == render(CLASS_SHEET, SHEET, moment=MOMENT)
    outside = tmp_path / "outside.typ"
    outside.write_text("чужая форма")
    with pytest.raises(ValueError, match="not a form"):
        render(outside, SHEET, moment=MOMENT)


def test_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        render(CLASS_SHEET, SHEET, moment=datetime(2026, 10, 27))


def test_many_papers_keep_their_order_and_tell_progress():
    facts = [as_json(report_cards(name)) for name in NAMES[:25]]
    told: list[tuple[int, int]] = []
    papers = list(
        render_many(
            REPORT_CARD, facts, moment=MOMENT, progress=lambda done, total: told.append((done, total))
        )
    )
    assert papers == [render(REPORT_CARD, one, moment=MOMENT) for one in facts]
    assert told == [(done, 25) for done in range(1, 26)]


def test_card_is_small_enough_to_send():
    assert len(render(REPORT_CARD, CARD, moment=MOMENT)) <= 100_000


def test_stop_ends_the_work_between_papers():
    facts = [as_json(report_cards(name)) for name in NAMES]
    made: list[bytes] = []
    for paper in render_many(REPORT_CARD, facts, moment=MOMENT, stop=lambda: len(made) >= 3):
        made.append(paper)  # noqa: PERF402 - the list is what `stop` looks at
    assert len(made) == 3


def test_refusal_among_many_reaches_the_caller_after_the_good_ones():
    facts = [as_json(report_cards(name)) for name in ("Зимин Лев", "Кожин 🌸", "Юдин Роман")]
    papers = render_many(REPORT_CARD, facts, moment=MOMENT)
    assert next(papers)
    with pytest.raises(Refused):
        next(papers)


def test_no_facts_give_no_papers():
    assert list(render_many(REPORT_CARD, [], moment=MOMENT)) == []


def test_one_file_for_the_printer_holds_a_sheet_for_each_pupil():
    paper = render(REPORT_CARD, as_json(report_cards(*NAMES)), moment=MOMENT)
    with opened(paper) as pdf:
        assert len(pdf.pages) == len(NAMES)
    text = text_of(paper)
    assert all(closed(name) in text for name in NAMES)


def test_long_subject_name_gets_its_lines():
    facts = report_cards(PUPIL)
    name = "Основы духовно-нравственной культуры народов Российской Федерации"
    rows = (replace(facts.cards[0].subjects[0], name=name), *facts.cards[0].subjects[1:])
    paper = render(
        REPORT_CARD, as_json(replace(facts, cards=(replace(facts.cards[0], subjects=rows),))), moment=MOMENT
    )
    assert "народовРоссийскойФедерации" in text_of(paper)
