"""Печатная форма и её сведения становятся файлом PDF/A, одним и тем же при каждом повторе."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timezone
from functools import cache
from pathlib import Path
from typing import cast

import typst

from letopis.paper.craft.signs import check_facts, is_plain

STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]
SHIPPED = Path(__file__).resolve().parents[2]  # forms may read one another, nothing above this folder
THREADS = 2
AHEAD = 4 * THREADS  # papers made before the reader asks for them

Facts = Mapping[str, object]


class _Compilers(threading.local):
    """A compiler may be used by one thread only, so each thread keeps its own for each form."""

    def __init__(self) -> None:
        self.by_form: dict[Path, typst.Compiler] = {}

    def of(self, form: Path) -> typst.Compiler:
        """The thread's compiler of the form."""
        if form not in self.by_form:
            self.by_form[form] = typst.Compiler(
                form, root=SHIPPED, font_paths=_fonts(), ignore_system_fonts=True
            )
        return self.by_form[form]


_compilers = _Compilers()


@cache
def _fonts() -> typst.Fonts:
    """The fonts inside Typst: the same on every machine, so the same bytes on every machine."""
    return typst.Fonts(include_system_fonts=False)


def render(form: Path, facts: Facts, *, moment: datetime, attachment: bytes | None = None) -> bytes:
    """One paper: PDF/A-3a and PDF/UA-1 in one file. Same form, facts and moment give the same bytes.

    Args:
        form: a shipped `.typ` form.
        facts: what stands on the paper, JSON values only; goes into the file as an attachment.
        moment: when the paper is made, with its time zone; printed and written into the file.
        attachment: UTF-8 text to attach in place of the facts.

    Raises:
        Refused: paper.glyph if a sign cannot be printed.
        ValueError: the form is not a shipped one, or the moment has no time zone.
    """
    inputs = {"facts": _written(facts), "moment": _fixed(moment).isoformat(timespec="minutes")}
    if attachment is not None:
        inputs["attachment"] = attachment.decode()
    return cast(
        "bytes",
        _compilers.of(_shipped(form)).compile(
            format="pdf", sys_inputs=inputs, pdf_standards=STANDARDS, timestamp=_fixed(moment)
        ),
    )


def render_many(
    form: Path,
    facts: Iterable[Facts],
    *,
    moment: datetime,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Iterator[bytes]:
    """Papers in the order of their facts, two at a time.

    Args:
        form: a shipped `.typ` form.
        facts: one mapping for each paper.
        moment: when the papers are made, with its time zone.
        progress: told (done, total) after each paper handed over.
        stop: asked before each paper; True ends the work after the papers already handed over.

    Raises:
        Refused: paper.glyph if a sign cannot be printed; papers before it were handed over.
        ValueError: the form is not a shipped one, or the moment has no time zone.
    """
    listed = list(facts)
    threads = ThreadPoolExecutor(THREADS, thread_name_prefix="paper")
    try:
        papers = _in_order(threads, listed, lambda one: render(form, one, moment=moment))
        for done in range(1, len(listed) + 1):
            if stop is not None and stop():
                return
            yield next(papers)
            if progress is not None:
                progress(done, len(listed))
    finally:
        threads.shutdown(cancel_futures=True)


def _in_order(
    threads: ThreadPoolExecutor, listed: list[Facts], make: Callable[[Facts], bytes]
) -> Iterator[bytes]:
    """Keep a few papers under way, hand them over oldest first."""
    waiting: deque[Future[bytes]] = deque()
    for one in listed:
        waiting.append(threads.submit(make, one))
        if len(waiting) == AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _shipped(form: Path) -> Path:
    """The form's real place; a link that leads out of the program is not a form."""
    place = form.resolve()
    if place.suffix != ".typ" or not place.is_relative_to(SHIPPED):
        raise ValueError(f"{form} is not a form of the program")
    return place


def _fixed(moment: datetime) -> datetime:
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("the moment of a paper needs its time zone")
    return moment.replace(microsecond=0, tzinfo=timezone(offset))


def _written(facts: Facts) -> str:
    """Facts as one JSON text, always the same for the same facts."""
    text = _json(facts)
    return text if is_plain(text) else _json(check_facts(facts))


def _json(facts: object) -> str:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
