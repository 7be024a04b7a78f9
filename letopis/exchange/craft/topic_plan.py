"""Поурочное планирование из файла: какие темы добавятся в план страницы, какие изменятся."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

from letopis.exchange.craft.fields import clean, plain, read_word
from letopis.exchange.craft.known import Known, PageKey
from letopis.exchange.craft.load_plan import known_page
from letopis.exchange.craft.outcome import ADDED, CHANGED, SAME, Outcome
from letopis.exchange.craft.pupil_plan import Cells, title
from letopis.regulation.refusals import Refused

LONGEST = {"section": 200, "topic": 400, "homework": 1000}
MOST_HOURS = 40
_HEADING = re.compile(r"(раздел|глава|модуль)\b.*", re.IGNORECASE | re.DOTALL)


class Texts(NamedTuple):
    """What a plan says of a topic; `work` is the code of a kind of work."""

    section: str
    topic: str
    hours: int
    homework: str
    work: str


class Standing(NamedTuple):
    """A topic that stands in a plan already."""

    id: int
    texts: Texts


@dataclass
class TopicPlan:
    """What a list of topics comes to.

    Attributes:
        topics_of: id of a page → topics of its plan, asked once for each page of the file.
        works: a kind of work as people write it, `plain` → its code.
    """

    known: Known
    topics_of: Callable[[int], list[Standing]]
    works: Mapping[str, str]
    new: list[tuple[PageKey, Texts]] = field(default_factory=list)
    changes: dict[int, dict[str, object]] = field(default_factory=dict)
    section: str = ""
    left: dict[PageKey, list[Standing]] = field(default_factory=lambda: defaultdict(list))
    seen: set[PageKey] = field(default_factory=set)

    def take(self, line: int, cells: Cells) -> Outcome:
        """Outcome of a row: a topic, or the heading of a section for the rows below.

        Raises:
            Refused: the row stays out.
        """
        page = self._own(known_page(self.known, cells))
        topic = read_word(cells.get("topic", ""), LONGEST["topic"], _("Тема"))
        heading = topic or clean(cells.get("number", ""))
        if _HEADING.fullmatch(heading) and not cells.get("section", "").strip():
            self.section = heading[: LONGEST["section"]]
            return Outcome(line, SAME, "import.section", {"what": heading})
        if not topic:
            raise Refused("import.no_topic")
        texts = self._texts(topic, cells)
        old = self._standing(page, topic)
        if old is None:
            self.new.append((page, texts))
            return Outcome(line, ADDED)
        return self._against(line, old, texts)

    def _own(self, page: PageKey) -> PageKey:
        only = self.known.only
        if only is not None and page != only:
            shown = f"{title(only[0])}, {self.known.subjects.get(only[1], only[1])}"
            raise Refused("import.other_page", page=", ".join(filter(None, (shown, only[2]))))
        return page

    def _texts(self, topic: str, cells: Cells) -> Texts:
        own = read_word(cells.get("section", ""), LONGEST["section"], _("Раздел"))
        homework = read_word(cells.get("homework", ""), LONGEST["homework"], _("Домашнее задание"))
        work = self._work(cells.get("work", ""))
        return Texts(own or self.section, topic, read_topic_hours(cells.get("hours", "")), homework, work)

    def _work(self, text: str) -> str:
        value = clean(text)
        if not plain(value):
            return ""
        if plain(value) not in self.works:
            raise Refused("import.bad_work", value=value, known=", ".join(self.works))
        return self.works[plain(value)]

    def _standing(self, page: PageKey, topic: str) -> Standing | None:
        """The topic of the same text that no row before has met."""
        if page not in self.seen:
            self.seen.add(page)
            self.left[page] = list(self.topics_of(self.known.courses[page].id))
        found = next((one for one in self.left[page] if plain(one.texts.topic) == plain(topic)), None)
        if found is not None:
            self.left[page].remove(found)
        return found

    def _against(self, line: int, old: Standing, texts: Texts) -> Outcome:
        columns: dict[str, object] = {
            name: value
            for name, value in texts._asdict().items()
            if value != getattr(old.texts, name) and (value or name == "hours")
        }
        if not columns:
            return Outcome(line, SAME)
        self.changes[old.id] = columns
        names = {
            "section": _("раздел"),
            "topic": _("тема"),
            "hours": _("часы"),
            "homework": _("задание"),
            "work": _("вид работы"),
        }
        return Outcome(line, CHANGED, "import.changes", {"what": ", ".join(names[name] for name in columns)})


def read_topic_hours(text: str) -> int:
    """Hours of a topic: a whole number, 1 where nothing is written; «2 ч» is 2.

    Raises:
        Refused: import.bad_topic_hours.
    """
    value = re.sub(r"\s*(ч|час|часа|часов)\.?$", "", clean(text).lower())
    if not value:
        return 1
    number = re.fullmatch(r"(\d{1,3})(?:[.,]0+)?", value)
    if number is None or not 1 <= int(number[1]) <= MOST_HOURS:
        raise Refused("import.bad_topic_hours", value=clean(text), limit=MOST_HOURS)
    return int(number[1])
