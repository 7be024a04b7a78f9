"""Школа: организация, локальные акты, годы и периоды, предметы, классы, учебный план.

Kept: the frame every record stands in.
Clauses: 1.2, 1.7-1.9. Door: deputy head; local acts are open to all.
"""
