"""Особые условия вносят и снимают только отсюда."""

from letopis.conditions.actions.setting import ConditionText, lift_condition, set_condition

__all__ = ["ConditionText", "lift_condition", "set_condition"]
