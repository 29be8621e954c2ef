"""The faults in the text of a document, as problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from podlint.document import Document, Fault, FaultKind
from podlint.finding.problem import Fix, Problem, Related, Spot

__all__ = ["problems_in"]


def problems_in(
    document: Document,
    kind: FaultKind,
    why: str,
    fix: Callable[[Fault], Fix | None] = lambda _: None,
) -> Iterator[Problem]:
    """The problems of all faults of one kind in a readable document.

    Args:
        document: The document.
        kind: The kind of faults.
        why: The consequence of such a fault.
        fix: Returns the fix of a fault, or None.
    """
    for fault in document.problems:
        if fault.kind == kind:
            yield Problem(
                fault.message,
                at=Spot(document, fault.span),
                fix=fix(fault),
                why=why,
                help=fault.help,
                related=tuple(Related(note, Spot(document, span)) for note, span in fault.related),
            )
