"""Packs the documentation for reading without a network: the same bytes for the same pages.

A page that is opened as a file may start no worker, and the search is one. The theme loads a
replacement from another host; the archive has a copy.
"""

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path

_EPOCH = (1980, 1, 1, 0, 0, 0)
_NEEDLESS = {"sitemap.xml", "sitemap.xml.gz", "404.html"}
_WORKER = "https://unpkg.com/iframe-worker/shim"
_COPY = Path(__file__).with_name("iframe-worker.js")
_LOADED = re.compile(r"<(?:script|img|iframe)[^>]*\ssrc=[\"']?(?:https?:)?//[^\"'\s>]+")


def pack(folder: Path, output: Path) -> None:
    """Write an archive with the files of a folder.

    Raises:
        ValueError: A page loads something from another host.
    """
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    pages = {name: _local(name, text) for name, text in files.items() if name.endswith(".html")}
    files |= pages | {f"assets/{_COPY.name}": _COPY.read_bytes()}
    output.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files.keys() - _NEEDLESS):
            info = zipfile.ZipInfo(f"{folder.name}/{name}", _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, files[name])


def _local(name: str, content: bytes) -> bytes:
    copy = f"{'../' * name.count('/')}assets/{_COPY.name}"
    page = content.decode("utf-8").replace(_WORKER, copy)
    if other := _LOADED.search(page):
        raise ValueError(f"{name} loads from another host: {other[0]}")
    return page.encode("utf-8")


if __name__ == "__main__":
    pack(Path(sys.argv[1]), Path(sys.argv[2]))
