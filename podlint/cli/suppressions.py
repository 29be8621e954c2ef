"""The command that lists all suppressions."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from podlint.cli import options

if TYPE_CHECKING:
    from podlint.cli.authors import Change
    from podlint.cli.project import Project
    from podlint.finding.report import ReadError
    from podlint.reading.inputs import Inputs
    from podlint.suppression.listing import Listed

_FAILED = 2


class ListFormat(StrEnum):
    """The formats of the list."""

    TEXT = "text"
    JSON = "json"


_Form = Annotated[ListFormat, typer.Option("--format", "-f", help="The format of the list.")]
_Changes = Mapping[tuple[str, int], "Change"]


def list_suppressions(
    context: typer.Context,
    paths: options.Paths = None,
    form: _Form = ListFormat.TEXT,
    config: options.ConfigPath = None,
    isolated: options.Isolated = False,
) -> None:
    """List all suppressions: comments, annotations, settings, exceptions and the baseline.

    The list has the reason, the owner, the ticket and the last day of each suppression. In a git
    repository, it also says who wrote its line, and when.

    Exit code 0: done; 2: a file or an option cannot be used.
    """
    from podlint.cli.project import project_of
    from podlint.cli.reports import tell_errors
    from podlint.finding.report import Report
    from podlint.reading.inputs import Inputs

    inputs = Inputs()
    project = project_of(paths or ["."], config, {}, inputs, isolated=isolated)
    found, errors = _all(project, paths or ["."], inputs)
    changes = _changes(found, inputs)
    if form is ListFormat.JSON:
        data = [_as_data(each, changes.get((each.path, each.line))) for each in found]
        text = json.dumps({"suppressions": data}, indent=2) + "\n"
    else:
        text = "".join(f"{line}\n" for line in _lines(found, changes, inputs.today()))
    context.obj.stdout.write_ready(text)
    if tell_errors(Report((), errors=tuple(errors)), context.obj.stderr):
        raise typer.Exit(_FAILED)


def _all(
    project: Project, paths: Sequence[str], inputs: Inputs
) -> tuple[list[Listed], list[ReadError]]:
    """The suppressions of a project, and the files that cannot be read."""
    from podlint.finding.report import ReadError
    from podlint.reading.file import ReadFile
    from podlint.reading.reader import Reader
    from podlint.rule.names import NamesOfRules
    from podlint.suppression.baseline import read_baseline
    from podlint.suppression.entries import root_of
    from podlint.suppression.listing import listed, listed_baseline
    from podlint.suppression.project import Suppressions

    config = project.config
    reader = Reader(inputs, config.read_settings)
    search = reader.search([Path(each) for each in paths], config.force_exclude)
    read = [
        reader.read(path.absolute(), path.absolute() in members.named)
        for members in search.units
        for path in members.paths
    ]
    files = sorted((each for each in read if isinstance(each, ReadFile)), key=lambda f: f.path)
    errors = [*search.unread, *(each for each in read if isinstance(each, ReadError))]
    suppressions = Suppressions(config, NamesOfRules(project.rules), inputs)
    found = list(listed(files, suppressions.entries, suppressions.calendar))
    if config.baseline is not None:
        path = Path(root_of(config, "baseline"), config.baseline)
        found += listed_baseline(read_baseline(path, inputs))
    return found, errors


def _changes(found: Sequence[Listed], inputs: Inputs) -> _Changes:
    from podlint.cli.authors import authors_of

    lines: dict[str, set[int]] = defaultdict(set)
    for each in found:
        lines[each.path].add(each.line)
    return {
        (path, line): change
        for path, those in lines.items()
        if path
        for line, change in authors_of(Path(path), those, inputs).items()
    }


def _as_data(each: Listed, change: Change | None) -> dict[str, Any]:
    return {
        "kind": each.kind.value,
        "path": each.path,
        "line": each.line,
        "rules": list(each.rules),
        "about": each.about or None,
        "count": each.count,
        "reason": each.reason or None,
        "owner": each.owner or None,
        "ticket": each.ticket or None,
        "until": each.until and each.until.isoformat(),
        "days_left": each.days_left,
        "state": each.state,
        "added": change
        and {
            "author": change.author,
            "day": change.day.isoformat(),
            "commit": change.commit,
            "or_earlier": change.is_oldest,
        },
    }


def _lines(found: Sequence[Listed], changes: _Changes, today: date) -> Iterator[str]:
    from podlint.document.visible import visible
    from podlint.report.view import plural
    from podlint.suppression.listing import ACTIVE

    for each in found:
        about = f" ({each.about})" if each.about else ""
        number = f" × {each.count}" if each.count > 1 else ""
        reason = f": {each.reason}" if each.reason else ""
        what = f"{each.kind} {', '.join(each.rules)}{number}{about}{reason}"
        yield visible(f"{each.path}:{each.line}: {what}")
        details = _details(each, changes.get((each.path, each.line)), today)
        if words := ", ".join(details):
            yield visible(f"  {words}")
    states = Counter(each.state for each in found if each.state != ACTIVE)
    words = ", ".join(f"{number} {state}" for state, number in sorted(states.items()))
    unexplained = sum(1 for each in found if not each.reason and each.kind.value != "baseline")
    words += f"{', ' if words and unexplained else ''}{unexplained} without a reason" * bool(
        unexplained
    )
    if found:
        yield ""
    yield plural(len(found), "suppression") + (f": {words}" if words else "")


def _details(each: Listed, change: Change | None, today: date) -> Iterator[str]:
    from podlint.suppression.listing import EXPIRED, INVALID

    if each.until:
        when = "expired" if each.state == EXPIRED else _days(each.days_left or 0)
        yield f"until {each.until} ({when})"
    if each.state == INVALID:
        yield "invalid"
    if each.owner:
        yield f"owner {each.owner}"
    if each.ticket:
        yield f"ticket {each.ticket}"
    if change:
        age = (today - change.day).days
        earlier = " or earlier" if change.is_oldest else ""
        yield f"added {change.day}{earlier} ({age} days ago) by {change.author}"


def _days(left: int) -> str:
    if left == 0:
        return "today"
    return f"in {left} day{'' if left == 1 else 's'}"
