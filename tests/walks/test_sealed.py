"""Общие предки объектов закрыты: данные под именем __proto__ ничего не прибавят ко всем объектам страницы."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.walks.conftest import Window

POLLUTE = """(shared) => {
  const kind = { object: {}, list: [], deed: () => {} }[shared];
  const told = JSON.parse('{"__proto__": {"mayWrite": true}}');
  try {
    for (const [name, value] of Object.entries(told["__proto__"])) Object.getPrototypeOf(kind)[name] = value;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  return "mayWrite" in kind;
}"""


@pytest.mark.parametrize("shared", ["object", "list", "deed"])
def test_nothing_is_added_to_what_all_objects_share(cast: Cast, window: Window, shared: str) -> None:
    page = window("teacher")
    page.goto("about:blank")
    assert page.evaluate(POLLUTE, shared) is True  # a page that is not ours is open to it
    for address in ("/", f"/journal/{cast.algebra.pk}/"):
        page.goto(address)
        page.wait_for_load_state("load")
        assert page.evaluate(POLLUTE, shared) is False
