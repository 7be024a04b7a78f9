"""Каждая страница каждой роли без преград: axe-core смотрит её светлой и тёмной, широкой и на телефоне."""

from __future__ import annotations

import re
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page

from letopis.people.models import Account
from letopis.school.models import Edition
from tests.cast import Cast
from tests.walks.conftest import Window

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WHOLE = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
# In the other theme nothing but colours is another.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 360, "height": 740}
ROLES = ("teacher", "class_teacher", "deputy", "principal", "clerk", "archivist", "pupil", "parent", "admin")
THEMES: tuple[tuple[Literal["light", "dark"], dict[str, Any]], ...] = (("light", WHOLE), ("dark", COLOURS))
AXE = Axe()
DRAWN = """async () => {
  const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
  await frame();
  await frame();
  const fading = document.getAnimations().filter((one) => one instanceof CSSTransition);
  await Promise.allSettled(fading.map((one) => one.finished));
}"""


def barriers(page: Page, options: dict[str, Any], how: str) -> list[str]:
    """What axe-core has to say, a line for each place; its script is given to a page once."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE.axe_script)
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [
        f"{page.url} {how}: {one['id']} {node['target']} {node['html'][:160]} {node['failureSummary'][-160:]}"
        for one in found
        for node in one["nodes"]
    ]


def looked_at(page: Page, address: str) -> list[str]:
    """A page in both themes and widths; it must be the page that was asked for."""
    said = []
    for theme, options in THEMES:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        answer = page.goto(address)
        assert answer
        assert answer.status == 200, address
        for size, width in ((WIDE, "1440"), (NARROW, "360")):
            page.set_viewport_size({**size})
            page.evaluate(DRAWN)
            said += barriers(page, options, f"{width} {theme}")
    return said


def menu_of(role: str) -> list[str]:
    """Addresses of a role's menu, as the start page lists them."""
    client = Client()
    client.force_login(Account.objects.get(username=role))
    menu = re.search(r'<nav[^>]*id="menu".*?</nav>', client.get("/").content.decode(), re.DOTALL)
    assert menu
    return re.findall(r'href="(/[^"]*)"', menu[0])


def menu_pages(role: str) -> list[str]:
    """The start page and what of the menu no role before this one has: a page is looked at once."""
    before = {address for other in ROLES[: ROLES.index(role)] for address in menu_of(other)}
    return ["/", *(address for address in menu_of(role) if address not in before)]


def more_pages(cast: Cast, role: str) -> list[str]:
    """Pages of a role no menu names: those of one class, one register, one pupil."""
    course, group, pupil = cast.algebra.pk, cast.class_7a.pk, cast.anna.pk
    register = reverse("journal:register", args=[course])
    first = f"?period={cast.quarters[0].pk}"
    own = {
        "teacher": [
            *(register, reverse("journal:explain", args=[course, pupil]) + first),
            *(reverse("planning:plan", args=[course]), reverse("exchange:plan", args=[course])),
            reverse("journal:work", args=[course, cast.lesson.pk]),
            reverse("journal:levels", args=[cast.first_grade.pk]),
            *(reverse(f"keys:{name}") for name in ("keys", "application", "passkey", "visits")),
            reverse("entrance:password"),
        ],
        "class_teacher": [
            reverse("journal:class_absences", args=[group]),
            reverse("journal:class_absences", args=[group]) + "?view=day",
            *(reverse("results:class_sheet", args=[group]), reverse("results:figures", args=[group])),
            *(reverse("conditions:of_class", args=[group]), reverse("acts:class_carriers", args=[group])),
        ],
        "deputy": [
            *(register, reverse("journal:closing"), reverse("results:class_sheet", args=[group])),
            *(reverse("acts:new"), reverse("timetable:edit", args=[group]), reverse("timetable:changes")),
            *(reverse("control:remarks"), reverse("control:timeliness", args=[course])),
            *(reverse("control:works"), reverse("acts:class_carriers", args=[group])),
            reverse("journal:corrections", args=[group]) + first,
        ],
        "clerk": [reverse("office:class_invitations", args=[group]), reverse("office:pupil", args=[pupil])],
        "pupil": [reverse("results:pupil", args=[pupil])],
        "parent": [reverse("results:pupil", args=[pupil]), reverse("rights:student_looks", args=[pupil])],
        "principal": [
            reverse(f"rights:{name}")
            for name in ("table", "openings", "delegations", "new_delegation", "looks")
        ],
        "admin": [reverse("rights:records"), reverse("keys:accounts")],
    }
    return own.get(role, [])


@pytest.mark.parametrize("role", ROLES)
def test_no_page_of_a_role_has_a_barrier(cast: Cast, window: Window, role: str) -> None:
    page = window(role)
    addresses = dict.fromkeys([*menu_pages(role), *more_pages(cast, role)])
    said = [line for address in addresses for line in looked_at(page, address)]
    assert not said, "\n".join(said)


def test_no_page_open_to_everybody_has_a_barrier(cast: Cast, browser: Browser, live_server: object) -> None:
    context = browser.new_context(base_url=str(live_server))
    page = context.new_page()
    names = ("login", "enter", "local_act", "checkpoints", "offline")
    edition = reverse("acts:edition", args=[Edition.objects.get().pk])
    addresses = [*(reverse(f"entrance:{name}") for name in names), edition]
    said = [line for address in addresses for line in looked_at(page, address)]
    context.close()
    assert not said, "\n".join(said)


def test_windows_of_the_register_have_no_barrier(cast: Cast, window: Window) -> None:
    page = window("teacher")
    page.goto(reverse("journal:register", args=[cast.algebra.pk]))
    said = []
    for opener, dialog in (("#show-keys", "#keys-help"), ("#show-lessons", "#lessons")):
        page.locator(opener).click()
        said += barriers(page, WHOLE, dialog)
        page.keyboard.press("Escape")
    assert not said, "\n".join(said)
