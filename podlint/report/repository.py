"""Files as the repository that holds them names them."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from podlint.reading.inputs import Inputs
from podlint.reading.repository_root import repository_root
from podlint.startup.frozen import Frozen


class Repository(Frozen, eq=False):
    """A checkout, by its root folder.

    Attributes:
        root: The absolute path of the root, symbolic links resolved.
        inputs: The file system.
    """

    root: Path
    inputs: Inputs

    @classmethod
    def around(cls, folder: Path, inputs: Inputs) -> Repository:
        """The repository that holds a folder; without one, the folder counts as the root."""
        folder = Path(inputs.real(folder))
        return cls(repository_root(inputs, folder) or folder, inputs)

    def path(self, path: str) -> Path | None:
        """A file's path below the root; None if it lies elsewhere.

        Symbolic links are resolved: platforms show findings in the files that hold the text.
        """
        real = Path(self.inputs.real(path))
        return real.relative_to(self.root) if real.is_relative_to(self.root) else None


def uri(path: Path) -> str:
    """A relative path as a URI reference (RFC 3986): forward slashes, percent-encoded."""
    return quote(os.fsencode(path.as_posix()))
