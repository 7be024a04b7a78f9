"""Вид страниц: общий каркас, слова, значки, фразы отказов.

Kept: nothing. Clauses: none. Door: every page.
"""
