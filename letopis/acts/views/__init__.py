"""Страницы локальных актов и справочников."""

from letopis.acts.views.editions import act_file, acts, new_edition, signature_file
from letopis.acts.views.references import confirm, reference, reference_file, row

__all__ = [
    "act_file",
    "acts",
    "confirm",
    "new_edition",
    "reference",
    "reference_file",
    "row",
    "signature_file",
]
