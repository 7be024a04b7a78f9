"""Связка для установки без сети: колёса, сам пакет, перечень состава, службы и установщик.

`python tools/bundle.py` writes `build/letopis-<version>-<platform>.tar.gz`. On the school's machine it is
unpacked and `sh install.sh` is run; nothing is fetched from anywhere.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
LOCK = "requirements/run.txt"
TAKEN = ("deploy", "docs", "README.md", "README.ru.md", "LICENSE", "CHANGELOG.md", LOCK)
QUIET = ("--quiet", "--disable-pip-version-check", "--progress-bar", "off")


def main() -> int:
    """Make the bundle and say where it is."""
    version = subprocess.run(
        [sys.executable, "-c", "from importlib.metadata import version; print(version('letopis'))"],
        check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    folder = (
        BUILD / f"letopis-{version}-{sysconfig.get_platform()}-py{sys.version_info[0]}{sys.version_info[1]}"
    )
    shutil.rmtree(folder, ignore_errors=True)
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    _pip("download", "--require-hashes", "--no-deps", "--dest", str(wheels), "--requirement", LOCK)
    _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), ".")
    for name in TAKEN:
        _take(ROOT / name, folder / name)
    shutil.copy2(ROOT / "deploy" / "install.sh", folder / "install.sh")
    _list_parts(folder)
    _sum(folder)
    packed = _packed(folder)
    sys.stdout.write(f"{packed.relative_to(ROOT)}: {packed.stat().st_size / 1e6:.0f} MB\n")
    return 0


def _pip(*words: str) -> None:
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-m", "pip", words[0], *QUIET, *words[1:]]
    subprocess.run(command, check=True, cwd=ROOT, env=environment)  # noqa: S603 - fixed words


def _take(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy2(source, target)


def _list_parts(folder: Path) -> None:
    """What the program is made of, in the form auditors read (CycloneDX)."""
    command = ["requirements", str(ROOT / LOCK), "--of", "JSON", "-o", str(folder / "sbom.cdx.json")]
    tool = str(Path(sys.executable).with_name("cyclonedx-py"))
    subprocess.run([tool, *command], check=True)  # noqa: S603 - a fixed command


def _sum(folder: Path) -> None:
    """SHA-256 of every file, as `sha256sum --check` reads them."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder)}" for path in files]
    (folder / "SHA256SUMS").write_text("\n".join(lines) + "\n", "utf-8")


def _packed(folder: Path) -> Path:
    target = folder.with_name(f"{folder.name}.tar.gz")
    with tarfile.open(target, "w:gz") as archive:
        archive.add(folder, folder.name)
    return target


if __name__ == "__main__":
    raise SystemExit(main())
