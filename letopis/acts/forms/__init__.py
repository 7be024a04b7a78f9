"""Листы ввода: новая редакция акта и исправленный справочник."""

from letopis.acts.forms.reference import ReferenceForm
from letopis.acts.forms.sheet import EditionSheet

__all__ = ["EditionSheet", "ReferenceForm"]
