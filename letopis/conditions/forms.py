"""Особое условие, как его записывает секретарь или завуч."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from letopis.conditions.actions import ConditionText
from letopis.conditions.craft.names import DOCUMENTS, KINDS

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOST = 2**62


class ConditionForm(forms.Form):
    """A condition of a pupil or of a class."""

    student = forms.IntegerField(label=_("Кому"), min_value=1, max_value=MOST, required=False)
    subject = forms.IntegerField(label=_("Предмет"), min_value=1, max_value=MOST, required=False)
    kind = forms.ChoiceField(label=_("Что меняет"), choices=KINDS)
    scale = forms.CharField(label=_("Шкала"), max_length=20, required=False)
    starts = forms.DateField(label=_("С какого дня"), widget=DAY)
    ends = forms.DateField(label=_("По какой день"), widget=DAY, required=False)
    document = forms.ChoiceField(label=_("Документ"), choices=DOCUMENTS)
    number = forms.CharField(label=_("Номер"), max_length=40, required=False)
    issued_on = forms.DateField(label=_("Дата документа"), widget=DAY, required=False)
    note = forms.CharField(label=_("Примечание"), max_length=300, required=False)

    def text(self) -> ConditionText:
        """What is to be entered; the form must be valid."""
        return ConditionText(**self.cleaned_data)
