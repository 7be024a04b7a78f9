"""Маленькая показательная школа, построенная в базе один раз на все рассказы одного файла."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from letopis.demo.actions import Order, build
from letopis.demo.craft.school import School
from letopis.school import queries as school_queries
from tests.demo.small import SEED, SMALL, TODAY


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[School]:
    """The small school, past years as period marks; stories only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        school_queries.forget()
        yield build(Order(SEED, TODAY, size=SMALL))
        transaction.set_rollback(True)
    school_queries.forget()
