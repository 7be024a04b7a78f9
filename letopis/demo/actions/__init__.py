"""Построить показательную школу: всю или ничего."""

from letopis.demo.actions.building import Order, build
from letopis.demo.actions.lists import PASSWORD
from letopis.demo.actions.places import NotEmptyError, rebuild

__all__ = ["PASSWORD", "NotEmptyError", "Order", "build", "rebuild"]
