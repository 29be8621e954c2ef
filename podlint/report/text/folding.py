"""The same finding in several places of a file, told once."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator

from podlint.finding.report import Finding
from podlint.startup.frozen import Frozen

__all__ = ["Group", "folded"]


class Group(Frozen):
    """Findings of one file that say the same.

    Attributes:
        first: The one that is shown.
        others: Those whose places alone are listed.
    """

    first: Finding
    others: tuple[Finding, ...] = ()

    def places(self) -> Iterator[str]:
        """The other places: ``45:9 (container worker)``, with the object if it is another one."""
        for each in self.others:
            span = each.location.span
            where = f"{span.start_line}:{span.start_column}" if span else each.field
            about = [] if each.object == self.first.object else [str(each.object)]
            about += [f"container {each.container}"] if each.container else []
            yield f"{where} ({', '.join(about)})" if about else where


def folded(findings: Iterable[Finding]) -> Iterator[Group]:
    """The findings, in order; findings that differ only in container or object are one group.

    A finding of another file, rule, severity or wording is never folded into a group.
    """
    groups: dict[Hashable, list[Finding]] = {}
    for each in findings:
        groups.setdefault(_wording(each), []).append(each)
    for first, *others in groups.values():
        yield Group(first, tuple(others))


def _wording(finding: Finding) -> Hashable:
    return (
        finding.location.path,
        finding.rule,
        finding.severity,
        finding.suppressed,
        finding.label,
        tuple(each.build for each in finding.builds),
        finding.fix and finding.fix.fix.safe,
        *(_unnamed(each or "", finding) for each in (finding.message, finding.why, finding.help)),
        *(_unnamed(each.message, finding) for each in finding.related),
    )


def _unnamed(text: str, finding: Finding) -> str:
    """The text without the name of the container where it is quoted or follows the word.

    It may also be the last of several: `containers web and logs both …`. A name may be an ordinary
    word, such as `a` or `web`.
    """
    if not finding.container or finding.container not in text:
        return text
    name = re.escape(finding.container)
    after = r"container |containers [\w-]+(?:, [\w-]+)* and "
    return re.sub(rf"(`){name}(?=`)|({after}){name}(?![\w-])", "\\1\\2\0", text)
