"""Что прибавляет к правам человека переданное по приказу и открытые записи: части одного вопроса."""

from __future__ import annotations

_TAKEN = "FROM rights_delegation WHERE taker_id = %s AND revoked_at IS NULL"
_WHAT = "CASE WHEN deed = '' THEN 'post' ELSE 'deed' END, CASE WHEN deed = '' THEN role ELSE deed END"
_GIVEN = "FROM rights_delegation WHERE giver_id = %s AND revoked_at IS NULL"
PARTS = (
    f"SELECT {_WHAT}, 0, starts, ends {_TAKEN}",
    f"SELECT 'delegation', '', id, starts, ends {_TAKEN}",
    f"SELECT 'delegation', '', id, starts, ends {_GIVEN}",
    "SELECT 'open', '', ends_second, NULL, NULL FROM rights_opening WHERE employee_id = %s",
)
