"""Builds the sdist and the wheel of a commit: the same bytes on every machine.

The sources are those of the commit, with one time and one mode for all files. setuptools takes the
time of the files in the wheel from SOURCE_DATE_EPOCH, but not that of the files in the sdist.
"""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_FILE, _FOLDER = 0o644, 0o755


def build(revision: str, output: Path, root: Path = ROOT) -> list[Path]:
    """Build the sdist, and from it the wheel.

    Args:
        revision: The commit.
        output: The folder for both; it is created.
        root: The repository.

    Returns:
        The paths of both.
    """
    epoch = int(_git(root, "log", "-1", "--format=%ct", revision))
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        sources, made = Path(folder, "sources"), Path(folder, "made")
        archive = _git(root, "archive", "--format=tar", revision)
        _extract(archive, sources)
        _run_build("--sdist", made, sources, epoch)
        (sdist,) = made.glob("*.tar.gz")
        result = output / sdist.name
        result.write_bytes(normalized(sdist.read_bytes(), epoch))
        unpacked = Path(folder, "unpacked")
        _extract(gzip.decompress(result.read_bytes()), unpacked)
        (inside,) = unpacked.iterdir()
        _run_build("--wheel", made, inside, epoch)
        (wheel,) = made.glob("*.whl")
        (output / wheel.name).write_bytes(wheel.read_bytes())
    return [result, output / wheel.name]


def normalized(sdist: bytes, epoch: int) -> bytes:
    """An sdist whose members are sorted, and have one time, one mode and no owner."""
    members: list[tuple[tarfile.TarInfo, bytes]] = []
    with tarfile.open(fileobj=io.BytesIO(sdist), mode="r:gz") as archive:
        for member in archive.getmembers():
            read = archive.extractfile(member)
            members.append((member, read.read() if read else b""))
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for member, content in sorted(members, key=lambda each: each[0].name):
            info = tarfile.TarInfo(member.name)
            info.type, info.size, info.mtime = member.type, len(content), epoch
            info.mode = _FOLDER if member.isdir() else _FILE
            archive.addfile(info, io.BytesIO(content))
    # The header of gzip has the operating system in it, unless it is written so.
    return gzip.compress(plain.getvalue(), mtime=epoch)


def _extract(archive: bytes, folder: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(archive)) as members:
        # Python 3.11.3 and older do not know filters, and ignore the attribute.
        members.extraction_filter = getattr(tarfile, "data_filter", None)
        members.extractall(folder)
    for path in (folder, *folder.rglob("*")):
        path.chmod(_FOLDER if path.is_dir() else _FILE)


def _run_build(kind: str, output: Path, sources: Path, epoch: int) -> None:
    # Apart from the time, nothing of the caller's environment may matter.
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "TZ": "UTC", "LC_ALL": "C"}
    command = [sys.executable, "-m", "build", kind, "--no-isolation", "--outdir", output, sources]
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, umask=0o022)


def _git(root: Path, *arguments: str) -> bytes:
    return subprocess.check_output(["git", *arguments], cwd=root)


if __name__ == "__main__":
    build(sys.argv[1], Path(sys.argv[2]))
