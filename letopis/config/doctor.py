"""Осмотр установки: что не так с местом, базой, ключами, копиями — простыми словами и с советом."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from letopis.config import environment, serving
from letopis.jobs.queries import failed_since
from letopis.keys.access import the_portal
from letopis.keys.craft.portal import looked_at
from letopis.paper.craft.compile import SHIPPED, render
from letopis.regulation.refusals import Refused
from letopis.trace.queries import checkpoints, guards_missing, last_moment, unsealed_since

GOOD, CARE, BAD = "good", "care", "bad"
LITTLE, VERY_LITTLE = 2 << 30, 200 << 20  # bytes free on the disk
COPY_EVERY = timedelta(days=2)
SEALED_WITHIN = timedelta(minutes=30)
CLOCK_SLIPS = timedelta(minutes=2)
OTHERS = 0o077  # rights of anybody but the owner
OLD_POSTGRESQL = 140_000  # the number of version 14


@dataclass(frozen=True)
class Finding:
    """One thing looked at.

    Attributes:
        level: good, care (works, but see to it), bad (does not work, or is not safe).
        what: what was found, a sentence; `advice`: what to do, "" if nothing.
    """

    level: str
    what: str
    advice: str = ""


def examined() -> Iterator[Finding]:
    """Everything that can be looked at from this machine, in the order of need."""
    for part in (_settings, _place, _keys, _database):
        yield from part()
    try:
        connection.ensure_connection()
    except DatabaseError:
        return
    if serving.unapplied_migrations():
        yield _tables()
        return
    yield Finding(GOOD, _("Таблицы базы от этой версии программы."))
    for part in (_ledger, _clock, _works, _copies, _papers, _net, _portal):
        yield from part()


def _settings() -> Iterator[Finding]:
    for words in environment.bad_values():
        yield Finding(BAD, words, _("Исправьте и запустите снова."))
    for words in environment.unknown_names():
        yield Finding(CARE, words, _("Имена настроек — в справочнике настроек."))


def _place() -> Iterator[Finding]:
    home = Path(settings.HOME)
    if not home.is_dir() or not os.access(home, os.W_OK):
        advice = _(
            "Создайте её и отдайте тому, от чьего имени работает школа, или назовите другую в LETOPIS_HOME."
        )
        yield Finding(BAD, _("В папку %(place)s нельзя писать.") % {"place": home}, advice)
        return
    free = shutil.disk_usage(home).free
    said = _("На диске школы свободно %(size)s.") % {"size": filesizeformat(free)}
    if free >= LITTLE:
        yield Finding(GOOD, said)
        return
    yield Finding(
        BAD if free < VERY_LITTLE else CARE, said, _("Освободите место: без него отметки не сохранятся.")
    )


def _keys() -> Iterator[Finding]:
    folder = Path(settings.LETOPIS_KEYS)
    found = sorted(folder.glob("*")) if folder.is_dir() else []
    open_ = [path for path in (folder, *found) if path.exists() and path.stat().st_mode & OTHERS]
    if open_:
        said = _("Ключи школы доступны чужим: %(file)s.") % {"file": open_[0]}
        yield Finding(BAD, said, _("Закройте: chmod -R go= %(folder)s") % {"folder": folder})
    else:
        yield Finding(GOOD, _("Ключи школы доступны только ей."))


def _database() -> Iterator[Finding]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            yield from _looked[connection.vendor]()
    except DatabaseError as error:
        said = str(error).strip().partition("\n")[0]
        advice = _("Проверьте LETOPIS_DATABASE и то, что сервер базы запущен.")
        yield Finding(BAD, _("База не отвечает: %(said)s.") % {"said": said}, advice)


def _sqlite() -> Iterator[Finding]:
    whole = _answer("PRAGMA quick_check(1)")
    if whole != "ok":
        advice = _("Остановите школу, отложите папку целиком и верните последнюю копию: letopis restore.")
        yield Finding(BAD, _("Файл базы повреждён: %(said)s.") % {"said": whole}, advice)
    elif _answer("PRAGMA journal_mode") != "wal" or int(_answer("PRAGMA synchronous")) < 2:
        yield Finding(BAD, _("База записывает не сразу на диск."), _("Перенесите её на местный диск."))
    else:
        yield Finding(GOOD, _("База SQLite цела, записанное сразу на диске."))


def _postgresql() -> Iterator[Finding]:
    if int(_answer("SHOW server_version_num")) < OLD_POSTGRESQL:
        yield Finding(CARE, _("PostgreSQL старше 14-й версии."), _("Обновите сервер базы."))
    if "off" in {_answer("SHOW fsync"), _answer("SHOW synchronous_commit")}:
        advice = _("Включите fsync и synchronous_commit в настройках PostgreSQL.")
        yield Finding(BAD, _("База записывает не сразу на диск."), advice)
    else:
        yield Finding(GOOD, _("База PostgreSQL отвечает, записанное сразу на диске."))


_looked: dict[str, Callable[[], Iterator[Finding]]] = {"sqlite": _sqlite, "postgresql": _postgresql}


def _answer(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def _tables() -> Finding:
    if serving.is_fresh():
        return Finding(CARE, _("База пуста: школы здесь ещё нет."), _("Откройте её: letopis serve."))
    return Finding(BAD, _("База сделана прежней версией программы."), _("Обновите её: letopis upgrade."))


def _ledger() -> Iterator[Finding]:
    if missing := guards_missing():
        said = _("С таблиц летописи сняты сторожа: %(names)s.") % {"names": ", ".join(missing)}
        yield Finding(BAD, said, _("Сверьте летопись (letopis verify) и верните базу из копии."))
    waiting, since = unsealed_since()
    if since is not None and since < timezone.now() - SEALED_WITHIN:
        said = ngettext(
            "%(number)d запись летописи ждёт печати", "%(number)d записей летописи ждут печати", waiting
        )
        day = date_format(timezone.localtime(since), "j E, H:i")
        more = _("с %(day)s") % {"day": day}
        advice = _("Если школа открыта, смотрите журнал сервера; если закрыта: letopis seal.")
        yield Finding(CARE, f"{said % {'number': waiting}} {more}.", advice)
    elif not missing:
        last = checkpoints().first()
        day = date_format(timezone.localtime(last.at), "j E, H:i") if last else ""
        yield Finding(
            GOOD,
            _("Летопись под печатью, последняя %(day)s.") % {"day": day} if last else _("Летопись пуста."),
        )


def _clock() -> Iterator[Finding]:
    last = last_moment()
    if last is not None and last > timezone.now() + CLOCK_SLIPS:
        said = _("Часы машины отстают: последняя запись летописи сделана %(day)s.")
        day = date_format(timezone.localtime(last), "j E Y, H:i")
        yield Finding(BAD, said % {"day": day}, _("Поставьте часы и включите их сверку (NTP)."))
    else:
        yield Finding(
            GOOD, _("Часы идут верно: %(now)s.") % {"now": f"{timezone.localtime():%d.%m.%Y %H:%M %Z}"}
        )


def _works() -> Iterator[Finding]:
    failed = failed_since(timezone.now() - timedelta(days=7))
    if failed:
        said = ngettext(
            "За неделю не удалась %(number)d работа.", "За неделю не удались %(number)d работ.", failed
        )
        yield Finding(CARE, said % {"number": failed}, _("Чем кончилась каждая, видно на странице «Работы»."))


def _copies() -> Iterator[Finding]:
    found = (path.stat().st_mtime for path in (Path(settings.HOME) / "backups").glob("letopis-*"))
    newest = max(found, default=0.0)
    advice = _("Снимите копию: letopis backup, и поставьте её на каждый день.")
    if not newest:
        yield Finding(CARE, _("В папке копий нет ни одной копии школы."), advice)
        return
    made = datetime.fromtimestamp(newest, tz=timezone.get_current_timezone())
    said = _("Последняя копия школы снята %(day)s.") % {"day": date_format(made, "j E Y, H:i")}
    late = made < timezone.now() - COPY_EVERY
    yield Finding(CARE if late else GOOD, said, advice if late else "")


def _papers() -> Iterator[Finding]:
    form = SHIPPED / "paper" / "printing" / "trial.typ"
    try:
        paper = render(form, {"school": "", "words": _("Проба пера")}, moment=timezone.localtime())
    except Exception as error:  # noqa: BLE001 - whatever the compiler says, the visitor must read it
        yield Finding(
            BAD, _("Бумаги не печатаются: %(said)s.") % {"said": error}, _("Поставьте программу заново.")
        )
        return
    yield Finding(GOOD, _("Бумаги печатаются (%(size)s).") % {"size": filesizeformat(len(paper))})


def _net() -> Iterator[Finding]:
    hosts = set(settings.ALLOWED_HOSTS) - {"127.0.0.1", "localhost", "[::1]", "testserver"}
    if "*" in hosts:
        yield Finding(BAD, _("Школа отвечает на любое имя в сети."), _("Назовите имена в LETOPIS_HOSTS."))
    elif hosts and not settings.SESSION_COOKIE_SECURE:
        said = _("Школа открыта в сети (%(hosts)s) без https: пароли видны по дороге.")
        advice = _("Поставьте перед ней посредника с https и задайте LETOPIS_HTTPS=1.")
        yield Finding(BAD, said % {"hosts": ", ".join(sorted(hosts))}, advice)
    elif hosts:
        yield Finding(
            GOOD, _("Школа открыта в сети по https: %(hosts)s.") % {"hosts": ", ".join(sorted(hosts))}
        )
    else:
        yield Finding(GOOD, _("Школа открыта только на этой машине."))


def _portal() -> Iterator[Finding]:
    portal = the_portal()
    if portal is None:
        return
    try:
        looked_at(portal)
    except Refused as refused:
        said = _("Портал входа «%(name)s» не отвечает как надо: %(why)s.")
        advice = _(
            "Проверьте LETOPIS_OIDC_ISSUER и связь этой машины с порталом; по паролю входят и без него."
        )
        why = refused.facts.get("why", refused.code)
        yield Finding(CARE, said % {"name": portal.title, "why": why}, advice)
        return
    back = f"{settings.LETOPIS_ADDRESS or _('адрес школы')}{reverse('entrance:portal_back')}"
    said = _("Портал входа «%(name)s» отвечает; адрес возврата на нём — %(back)s.")
    yield Finding(GOOD, said % {"name": portal.title, "back": back})
