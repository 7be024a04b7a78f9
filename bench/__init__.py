"""Figures of the program: one JSON line each, with the bar it must hold. Run by `make bench`."""
