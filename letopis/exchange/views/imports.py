"""Загрузки списков: выбрать файл, увидеть исход каждой строки, записать, отменить, выдать пароли."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from letopis.exchange import actions, queries
from letopis.exchange.access import import_for
from letopis.exchange.actions.imports import columns_of
from letopis.exchange.craft.lists import CURRICULUM, KINDS
from letopis.exchange.craft.outcome import ADDED, CHANGED
from letopis.exchange.craft.templates import MIME, table_file, template_of
from letopis.exchange.forms import CLASS_HOURS, CONSTANTS, UploadForm, read_columns, read_constants
from letopis.exchange.models import Import, ImportRow, ImportTable
from letopis.people.access import door, standing
from letopis.people.queries import names_of
from letopis.regulation.refusals import Refused
from letopis.screen.craft.sentences import sentence

ROWS_ON_PAGE = 100
IMPORTS_ON_PAGE = 30
AGAINST_RULES = 422


@require_http_methods(["GET", "HEAD", "POST"])
@door("exchange.import")
def imports(request: HttpRequest) -> HttpResponse:
    """Imports so far and a place to bring a new list; POST checks the list."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _take(request, form)
    status = AGAINST_RULES if request.method == "POST" else 200
    form = form if request.method == "POST" else UploadForm(initial={"kind": request.GET.get("kind", "")})
    return _imports_page(request, form, status)


def _take(request: HttpRequest, form: UploadForm) -> HttpResponse:
    who = standing(request)
    file = form.cleaned_data["file"]
    try:
        act = actions.take_file(file.name, file.read(), form.cleaned_data["kind"], on=who.on, by=who.account)
    except Refused as refusal:
        form.add_error("file", sentence(refusal))
        return _imports_page(request, form, AGAINST_RULES)
    return redirect("exchange:import", act.pk)


def _imports_page(request: HttpRequest, form: UploadForm, status: int) -> HttpResponse:
    page = Paginator(queries.imports(), IMPORTS_ON_PAGE).get_page(request.GET.get("page"))
    names = names_of(act.by for act in page)
    context = {
        "form": form,
        "page": page,
        "acts": [(act, names.get(act.by, "")) for act in page],
        "kinds": KINDS.values(),
    }
    return render(request, "exchange/imports.html", context, status=status)


@require_GET
@door("exchange.see_import")
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty list to fill, as a workbook."""
    if kind not in KINDS:
        raise Http404
    return _file(template_of(KINDS[kind]), f"{KINDS[kind].title}.xlsx")


@require_GET
@door("exchange.see_import")
def import_page(request: HttpRequest, act_id: int) -> HttpResponse:
    """An import row by row, with its columns."""
    act = import_for(standing(request), act_id)
    tables = queries.tables_of(act)
    rank = request.GET.get("table", "")
    table = next((one for one in tables if str(one.rank) == rank), tables[0])
    only_refused = request.GET.get("show") == "refused"
    rows = queries.rows_of(table, only_refused=only_refused)
    page = Paginator(rows, ROWS_ON_PAGE).get_page(request.GET.get("page"))
    counts = act.counts
    context = {
        "act": act,
        "author": names_of([act.by]).get(act.by, ""),
        "tables": [(one, KINDS[one.kind].title) for one in tables],
        "table": table,
        "kind": KINDS[table.kind],
        "page": page,
        "rows": [_row(row) for row in page],
        "only_refused": only_refused,
        "all_query": f"table={table.rank}&",
        "refused_query": f"table={table.rank}&show=refused&",
        "to_write": counts.get(ADDED, 0) + counts.get(CHANGED, 0),
        "remarks": [sentence(Refused(code, **facts)) for code, facts in act.remarks],
        "page_title": str(act.course) if act.course else "",
        "has_accounts": act.state == Import.APPLIED and bool(queries.accounts_of(act)),
        **_columns_context(table),
    }
    return render(request, "exchange/import.html", context)


def _row(row: ImportRow) -> dict[str, Any]:
    text = sentence(Refused(row.code, **row.facts)) if row.code else ""
    return {
        "line": row.line,
        "verdict": row.verdict,
        "text": text,
        "cells": [cell for cell in row.cells if cell],
    }


def _columns_context(table: ImportTable) -> dict[str, Any]:
    kind = KINDS[table.kind]
    named = columns_of(table)
    sample = list(table.rows.order_by("id")[:3])
    choices = [(field.name, field.title) for field in kind.fields]
    if table.kind == CURRICULUM:
        choices.append((CLASS_HOURS, _("часы этого класса")))
    columns = [
        {
            "number": number,
            "header": header or _("Столбец %(number)s") % {"number": number + 1},
            "sample": ", ".join(row.cells[number] for row in sample if row.cells[number])[:60],
            "field": named.get(number, ""),
        }
        for number, header in enumerate(table.headers)
    ]
    offered = [] if table.act.course_id else kind.fields
    lacking = [field for field in offered if field.name in CONSTANTS and field.name not in named.values()]
    return {
        "columns": columns,
        "choices": choices,
        "kinds": [kind] if table.act.course_id else KINDS.values(),
        "constants": [(field, table.constants.get(field.name, "")) for field in lacking],
        "missing": kind.missing([*table.columns.values(), *table.constants, *_folded(named)]),
    }


def _folded(named: dict[int, str]) -> list[str]:
    return ["class", "hours"] if CLASS_HOURS in named.values() else []


@require_POST
@door("exchange.see_import")
def columns(request: HttpRequest, act_id: int) -> HttpResponse:
    """Take the person's word for what the columns mean."""
    who = standing(request)
    table = get_object_or_404(ImportTable, act=import_for(who, act_id), rank=_rank(request))
    wanted = "" if table.act.course_id else request.POST.get("kind", "")
    kind = KINDS.get(wanted, KINDS[table.kind])
    named = read_columns(request.POST, kind, len(table.headers))
    constants = read_constants(request.POST, kind)

    def deed() -> None:
        actions.name_table(table, kind.name, named, constants, on=who.on, by=who.account)

    _try(request, deed, _("Столбцы исправлены, строки проверены заново."))
    return redirect(f"{_address(act_id)}?table={table.rank}")


