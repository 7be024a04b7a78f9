"""Адреса ведомостей и табелей."""

from __future__ import annotations

from tests.walks.doors.knock import Knock, card, class_, foreign_card, foreign_class, foreign_pupil, pupil

RESULTS = {
    "results:classes": Knock(),
    "results:school_cards": Knock(body=lambda _cast, _arguments: {}),
    "results:class_sheet": Knock(class_, foreign_class),
    "results:figures": Knock(class_, foreign_class),
    "results:sheet_paper": Knock(class_, foreign_class),
    "results:report_cards": Knock(class_, foreign_class),
    "results:card_paper": Knock(card, foreign_card),
    "results:pupil": Knock(pupil, foreign_pupil),
    "results:works": Knock(pupil, foreign_pupil),
    "results:diary": Knock(pupil, foreign_pupil),
    "results:own_diary": Knock(),
    "results:own_card": Knock(pupil, foreign_pupil),
}
