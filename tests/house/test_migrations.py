"""Таблицы и переходы согласны, и у каждой комнаты переходы идут одной цепочкой."""

from __future__ import annotations

import ast

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.house.source import PACKAGE, place, sources, tree


@pytest.mark.django_db
def test_no_change_of_a_table_lacks_its_migration() -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_every_room_has_one_chain_of_migrations() -> None:
    loader = MigrationLoader(connection)
    ours = {model._meta.app_label for model in apps.get_models() if model.__module__.startswith("letopis.")}
    leaves = {label: loader.graph.leaf_nodes(label) for label in ours}
    assert {label: found for label, found in leaves.items() if len(found) != 1} == {}


def test_no_migration_leans_on_the_code_of_a_room() -> None:
    found = [
        place(path, node.lineno)
        for path in sources(".py", under=PACKAGE)
        if path.parent.name == "migrations"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("letopis")
        if (node.module or "") != "letopis.trace.models"  # the default of a column is named by its function
    ]
    assert found == []
