"""Слова: сборщик видит каждый текст, где бы он ни стоял, и замечает потерянный перевод."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.utils import translation
from django.utils.translation import ngettext

from tools import words

PYTHON = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext
def said(n):
    return _("проще " "простого"), gettext_lazy("потом"), pgettext("месяц", "май")
def counted(n):
    return ngettext("%(n)s урок", "%(n)s уроков", n)
"""
PAGE = """{% load i18n %}
  <p title="{% translate 'знак' %}">{% translate "слово" %}</p>
    {% if x %}{{ x|default:_("нет") }}{% endif %}
{% blocktranslate with name=x %}Здравствуйте, {{ name }}{% endblocktranslate %}
{% blocktranslate count n=x trimmed %}
  {{ n }} класс
{% plural %}
  {{ n }} классов
{% endblocktranslate %}
"""
SCRIPT = (
    'const a = gettext("тихо"); const b = ngettext("%(n)s раз", "%(n)s раза", n); // gettext("не слово")\n'
)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        (
            "a.py",
            PYTHON,
            {"проще простого", "потом", ("%(n)s урок", "%(n)s уроков"), "май"},
        ),
        (
            "a.html",
            PAGE,
            {
                "знак",
                "слово",
                "нет",
                "Здравствуйте, %(name)s",
                ("%(n)s класс", "%(n)s классов"),
            },
        ),
        ("a.js", SCRIPT, {"тихо", ("%(n)s раз", "%(n)s раза")}),
    ],
)
def test_every_text_is_gathered(tmp_path: Path, name: str, content: str, expected: set[object]) -> None:
    place = tmp_path / name
    place.write_text(content, encoding="utf-8")
    catalog = Catalog()
    for _line, text, _comments, context in words.texts_of(place):
        catalog.add(text, context=context)
    assert {message.id for message in catalog if message.id} == expected


def test_a_translation_that_loses_a_value_is_told() -> None:
    catalog = Catalog(locale="en")
    catalog.add("урок %(day)s", "lesson", flags=["python-format"])
    catalog.add("тема")
    found = list(words.faults_of(catalog))
    assert len(found) == 2
    assert "not translated: 'тема'" in " ".join(found)
    assert "other values in the translation 'lesson'" in " ".join(found)


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1 ученик"), (2, "2 ученика"), (5, "5 учеников"), (11, "11 учеников"), (21, "21 ученик")],
)
def test_a_number_takes_its_russian_form(number: int, said: str) -> None:
    with translation.override("ru"):
        assert ngettext("%(number)s ученик", "%(number)s учеников", number) % {"number": number} == said


def test_the_same_text_speaks_english() -> None:
    with translation.override("en"):
        assert ngettext("%(number)s ученик", "%(number)s учеников", 21) % {"number": 21} == "21 pupils"
