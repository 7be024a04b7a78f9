"""Исходный текст дома: файлы, их деревья разбора и комнаты, для проверок, которых не видит import-linter."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "letopis"
CYRILLIC = re.compile(r"[А-Яа-яЁё]")


@cache
def files() -> tuple[Path, ...]:
    """Every file of the repository that is kept in it or is about to be."""
    if not (ROOT / ".git").exists():  # an unpacked archive of the source
        return tuple(path for top in ("letopis", "tests", "docs") for path in (ROOT / top).rglob("*.*"))
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")
    return tuple(path for name in names if name and (path := ROOT / name).is_file())


def sources(*suffixes: str, under: Path = ROOT) -> Iterator[Path]:
    """Files by their endings."""
    return (path for path in files() if path.suffix in suffixes and path.is_relative_to(under))


def rooms() -> list[str]:
    """Names of the rooms."""
    return sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


@cache
def tree(path: Path) -> ast.Module:
    """A module taken apart."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def shelf(path: Path) -> str:
    """The shelf a module of the package lies on: "actions", "views", …; "" outside rooms."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[1] if len(parts) > 1 else ""


def place(path: Path, line: int = 0) -> str:
    """Where it is, as a person would say it."""
    return f"{path.relative_to(ROOT).as_posix()}:{line}" if line else path.relative_to(ROOT).as_posix()


def called(call: ast.Call) -> str:
    """The last word of what is called: "create" for `Lesson.objects.create(…)`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""
