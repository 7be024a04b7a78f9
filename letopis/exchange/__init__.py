"""Обмен: загрузка списков школы.

Kept: each import as one act that can be undone.
Clauses: 1.6 (nothing lost, each result has its ground). Door: records clerk, deputy head.
"""
