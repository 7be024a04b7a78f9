"""The database itself refuses to change or delete what was recorded (regulation 5.1).

A record may get its place in the tree once; its body and salt may be emptied only while a destruction
permit stands. A checkpoint is never changed.
"""

from django.db import migrations

RECORD = ("at", "by", "deed", "subject", "object", "leaf", "id")
MESSAGE = "letopis: a record of the trace is never changed or deleted"


def _same(columns, equal):
    return " AND ".join(f'NEW."{name}" {equal} OLD."{name}"' for name in columns)


def _allowed(equal):
    placed = f'OLD.position IS NULL AND NEW.position IS NOT NULL AND {_same((*RECORD, "body", "salt"), equal)}'
    emptied = (
        "EXISTS (SELECT 1 FROM trace_destructionpermit) AND NEW.body IS NULL AND NEW.salt IS NULL "
        f'AND OLD.position IS NOT NULL AND {_same((*RECORD, "position"), equal)}'
    )
    return f"(({placed}) OR ({emptied}))"


def _sqlite():
    refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    yield f"CREATE TRIGGER trace_record_kept BEFORE UPDATE ON trace_tracerecord WHEN NOT {_allowed('IS')} {refuse}"
    yield f"CREATE TRIGGER trace_record_stays BEFORE DELETE ON trace_tracerecord {refuse}"
    yield f"CREATE TRIGGER trace_checkpoint_kept BEFORE UPDATE ON trace_checkpoint {refuse}"
    yield f"CREATE TRIGGER trace_checkpoint_stays BEFORE DELETE ON trace_checkpoint {refuse}"


def _postgresql():
    yield (
        "CREATE FUNCTION trace_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    call = "EXECUTE FUNCTION trace_refuse()"
    yield (
        "CREATE FUNCTION trace_keep() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {_allowed('IS NOT DISTINCT FROM')} THEN RETURN NEW; END IF; "
        f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    yield "CREATE TRIGGER trace_record_kept BEFORE UPDATE ON trace_tracerecord FOR EACH ROW EXECUTE FUNCTION trace_keep()"
    yield f"CREATE TRIGGER trace_record_stays BEFORE DELETE ON trace_tracerecord FOR EACH ROW {call}"
    yield f"CREATE TRIGGER trace_record_whole BEFORE TRUNCATE ON trace_tracerecord FOR EACH STATEMENT {call}"
    yield f"CREATE TRIGGER trace_checkpoint_kept BEFORE UPDATE OR DELETE ON trace_checkpoint FOR EACH ROW {call}"
    yield f"CREATE TRIGGER trace_checkpoint_whole BEFORE TRUNCATE ON trace_checkpoint FOR EACH STATEMENT {call}"


def _drops(vendor):
    names = {
        "trace_tracerecord": ["trace_record_kept", "trace_record_stays", "trace_record_whole"],
        "trace_checkpoint": ["trace_checkpoint_kept", "trace_checkpoint_stays", "trace_checkpoint_whole"],
    }
    for table, triggers in names.items():
        for trigger in triggers:
            yield f"DROP TRIGGER IF EXISTS {trigger}" + (f" ON {table}" if vendor == "postgresql" else "")
    if vendor == "postgresql":
        yield "DROP FUNCTION IF EXISTS trace_keep()"
        yield "DROP FUNCTION IF EXISTS trace_refuse()"


def guard(apps, schema_editor):
    statements = {"sqlite": _sqlite, "postgresql": _postgresql}[schema_editor.connection.vendor]()
    with schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def unguard(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for statement in _drops(schema_editor.connection.vendor):
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("trace", "0001_tables")]

    operations = [migrations.RunPython(guard, unguard)]