@require_POST
@door("exchange.see_import")
def apply(request: HttpRequest, act_id: int) -> HttpResponse:
    """Write the good rows."""
    who = standing(request)
    act = import_for(who, act_id)
    _try(request, lambda: actions.apply(act, on=who.on, by=who.account), _("Список записан."))
    return redirect(_address(act_id))


@require_POST
@door("exchange.see_import")
def undo(request: HttpRequest, act_id: int) -> HttpResponse:
    """Take an import back."""
    who = standing(request)
    act = import_for(who, act_id)
    _try(
        request,
        lambda: actions.undo(act, by=who.account),
        _("Загрузка отменена: всё, что она записала, убрано."),
    )
    return redirect(_address(act_id))


@require_POST
@door("exchange.see_import")
def discard(request: HttpRequest, act_id: int) -> HttpResponse:
    """Throw a checked list away."""
    who = standing(request)
    act = import_for(who, act_id)
    done = _try(request, lambda: actions.discard(act, by=who.account), _("Список убран, ничего не записано."))
    if not done:
        return redirect(_address(act_id))
    return redirect("planning:plan", act.course_id) if act.course_id else redirect("exchange:imports")


@require_POST
@never_cache
@door("exchange.import")
def passwords(request: HttpRequest, act_id: int) -> HttpResponse:
    """Start passwords as a file: made now, kept nowhere."""
    act = get_object_or_404(Import, pk=act_id)
    try:
        issued = actions.issue_passwords(act, by=standing(request).account)
    except Refused as refusal:
        messages.error(request, sentence(refusal))
        return redirect(_address(act_id))
    rows = [(_owner(one.account), one.account.username, one.password) for one in issued]
    headers = (_("Сотрудник"), _("Имя для входа"), _("Начальный пароль"))
    title = _("Начальные пароли")
    return _file(table_file(title, headers, rows), f"{title}.xlsx")


def _owner(account: Any) -> str:
    return str(account.employee or account)


@require_GET
@door("exchange.see_import")
def refused_rows(request: HttpRequest, act_id: int) -> HttpResponse:
    """Refused rows with their reasons as a workbook: to be mended and brought again."""
    act = import_for(standing(request), act_id)
    asked = request.GET.get("table") or "0"
    table = next((one for one in queries.tables_of(act) if str(one.rank) == asked), None)
    if table is None:
        raise Http404
    rows = [
        (*row.cells, str(row.line), sentence(Refused(row.code, **row.facts)))
        for row in queries.rows_of(table, only_refused=True)
    ]
    headers = (*table.headers, _("Строка файла"), _("Почему не записано"))
    title = _("Отказы")
    return _file(table_file(title, headers, rows), f"{title}.xlsx")


def _try(request: HttpRequest, deed: Callable[[], object], done: str) -> bool:
    """Do it and say so, or say why not, on the page one came from."""
    try:
        deed()
    except Refused as refusal:
        messages.error(request, sentence(refusal))
        return False
    messages.success(request, done)
    return True


def _rank(request: HttpRequest) -> int:
    rank = request.POST.get("table", "0")
    return int(rank) if rank.isdecimal() else 0


def _address(act_id: int) -> str:
    return str(redirect("exchange:import", act_id).url)


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=MIME)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
