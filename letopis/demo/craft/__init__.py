"""Чистая часть показательной школы: люди, классы, расписание и день за днём то, что попало в журнал.

Chance, references and salts all come from one seeded source, so that the same seed and date give the same
school down to the root of its trace. A real school draws salts and references from the system's secret
source: they hide people. Nobody here exists, so there is nobody to hide, and a school that can be built
again byte for byte can be compared, tested and measured.
"""
