"""The register page in a real browser: marks typed until all are saved, a wide grid until it is painted."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import TYPE_CHECKING, Any

from bench import ground
from bench.figure import Figure
from bench.server import logged_in, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
MARKS, PUPILS, LESSONS = 26, 30, 60
FIRST_ROWS = 8  # as register.js
SLOWER, LOADS = 4, 7

# The column with the most cells one may write, and what is to be typed so that every cell changes.
PLAN = """marks => {
  const open = (l) => [...document.querySelectorAll(`td[id$="-${l}"]:not([aria-readonly])`)];
  const last = document.querySelectorAll("thead tr:nth-child(2) th[data-l]").length - 1;
  const fullest = (one, two) => open(two).length - open(one).length || two - one;
  const columns = [...Array(last).keys()].sort(fullest);
  const cells = columns.flatMap(open).slice(0, marks);
  return cells.map((cell) => [cell.id, cell.textContent.trim() === "5" ? "4" : "5"]);
}"""
# Milliseconds from the last key until no cell waits any more.
WAIT = """() => new Promise((resolve) => {
  const look = () => {
    if (document.querySelector("td.s-s, td.s-q")) requestAnimationFrame(look);
    else resolve(performance.now() - window.lastKey);
  };
  look();
})"""
KEYS = 'addEventListener("keydown", () => { window.lastKey = performance.now(); }, true);'
# From the data as text in the page's hands to the frame that shows the grid, by the modules of the page. It
# shows its first rows in the columns that are seen, the others a frame later; all as the page draws them.
PAINT = """async ([text, rows]) => {
  const loaded = performance.getEntriesByType("resource").map((one) => one.name);
  const found = (name) => loaded.find((one) => one.includes(`/journal/${name}.`));
  const [{ Book }, { Grid }] = [await import(found("book")), await import(found("grid"))];
  const pane = document.getElementById("pane");
  pane.replaceChildren();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const begun = performance.now();
  const grid = new Grid(pane, new Book(JSON.parse(text)), "");
  grid.draw(rows);
  return new Promise((resolve) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now() - begun);
    port2.postMessage("");
  }));
}"""
# How far behind the pane's right columns, in pixels, the place begins that is drawn a frame later.
UNSEEN_GAP = """() => {
  const left = (sign) => document.querySelector(`#pane tbody ${sign}`).getBoundingClientRect().left;
  return Math.round(left("td.later") - left("td.avg"));
}"""


@contextmanager
def window() -> Iterator[tuple[Page, str]]:
    """The demo teacher's browser, and the address of the register page on a server of its own."""
    from playwright.sync_api import sync_playwright

    home = ground.demo_school()
    session, page_path = logged_in(home)
    with served(home) as (port, _pid), sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="ru-RU")
        address = f"http://127.0.0.1:{port}"
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        yield context.new_page(), address + page_path.partition("?")[0]
        browser.close()


def chromium() -> str | None:
    """The browser of this machine, None where there is none."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def register_in_a_browser() -> Iterator[Figure]:
    """journal.typing_26.ms and journal.paint.ms"""
    if not chromium():
        print("journal.typing_26.ms, journal.paint.ms: not measured, no Chromium here", file=sys.stderr)
        return
    with window() as (page, address):
        yield Figure("journal.typing_26.ms", typed(page, address))
        yield Figure("journal.paint.ms", painted(page, address))


def typed(page: Page, address: str) -> float:
    """Type marks down a column as fast as keys go; all of them must stand there afterwards."""
    page.add_init_script(KEYS)
    page.goto(address)
    plan: list[tuple[str, str]] = page.evaluate(PLAN, MARKS)
    if len(plan) < MARKS:
        raise SystemExit(f"{address}: only {len(plan)} cells may be written")
    column = ""
    for cell, mark in plan:
        if cell.partition("-")[2] != column:
            column = cell.partition("-")[2]
            page.locator(f"#{cell}").focus()
        page.keyboard.press(mark)
        page.keyboard.press("ArrowDown")
    spent = float(page.evaluate(WAIT))
    page.reload()
    found = [page.locator(f"#{cell}").inner_text() for cell, _mark in plan]
    if found != [mark for _cell, mark in plan]:
        raise SystemExit(f"{address}: typed {plan}, found {found}")
    return spent


def painted(page: Page, address: str) -> float:
    """The first frame of 30 pupils × 60 lessons, four times slower; the median of several fresh pages."""
    line = page.context.new_cdp_session(page)
    times = []
    for _ in range(LOADS):
        page.goto(address)
        text = stretched(page.locator("#register").text_content() or "")
        line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        times.append(float(page.evaluate(PAINT, [text, FIRST_ROWS])))
        line.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        if page.evaluate(UNSEEN_GAP) < 0 or page.locator("tbody tr").count() != FIRST_ROWS:
            raise SystemExit(f"{address}: not the first rows of a grid of {PUPILS} × {LESSONS}")
    return median(times)


def stretched(text: str) -> str:
    """The data of a page with 30 pupils, 60 lessons and a mark in every second cell."""
    data: dict[str, Any] = json.loads(text)
    pupils, lessons = data["pupils"], data["lessons"]
    data["pupils"] = [pupils[number % len(pupils)] for number in range(PUPILS)]
    data["lessons"] = [lessons[number * len(lessons) // LESSONS] for number in range(LESSONS)]
    data["cells"] = [
        ",".join(str(2 + (row * column) % 4) if (row + column) % 2 else "" for column in range(LESSONS))
        for row in range(PUPILS)
    ]
    return json.dumps(data, ensure_ascii=False)
