"""The faults in the text of a document, as problems."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.document import Document, FaultKind
from podlint.finding.problem import Problem, Related, Spot

__all__ = ["problems_in"]


def problems_in(document: Document, kind: FaultKind, why: str) -> Iterator[Problem]:
    """The problems of all faults of one kind in a readable document.

    Args:
        document: The document.
        kind: The kind of faults.
        why: The consequence of such a fault.
    """
    for fault in document.problems:
        if fault.kind == kind:
            yield Problem(
                fault.message,
                at=Spot(document, fault.span),
                why=why,
                help=fault.help,
                related=tuple(Related(note, Spot(document, span)) for note, span in fault.related),
            )
