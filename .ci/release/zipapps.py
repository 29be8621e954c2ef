"""Builds podlint as one file for each platform, which runs with CPython 3.11 to 3.14.

Two dependencies, pydantic-core and ruamel.yaml.clib, are compiled for a platform and a version of
Python. A file has them for all these versions, because the names of the compiled modules differ.
Python cannot import compiled modules from an archive, so the file unpacks itself at the first
start.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START = Path(__file__).with_name("zipapp_start.py")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORMS = {
    "linux-x86_64": ("manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux_2_28_x86_64"),
    "linux-aarch64": ("manylinux_2_17_aarch64", "manylinux2014_aarch64", "manylinux_2_28_aarch64"),
    "macos-arm64": ("macosx_11_0_arm64", "macosx_14_0_arm64"),
    "windows-amd64": ("win_amd64",),
}
_EPOCH = (1980, 1, 1, 0, 0, 0)


def build(wheel: Path, platform: str, output: Path, pythons: tuple[str, ...] = PYTHONS) -> Path:
    """Download the locked dependencies for a platform, and build the file; return its path."""
    with tempfile.TemporaryDirectory() as folder:
        for python in pythons:
            _install(Path(folder), python, PLATFORMS[platform])
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
        return bundle(Path(folder), output / f"podlint-{platform}.pyz")


def _install(folder: Path, python: str, tags: tuple[str, ...]) -> None:
    platforms = [word for tag in tags for word in ("--platform", tag)]
    locked = ROOT / "requirements/action.txt"
    command = [
        sys.executable, "-m", "pip", "install", "--quiet", "--upgrade", "--no-deps",
        "--only-binary", ":all:", "--require-hashes", "-r", locked, "--implementation", "cp",
        "--python-version", python, *platforms, "--target", folder / python,
    ]  # fmt: skip
    subprocess.run(command, check=True)
    # All versions are the same but for the compiled modules.
    for path in sorted((folder / python).rglob("*")):
        place = folder / path.relative_to(folder / python)
        if path.is_file():
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)


def bundle(folder: Path, output: Path) -> Path:
    """Write the file with the packages in a folder; the same bytes for the same packages."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and _is_needed(path.relative_to(folder))
    }
    digest = hashlib.sha256()
    for name, content in files.items():
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    start = START.read_text(encoding="utf-8").replace("@DIGEST@", digest.hexdigest()[:32])
    output.parent.mkdir(parents=True, exist_ok=True)
    with output.open("wb") as file:
        file.write(b"#!/usr/bin/env python3\n")
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            _add(archive, "__main__.py", start.encode())
            for name, content in files.items():
                _add(archive, f"packages/{name}", content)
    output.chmod(0o755)
    return output


def _is_needed(path: Path) -> bool:
    parts = set(path.parts)
    needless = {"__pycache__", "setuptools", "pkg_resources", "_distutils_hack", "bin"}
    return not parts & needless and path.parts[0] not in map(str, PYTHONS)


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, content)


if __name__ == "__main__":
    for name in sys.argv[3:] or PLATFORMS:
        build(Path(sys.argv[1]), name, Path(sys.argv[2]))
