"""Слова программы: собрать русские тексты страниц, свести их с переводами, собрать словари для показа.

`python tools/words.py` gathers and compiles; `--check` only says what is missing. The source language is
Russian: the English catalogue is complete, the Russian one holds nothing but plural forms.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "letopis"
LOCALE = SOURCE / "locale"
LANGUAGES = ("en", "ru")
LAZY = ("gettext", "ngettext", "pgettext", "npgettext")
KEYWORDS = {**DEFAULT_KEYWORDS, **{f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in LAZY}}
HEADER = "# Letopis. Gathered by tools/words.py; only the msgstr lines are written by hand."
VALUE = re.compile(r"%\(\w+\)|%s|\{\w*\}")
STILL = datetime(2026, 1, 1, tzinfo=UTC)  # a compiled catalogue does not change with the clock
PASSING = re.compile(
    rb'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|'
    rb"Report-Msgid-Bugs-To|Project-Id-Version):.*\n",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Domain:
    """One pair of catalogues: of the server's texts or of the scripts'."""

    name: str
    endings: tuple[str, ...]


DOMAINS = (Domain("django", (".py", ".html")), Domain("djangojs", (".js",)))


def main() -> int:
    """Gather or check; 1 if a text has no translation or a compiled catalogue is stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, only say what is missing")
    check = parser.parse_args().check
    settings.configure()  # what Django's template lexer wants to know
    faults = [fault for domain in DOMAINS for fault in bring_up_to_date(domain, check=check)]
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0


def bring_up_to_date(domain: Domain, *, check: bool) -> Iterator[str]:
    """Gather one domain into its catalogues, or only compare; yields what is wrong."""
    found = gathered(domain)
    for language in LANGUAGES:
        path = LOCALE / language / "LC_MESSAGES" / f"{domain.name}.po"
        catalog = merged(found, path, language)
        if check:
            yield from stale(path, catalog)
        else:
            write(path, catalog)
        yield from (f"{path.relative_to(ROOT)}: {fault}" for fault in faults_of(catalog))


def gathered(domain: Domain) -> Catalog:
    """Every text of the domain with the files it stands in."""
    catalog = Catalog()
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix in domain.endings and "migrations" not in path.parts:
            place = path.relative_to(ROOT).as_posix()
            for _line, text, comments, context in texts_of(path):
                catalog.add(text, locations=[(place, 0)], auto_comments=comments, context=context)
    return catalog


def texts_of(path: Path) -> Iterator[Any]:
    """What Babel finds in a file: line, text or (one, many), comments, context."""
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        content = as_python(templatize(content, origin=str(path)))
    method = "javascript" if path.suffix == ".js" else "python"
    yield from extract(method, BytesIO(content.encode()), KEYWORDS, (), {"encoding": "utf-8"})


def as_python(templatized: str) -> str:
    """Django leaves gettext calls among blanks; without their indents Python's tokenizer reads them."""
    return "\n".join(
        " ".join(line.split()) if "'" not in line else line.strip() for line in templatized.split("\n")
    )


def merged(found: Catalog, path: Path, language: str) -> Catalog:
    """The catalogue of a language with the texts of today; translations of vanished texts go."""
    catalog = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
    catalog.update(found, no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    if language == "ru":
        for message in [message for message in catalog if message.id and not message.pluralizable]:
            catalog.delete(message.id, message.context)
    catalog.header_comment = HEADER
    catalog.fuzzy = False
    catalog.creation_date = catalog.revision_date = STILL
    return catalog


def as_po(catalog: Catalog) -> bytes:
    """The catalogue as text, without dates and names that change by themselves."""
    file = BytesIO()
    write_po(file, catalog, width=110, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return PASSING.sub(b"", file.getvalue())


def write(path: Path, catalog: Catalog) -> None:
    """Write the catalogue and what the program reads of it, if either has changed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != as_po(catalog):
        path.write_bytes(as_po(catalog))
    if compiled(path) != spoken(catalog):
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)


def stale(path: Path, catalog: Catalog) -> Iterator[str]:
    """What the files of a catalogue lack of the texts of today."""
    name = path.relative_to(ROOT)
    if not path.exists() or path.read_bytes() != as_po(catalog):
        yield f"{name}: the texts have changed; run make words"
    if compiled(path) != spoken(catalog):
        yield f"{name.with_suffix('.mo')}: is older than the translations; run make words"


def compiled(path: Path) -> dict[Any, Any] | None:
    """What the compiled catalogue says, None if there is none."""
    try:
        with path.with_suffix(".mo").open("rb") as file:
            return spoken(read_mo(file))
    except FileNotFoundError:
        return None


def spoken(catalog: Catalog) -> dict[Any, Any]:
    """Text → translation, of the texts that have one."""
    return {
        (message.context, *forms(message.id)): forms(message.string)
        for message in catalog
        if message.id and not message.fuzzy and complete(message)
    }


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """A text's forms by number; one, if it has no number."""
    return tuple(text) if isinstance(text, list | tuple) else (text or "",)


def complete(message: Message) -> bool:
    """Whether every form is translated."""
    return all(forms(message.string))


def faults_of(catalog: Catalog) -> Iterator[str]:
    """Texts without a translation, doubtful ones, and translations that lost or invented a value."""
    for message in catalog:
        if not message.id:
            continue
        if message.fuzzy or not complete(message):
            places = ", ".join(sorted({name for name, _line in message.locations}))
            yield f"not translated: {message.id!r} ({places})"
        elif values(forms(message.id)[-1:]) != values(forms(message.string)[-1:]):
            yield f"{message.id!r}: other values in the translation {message.string!r}"
    for message, errors in catalog.check():
        yield from (f"{message.id!r}: {error}" for error in errors if complete(message))


def values(texts: tuple[str, ...]) -> set[str]:
    """Places in texts where facts are put: %(day)s, %s, {name}."""
    return {place for text in texts for place in VALUE.findall(text)}


if __name__ == "__main__":
    raise SystemExit(main())
