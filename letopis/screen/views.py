"""Страницы вместо ошибок: что случилось и что делать, без кодов и без извинений."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from letopis.screen.access import answer, plainly, refused_as


def bad_request(request: HttpRequest, *_args: object, **_facts: object) -> HttpResponse:
    """400: the address or the form is not understood."""
    text = _("Сервер не понял запрос. Вернитесь на предыдущую страницу и повторите действие.")
    return answer(request, 400, _("Запрос не понят"), text, "page.bad_request")


def denied(request: HttpRequest, *_args: object, **_facts: object) -> HttpResponse:
    """403: the door does not open to this person."""
    text = _(
        "Эта страница открыта не всем: её нет среди прав вашей должности, класса или нагрузки. Если она "
        "нужна для работы, обратитесь к завучу."
    )
    return answer(request, 403, _("Нет доступа"), text, "access.denied")


def csrf_failure(request: HttpRequest, *_args: object, **_facts: object) -> HttpResponse:
    """403: the form was opened before the last login, or cookies are off; Django's own reason stays unsaid.

    The register's script takes an answer without JSON for an outdated page and keeps what was typed.
    """
    text = _(
        "Не записано: страница устарела, после её открытия вход изменился. Вернитесь на неё, обновите и "
        "повторите действие. Если не помогло, разрешите браузеру cookie для этого сайта."
    )
    refused_as(request, "page.csrf")
    context = {"title": _("Страница устарела"), "sentence": text}
    return HttpResponse(render_to_string("screen/refusal.html", context, request), status=403)


def not_found(request: HttpRequest, *_args: object, **_facts: object) -> HttpResponse:
    """404: nothing stands at the address."""
    text = _(
        "По этому адресу ничего нет: запись удалена, перенесена или адрес набран с ошибкой. Начните с "
        "главной страницы."
    )
    return answer(request, 404, _("Страница не найдена"), text, "page.not_found")


def failed(_request: HttpRequest) -> HttpResponse:
    """500: a fault of the program."""
    text = _(
        "На сервере произошла ошибка, она записана в его журнал. Последнее действие могло не "
        "сохраниться: обновите страницу и проверьте. Если ошибка повторяется, сообщите администратору, "
        "что вы делали и когда."
    )
    return plainly(text, 500)
