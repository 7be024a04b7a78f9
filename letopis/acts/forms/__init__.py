"""Листы ввода: новая редакция акта, исправленный справочник и его строка."""

from letopis.acts.forms.reference import ReferenceForm, RowForm
from letopis.acts.forms.sheet import EditionSheet
from letopis.acts.forms.told import told

__all__ = ["EditionSheet", "ReferenceForm", "RowForm", "told"]
