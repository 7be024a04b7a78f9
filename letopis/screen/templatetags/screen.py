"""Слова шаблонов: `{% load screen %}`, затем значки, набор, числа и дни так, как их пишет школа."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django import template
from django.template.defaultfilters import stringfilter
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from letopis.screen.craft import compact, icons, posts, typography

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "printer" %}`: a lucide icon."""
    return icons.icon(str(name))


@register.filter(is_safe=True)
@stringfilter
def typ(text: str) -> str:
    """`{{ text|typ }}`, `{% filter typ %}…{% endfilter %}`: no-break spaces and «…» in their places."""
    return typography.typeset(text)


@register.filter
def data_script(value: object, name: str) -> SafeString:
    """`{{ facts|data_script:"register" }}`: data for the page's script, in as few bytes as JSON allows."""
    return compact.data_script(value, name)


@register.filter
def comma(number: Decimal | Fraction | float | None, places: int = 2) -> str:
    """`{{ mean|comma }}`: two places after the sign of the page's language; nothing for no number."""
    if number is None:
        return ""
    text = typography.with_comma(number, places)
    return text.replace(",", ".") if get_language() == "en" else text


@register.filter
def plain(number: Decimal | float | None) -> str:
    """`{{ weight|plain }}`: as many places as needed: 2 stays 2, 1.50 is 1,5."""
    if number is None:
        return ""
    text = f"{Decimal(str(number)).normalize():f}"
    return text if get_language() == "en" else text.replace(".", ",")


@register.filter
def day(value: date | None) -> str:
    """`{{ day|day }}`: "27 октября 2026"."""
    return "" if value is None else date_format(_local(value), "j E Y").replace(" ", typography.NBSP)


@register.filter
def day_month(value: date | None) -> str:
    """`{{ day|day_month }}`: "27 октября", where the year is clear."""
    return "" if value is None else date_format(_local(value), "j E").replace(" ", typography.NBSP)


@register.filter
def day_figures(value: date | None) -> str:
    """`{{ day|day_figures }}`: "27.10.2026", for tables."""
    return "" if value is None else f"{_local(value):%d.%m.%Y}"


@register.filter
def moment(value: datetime | None) -> str:
    """`{{ at|moment }}`: "27.10.2026, 14:32" by the school's clock."""
    return "" if value is None else f"{_local(value):%d.%m.%Y, %H:%M}"


@register.filter
def letters(name: object) -> str:
    """`{{ person|letters }}`: two letters for the round sign beside a name."""
    return posts.letters_of(str(name))


def _local(value: date) -> date:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
