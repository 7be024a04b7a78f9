"""Таблица требований OWASP ASVS 5.0: все номера двух уровней на месте, всё названное существует."""

from __future__ import annotations

import os
import tomllib
from collections import Counter
from functools import cache

from tests.house.source import CYRILLIC, ROOT

DATA, PAGE = ROOT / "docs" / "asvs.toml", ROOT / "docs" / "asvs.md"
OPERATION = ROOT / "docs" / "operation.md"
# How many requirements of levels 1 and 2 each section has; their numbers run from one without a gap.
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2,
    "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3,
    "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3,
    "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3,
    "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2,
    "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1,
    "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip
CHAPTERS = {
    1: "Кодирование и очистка", 2: "Проверка и порядок дел", 3: "Страницы в браузере", 4: "Запросы и ответы",
    5: "Файлы", 6: "Вход", 7: "Сеансы", 8: "Права", 9: "Самодостаточные билеты", 10: "OAuth и OpenID Connect",
    11: "Криптография", 12: "Защищённая связь", 13: "Настройка", 14: "Защита сведений", 15: "Устройство кода",
    16: "Журналы и ошибки", 17: "WebRTC",
}  # fmt: skip
STATES = {"met": "выполнено", "none": "неприменимо", "school": "установка", "open": "открыто"}
FIELDS = {"state", "how", "code", "test", "where"}
Row = dict[str, str]


@cache
def rows() -> dict[str, Row]:
    """Number → what is said of it, in the order of the standard."""
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return {f"{section}.{number}": row for section, held in data.items() for number, row in held.items()}


def test_every_requirement_is_there_and_none_other() -> None:
    wanted = [f"{section}.{number}" for section, many in SECTIONS.items() for number in range(1, many + 1)]
    assert len(wanted) == 253
    assert list(rows()) == wanted


def test_a_row_says_how_in_own_words() -> None:
    for number, row in rows().items():
        assert set(row) <= FIELDS, number
        assert row["state"] in STATES, number
        assert CYRILLIC.search(row["how"]), number
        assert not row["how"].endswith("."), number
        assert "|" not in row["how"], number


def test_what_is_met_names_where() -> None:
    for number, row in rows().items():
        assert row["state"] != "met" or row.get("code") or row.get("test"), number


def test_every_named_place_exists() -> None:
    assert {
        row["code"] for row in rows().values() if "code" in row and not (ROOT / row["code"]).is_file()
    } == set()


def test_every_named_test_exists() -> None:
    missing = set()
    for row in rows().values():
        path, _, name = row.get("test", "").partition("::")
        if path and not _stands(path, name):
            missing.add(row["test"])
    assert missing == set()


def _stands(path: str, name: str) -> bool:
    file = ROOT / path
    return file.is_file() and f"\ndef {name}(" in file.read_text(encoding="utf-8")


def test_what_is_left_to_the_school_is_told_to_it() -> None:
    told = {
        line.lstrip("# ").strip()
        for line in OPERATION.read_text("utf-8").splitlines()
        if line.startswith("##")
    }
    for number, row in rows().items():
        assert (row["state"] == "school") == ("where" in row), number
        assert row.get("where", "Служба") in told, number


def test_the_page_of_requirements_is_as_its_data_reference() -> None:
    if os.environ.get("WRITE_REFERENCE"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page(), "WRITE_REFERENCE=1 writes it anew"


def page() -> str:
    """The table as people read it."""
    counts = Counter(row["state"] for row in rows().values())
    lines = [
        "# OWASP ASVS 5.0, уровень 2",
        "",
        "Чем выполнены 253 требования уровней 1 и 2. Сделано из `docs/asvs.toml`; испытание проверяет,",
        "что все номера на месте, а названные места и испытания существуют. Текст требований — у OWASP,",
        "здесь только номера. Таблицу составили сами разработчики; сторонней проверки не было.",
        "",
        "| состояние | сколько |",
        "|---|---|",
        *(f"| {name} | {counts[state]} |" for state, name in STATES.items()),
        f"| всего | {sum(counts.values())} |",
        "",
        "«Установка» — делает администратор школы, что именно, сказано в [operation.md](operation.md).",
        "«Открыто» — не выполнено или выполнено не полностью; чего не хватает, сказано в строке.",
    ]
    chapter = 0
    for number, row in rows().items():
        if int(number.split(".")[0]) != chapter:
            chapter = int(number.split(".")[0])
            lines += [
                "",
                f"## {chapter}. {CHAPTERS[chapter]}",
                "",
                "| № | состояние | как | где | испытание |",
            ]
            lines += ["|---|---|---|---|---|"]
        lines.append(_line(number, row))
    return "\n".join(lines) + "\n"


def _line(number: str, row: Row) -> str:
    code = f"[{row['code'].rpartition('/')[2]}](../{row['code']})" if "code" in row else ""
    where = f"[«{row['where']}»](operation.md)" if "where" in row else ""
    path, _, name = row.get("test", "").partition("::")
    test = f"[{name}](../{path})" if path else ""
    places = ", ".join(filter(None, (where, code)))
    return f"| {number} | {STATES[row['state']]} | {row['how']} | {places} | {test} |"
