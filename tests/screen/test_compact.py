"""Данные в странице: сценарий прочтёт их, а текст ученика не станет разметкой."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from letopis.screen.craft.compact import data_script

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda part: st.lists(part) | st.dictionaries(st.text(), part),
)


@given(VALUES)
def test_what_is_written_is_read_back(value: object) -> None:
    found = re.fullmatch(
        r'<script id="x" type="application/json">(.*)</script>', data_script(value, "x"), re.DOTALL
    )
    assert found is not None
    assert json.loads(found[1]) == value
    assert not set("<>&") & set(found[1])


def test_a_topic_that_closes_the_element_stays_a_topic() -> None:
    assert "</script><b>" not in data_script({"topic": "</script><b>"}, "x")


def test_letters_are_not_spelt_out() -> None:
    assert '["Ёж"]' in data_script(["Ёж"], "x")


def test_the_name_of_the_element_cannot_break_out() -> None:
    assert '"><i' not in data_script([], '"><i')
