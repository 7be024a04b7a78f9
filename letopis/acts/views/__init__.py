"""Страницы локальных актов и справочников."""

from letopis.acts.views.carriers import carrier_file, carriers, class_carriers, end_carrier
from letopis.acts.views.editions import act_file, acts, edition, new_edition, signature_file
from letopis.acts.views.references import confirm, reference, reference_file, row

__all__ = [
    "act_file",
    "acts",
    "carrier_file",
    "carriers",
    "class_carriers",
    "confirm",
    "edition",
    "end_carrier",
    "new_edition",
    "reference",
    "reference_file",
    "row",
    "signature_file",
]
