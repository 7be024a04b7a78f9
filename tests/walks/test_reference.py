"""Справочники в docs/reference пишутся из кода и стоят такими, каков код."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from letopis.config.environment import SETTINGS
from letopis.regulation import access, closing, debts, remarks
from letopis.regulation.clauses import CLAUSES

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
DEBTS = "`letopis/regulation/debts.py` (273-ФЗ, ст. 58)"
CLOSING = "`letopis/regulation/closing.py` (п. 3.7)"
REMARKS = "`letopis/regulation/remarks.py` (п. 1.4)"
SCOPES = {
    access.SCHOOL: "вся школа",
    access.OWN_CLASS: "свой класс",
    access.OWN_COURSE: "свой предмет в классе",
    access.OWN_RECORD: "своя карта",
}


def regulation() -> str:
    """Clause → home."""
    lines = [
        "# Положение и его место в программе",
        "",
        "Сделано из `letopis/regulation/clauses.py`; испытание проверяет, что каждое место существует.",
        "",
        "| пункт | о чём | где |",
        "|---|---|---|",
    ]
    lines += [
        f"| {clause} | {asks} | {f'`{home}`' if home else 'люди'} |"
        for clause, (home, asks) in CLAUSES.items()
    ]
    return "\n".join(lines) + "\n"


def roles() -> str:
    """Deed × role → how far the right reaches."""
    head = "| дело | " + " | ".join(access.ROLES) + " |"
    lines = [
        "# Права по ролям",
        "",
        "Таблица сделана из `letopis/regulation/access.py`. Чего в ней нет, то никому не разрешено.",
        "",
        head,
        "|---" * (len(access.ROLES) + 1) + "|",
    ]
    for deed, grants in access.DEEDS.items():
        cells = [SCOPES.get(grants.get(role, ""), "–") for role in access.ROLES]
        lines.append(f"| {deed} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def settings() -> str:
    """Setting → what it may be, its default, what it is for."""
    lines = [
        "# Настройки установки",
        "",
        "Сделано из `letopis/config/environment.py`. Задаются переменными окружения.",
        "Неверное значение и имя, которого здесь нет, называет `letopis doctor`.",
        "",
        "| настройка | что это | обычно | для чего |",
        "|---|---|---|---|",
    ]
    for one in SETTINGS:
        kind = f"{one.kind}: {', '.join(one.choices)}" if one.choices else one.kind
        usual = one.shown or (f"`{one.default}`" if one.default else "–")
        lines.append(f"| `{one.name}` | {kind} | {usual} | {one.about} |")
    return "\n".join(lines) + "\n"


def states(title: str, source: str, start: str, transitions: dict[str, dict[str, str]]) -> str:
    """A table of states as a drawing."""
    lines = [
        f"# {title}",
        "",
        f"Рисунок сделан из таблицы {source}.",
        "",
        "```mermaid",
        "stateDiagram-v2",
        f"    [*] --> {start}",
    ]
    for state, following in transitions.items():
        lines += [f"    {state} --> {after}: {event}" for event, after in following.items()]
        lines += [] if following else [f"    {state} --> [*]"]
    return "\n".join([*lines, "```"]) + "\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("regulation", regulation()),
        ("roles", roles()),
        ("settings", settings()),
        ("debts", states("Состояния задолженности", DEBTS, debts.START, debts.TRANSITIONS)),
        ("closing", states("Ступени закрытия периода", CLOSING, closing.START, closing.TRANSITIONS)),
        ("remarks", states("Состояния замечания", REMARKS, remarks.START, remarks.TRANSITIONS)),
    ],
)
def test_the_reference_is_as_the_code(name: str, text: str) -> None:
    path = FOLDER / f"{name}.md"
    if os.environ.get("WRITE_REFERENCE"):
        FOLDER.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text, "make reference, then read what changed"
