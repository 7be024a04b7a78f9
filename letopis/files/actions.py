"""Принять файл в хранилище: под его отпечатком, целиком и на диск (п. 5.1)."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.utils import timezone

from letopis.files.craft.checking import Checked
from letopis.files.craft.store import put
from letopis.files.models import KeptFile
from letopis.files.queries import KEEP, path_of
from letopis.trace.actions import record


@transaction.atomic
def keep(file: Checked, *, by: int) -> KeptFile:
    """Put a checked file into the store; the same content lies there once."""
    digest = hashlib.sha256(file.data).hexdigest()
    put(path_of(digest), file.data)
    facts = {"size": len(file.data), "mime": file.mime, "at": timezone.now(), "by": by}
    kept, is_new = KeptFile.objects.get_or_create(digest=digest, defaults=facts)
    if is_new:
        record(KEEP, by=by, about=(kept.ref, 0), after={"sha256": digest}, clause="5.1")
    return kept
