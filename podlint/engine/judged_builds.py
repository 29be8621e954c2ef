"""What a run finds in builds, and which files are judged in them."""

from __future__ import annotations

import json
from collections.abc import Collection
from hashlib import blake2b

from podlint.document import JSON
from podlint.engine.built import BuiltReport
from podlint.finding.report import Finding
from podlint.reading.file import ReadFile
from podlint.startup.frozen import Frozen
from podlint.suppression.deciding import Use

__all__ = ["NO_BUILDS", "Builds", "digest", "digests_in"]


class Builds(Frozen):
    """The reports on the builds in which the files of a run take part.

    Attributes:
        reports: The reports.
        findings: Their findings; those of one fault are one.
        used: The suppressions that suppress some of them.
        judged: The real paths of the files that are judged in builds, and not alone.
        outputs: Digests of what is built.
        names: What is built, as reports call it.
    """

    reports: tuple[BuiltReport, ...] = ()
    findings: tuple[Finding, ...] = ()
    used: frozenset[Use] = frozenset()
    judged: frozenset[str] = frozenset()
    outputs: frozenset[bytes] = frozenset()
    names: tuple[str, ...] = ()

    def judges(self, file: ReadFile, real: str) -> bool:
        """Whether builds judge the objects of a file, so that it is not judged alone.

        Args:
            file: The file.
            real: Its real path.
        """
        if real in self.judged:
            return True
        # Most runs have no builds, and digests take time.
        return bool(self.outputs) and self.has_built(digests_in(file))

    def has_built(self, digests: Collection[bytes] | None) -> bool:
        """Whether a file with these `digests_in` it is exactly what is built."""
        return bool(self.outputs) and digests is not None and self.outputs.issuperset(digests)


NO_BUILDS = Builds()


def digest(data: JSON) -> bytes:
    """A digest that is equal for equal data."""
    text = json.dumps(data, sort_keys=True)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def digests_in(file: ReadFile) -> tuple[bytes, ...] | None:
    """The digests of the documents in a file; None if it has no objects, or is not known whole."""
    if not file.objects or not file.readable:
        return None
    return tuple(digest(each.data) for each in file.documents if each.data is not None)
