"""Настройки установки: что можно задать переменной LETOPIS_…, чем это бывает и что значит.

Everything an installation may be told stands in `SETTINGS`; nothing else is read from the environment.
The reference in `docs/reference/settings.md` is written from this table.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import available_timezones

from letopis.keys.craft.calling import is_safe

YES = frozenset({"1", "yes", "true", "да"})
NO = frozenset({"", "0", "no", "false", "нет"})
PREFIX = "LETOPIS_"
# Read by the tests and by the program that packs an installation, not by the school's server.
FOREIGN = frozenset({"LETOPIS_TEST_DATABASE", "LETOPIS_REQUIRE", "LETOPIS_FUZZ", "LETOPIS_STORIES"})

TEXT = "текст"
FLAG = "да или нет"
NUMBER = "число"
FOLDER = "папка"
LIST = "список через запятую"
CHOICE = "одно из"
ZONE = "часовой пояс"
LINK = "адрес https"


@dataclass(frozen=True)
class Setting:
    """One thing an installation may be told.

    Attributes:
        kind: what its value is; a number is not below `least`.
        about: what it is for, in a sentence for who installs the program.
        shown: the default in words, where it depends on the place.
    """

    name: str
    kind: str
    default: str
    about: str
    shown: str = ""
    least: int = 0
    choices: tuple[str, ...] = ()

    def fault(self, value: str) -> str:
        """What is wrong with a value, "" if nothing is."""
        text = value.strip()
        if self.kind == NUMBER:
            fits = text.replace(".", "", 1).isdecimal() and float(text) >= self.least
            return "" if fits else f"нужно число не меньше {self.least}"
        if self.kind == FLAG:
            return "" if text.lower() in YES | NO else "нужно да или нет: 1 или 0"
        if self.kind == CHOICE:
            return "" if text in self.choices else f"нужно одно из: {', '.join(self.choices)}"
        if self.kind == ZONE:
            return "" if text in available_timezones() else "нужен часовой пояс, например Asia/Omsk"
        if self.kind == LINK:
            fits = not text or (is_safe(text) and "?" not in text)
            return "" if fits else "нужен адрес вида https://portal.example/realm"
        return "" if text or not self.default else "значение пусто"


SETTINGS = (
    Setting(
        "LETOPIS_HOME",
        FOLDER,
        "var",
        "Где лежит всё, что хранит школа: база, файлы, ключи, копии.",
        "var здесь",
    ),
    Setting(
        "LETOPIS_DATABASE",
        TEXT,
        "",
        "База; PostgreSQL: postgres://имя:пароль@узел/база.",
        "SQLite в LETOPIS_HOME",
    ),
    Setting(
        "LETOPIS_KEYS",
        FOLDER,
        "",
        "Ключи школы: печать летописи и вход. Копию храните отдельно.",
        "LETOPIS_HOME/keys",
    ),
    Setting("LETOPIS_FILES", FOLDER, "", "Файлы: акты, сканы, готовые бумаги.", "LETOPIS_HOME/files"),
    Setting(
        "LETOPIS_HOSTS",
        LIST,
        "127.0.0.1,localhost,[::1],testserver",
        "Имена, под которыми школа открыта в сети.",
    ),
    Setting(
        "LETOPIS_ORIGINS", LIST, "", "Адреса с https://, с которых принимают формы за посредником.", "нет"
    ),
    Setting("LETOPIS_HTTPS", FLAG, "", "Школа открыта по https: вход только по нему.", "нет"),
    Setting(
        "LETOPIS_PROXIES",
        NUMBER,
        "0",
        "Сколько своих посредников стоит перед школой: от них узнают, откуда пришли.",
        "0; при LETOPIS_HTTPS=1 — 1",
    ),
    Setting("LETOPIS_ADDRESS", TEXT, "", "Адрес школы на приглашениях.", "по которому открыта страница"),
    Setting("LETOPIS_TIME_ZONE", ZONE, "Europe/Moscow", "Часовой пояс школы."),
    Setting(
        "LETOPIS_THREADS",
        NUMBER,
        "2",
        "Сколько страниц готовится разом; больше числа ядер не помогает.",
        least=1,
    ),
    Setting("LETOPIS_SEAL_EVERY", NUMBER, "60", "Через сколько секунд записи летописи получают печать."),
    Setting("LETOPIS_ORIGIN", TEXT, "letopis.school/trace", "Имя летописи в печатях; потом не меняют."),
    Setting("LETOPIS_JOB_DAYS", NUMBER, "14", "Сколько дней можно скачать готовую бумагу.", least=1),
    Setting("LETOPIS_INVITATION_DAYS", NUMBER, "30", "Сколько дней годен код приглашения.", least=1),
    Setting("LETOPIS_SHEET_HOURS", NUMBER, "24", "Сколько часов хранятся листы с кодами.", least=1),
    Setting("LETOPIS_FILE_MB", NUMBER, "12", "Наибольший размер прикладываемого файла, МБ.", least=1),
    Setting("LETOPIS_LESSON_FILES", NUMBER, "8", "Сколько файлов бывает у задания одного урока.", least=1),
    Setting("LETOPIS_OIDC_ISSUER", LINK, "", "Портал, через который входят (OpenID Connect).", "нет"),
    Setting("LETOPIS_OIDC_NAME", TEXT, "", "Как назвать портал на кнопке входа.", "имя его узла"),
    Setting("LETOPIS_OIDC_CLIENT_ID", TEXT, "", "Как портал называет эту программу."),
    Setting("LETOPIS_OIDC_CLIENT_SECRET", TEXT, "", "Тайна программы на портале."),
    Setting("LETOPIS_OIDC_CLIENT_SECRET_FILE", TEXT, "", "Файл с этой тайной, вместо неё самой."),
    Setting(
        "LETOPIS_LOG",
        CHOICE,
        "line",
        "Вид журнала сервера: строки для глаз или JSON.",
        choices=("line", "json"),
    ),
    Setting(
        "LETOPIS_LOG_PAGES",
        FLAG,
        "",
        "Строка журнала о каждой странице: какая, чем кончилась, сколько заняла.",
        "нет",
    ),
    Setting(
        "LETOPIS_METRICS",
        FLAG,
        "",
        "Показатели по адресу /metrics/ для того, у кого ключ metrics.key.",
        "нет",
    ),
    Setting(
        "LETOPIS_DEMO", FLAG, "", "Показательная школа: кнопки входа без пароля. Ставит letopis demo.", "нет"
    ),
)
_KNOWN = {setting.name: setting for setting in SETTINGS}


def text(name: str) -> str:
    """What is set, else the default."""
    return os.environ.get(name, "").strip() or _KNOWN[name].default


def flag(name: str) -> bool:
    """Whether it is switched on."""
    return text(name).lower() in YES


def number(name: str) -> float:
    """A number; the default where the value is none, which `faults` tells of."""
    setting, value = _KNOWN[name], text(name)
    return float(setting.default if setting.fault(value) else value)


def secret(name: str, environment: Mapping[str, str] = os.environ) -> str:
    """A secret that is set, or the words of the file named in its place; "" if it cannot be read."""
    given, file = (environment.get(one, "").strip() for one in (name, f"{name}_FILE"))
    if given or not file:
        return given
    try:
        return Path(file).read_text("utf-8").strip()
    except (OSError, ValueError):
        return ""


def listed(name: str) -> list[str]:
    """The parts of a list."""
    return [part for part in (part.strip() for part in text(name).split(",")) if part]


def bad_values(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Settings whose value cannot be what is meant, a sentence each; with one of them nothing is started."""
    bad = [
        f"{name}: значение «{environment[name]}» не годится, {fault}."
        for name, setting in _KNOWN.items()
        if environment.get(name, "").strip() and (fault := setting.fault(environment[name]))
    ]
    return bad + _halves(environment)


def _halves(environment: Mapping[str, str]) -> list[str]:
    """A portal is named whole or not at all."""
    issuer, client = (f"LETOPIS_OIDC_{part}" for part in ("ISSUER", "CLIENT_ID"))
    key = "LETOPIS_OIDC_CLIENT_SECRET"
    has = {name: bool(environment.get(name, "").strip()) for name in (issuer, client)}
    has[key] = bool(secret(key, environment))
    if not any(has.values()) and not environment.get(f"{key}_FILE", "").strip():
        return []
    said = {key: f"нет ни её, ни файла {key}_FILE с нею, который можно прочесть"}
    return [
        f"{name}: вход через портал задан наполовину, {said.get(name, 'этого не хватает')}."
        for name, is_there in has.items()
        if not is_there
    ]


def unknown_names(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Names that look like settings and are none, a sentence each: most often a slip of the pen."""
    names = {name for name in environment if name.startswith(PREFIX)} - set(_KNOWN) - FOREIGN
    found = []
    for name in sorted(names):
        near = get_close_matches(name, _KNOWN, n=1, cutoff=0.8)
        found.append(f"{name}: такой настройки нет." + (f" Может быть, {near[0]}?" if near else ""))
    return found
