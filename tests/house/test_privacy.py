"""В репозитории нет следов чьей-либо машины: ни путей, ни адресов хранилищ пакетов, ни тайн."""

from __future__ import annotations

import re

from tests.house.source import files, place

SLASH = "/"  # so that this file does not find itself
FORBIDDEN = re.compile(
    rf"""(?<![\w.]) {SLASH}(?:work|root|home|Users|opt)/[\w.-]+ | file:{SLASH}{SLASH}
       | --(?:extra-)?index-ur[l][ =] | --find-link[s][ =] | pypi\.org{SLASH}simple
       | -----BEGIN[ ][A-Z ]*PRIVATE[ ]KEY""",
    re.VERBOSE,
)
BINARY = {".png", ".jpg", ".ico", ".xlsx", ".zip", ".mo", ".pdf", ".woff2"}


def test_no_file_names_a_machine_an_index_or_a_key() -> None:
    found = [
        f"{place(path, text.count(chr(10), 0, match.start()) + 1)} {match.group()}"
        for path in files()
        if path.suffix not in BINARY
        for text in [path.read_text(encoding="utf-8")]
        for match in FORBIDDEN.finditer(text)
    ]
    assert found == []
