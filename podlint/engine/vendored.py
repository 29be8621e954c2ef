"""Files that come from elsewhere: podlint reports only errors in them, and never fixes them."""

from __future__ import annotations

from pathlib import Path

from podlint.config.config import Config
from podlint.finding.report import Finding
from podlint.finding.severity import Severity

__all__ = ["of_vendored"]


def of_vendored(finding: Finding, config: Config) -> Finding | None:
    """A finding, without its fix if its file is vendored; None if it is then not reported."""
    if not config.vendored:
        return finding
    if not config.patterns("vendored").match(Path(finding.location.path)):
        return finding
    return finding.replace(fix=None) if finding.severity is Severity.ERROR else None
