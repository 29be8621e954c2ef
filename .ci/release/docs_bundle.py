"""Packs the documentation for reading without a network: the same bytes for the same pages."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

_EPOCH = (1980, 1, 1, 0, 0, 0)
_NEEDLESS = {"sitemap.xml", "sitemap.xml.gz", "404.html"}


def pack(folder: Path, output: Path) -> None:
    """Write an archive with the files of a folder."""
    output.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and name not in _NEEDLESS:
                info = zipfile.ZipInfo(f"{folder.name}/{name}", _EPOCH)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                archive.writestr(info, path.read_bytes())


if __name__ == "__main__":
    pack(Path(sys.argv[1]), Path(sys.argv[2]))
