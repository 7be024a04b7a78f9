"""Построить показательную школу: всю или ничего."""

from letopis.demo.actions.building import Order, build
from letopis.demo.actions.places import NotEmptyError, rebuild

__all__ = ["NotEmptyError", "Order", "build", "rebuild"]
