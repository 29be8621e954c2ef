"""The option that writes a suppression for each finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from podlint.api.linting import lint_paths
from podlint.cli.output import Output
from podlint.cli.whole_file import UnwrittenError, write_whole
from podlint.config.config import Config
from podlint.engine.processes import processors
from podlint.finding.report import Finding, ReadError, Report
from podlint.reading.file import ReadFile
from podlint.reading.inputs import Inputs
from podlint.reading.links import link_to
from podlint.reading.reader import Reader
from podlint.report.concise import place
from podlint.report.view import plural
from podlint.rule.index import ListedRule
from podlint.suppression.adding import with_suppressions

__all__ = ["add_suppressions"]

_OWN = "suppressions"
"""The subject of the rules about suppressions, which no suppression is about."""


def add_suppressions(
    paths: Sequence[str],
    config: Config,
    rules: tuple[ListedRule, ...],
    reason: str | None,
    stderr: Output,
) -> Report:
    """Write a suppression for each finding, and return the report on the new files.

    Args:
        paths: The files and directories to check.
        config: The settings.
        rules: The rules.
        reason: The reason to write; None for none.
        stderr: The stream for messages.
    """

    def lint() -> Report:
        return lint_paths(
            paths,
            config=config,
            rules=rules,
            force_exclude=config.force_exclude,
            jobs=processors() if config.jobs is None else config.jobs,
        )

    own = {rule.name for rule in rules if rule.subject == _OWN}
    before = lint()
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for each in before.counted:
        if each.rule not in own:
            by_path[each.location.path].append(each)
    reader = Reader(Inputs(), config.read_settings)
    failed: list[ReadError] = []
    for path, findings in sorted(by_path.items()):
        try:
            _write(path, findings, reader, reason or "", stderr)
        except UnwrittenError as error:
            failed.append(ReadError(path, f"cannot write this file: {error.reason}"))
    after = lint()
    done = sum(1 for each in before.counted if each.rule not in own) - sum(
        1 for each in after.counted if each.rule not in own
    )
    if not config.quiet:
        stderr.write_line(f"suppressed {plural(done, 'finding')}")
    return after.replace(errors=(*after.errors, *failed))


def _write(
    path: str, findings: Sequence[Finding], reader: Reader, reason: str, stderr: Output
) -> None:
    """Write the suppressions for the findings in a file; say which cannot be written.

    Raises:
        UnwrittenError: The file cannot be written.
    """
    if link := link_to(reader.inputs, path):
        why = f"`{link}` is a symbolic link, and podlint does not write through links"
        refused = [(each, why) for each in findings]
    else:
        file = reader.read(Path(path).absolute(), named=True)
        if not isinstance(file, ReadFile):
            return
        added = with_suppressions(file, findings, reason)
        if added.text != file.text:
            write_whole(Path(path), added.text, file.encoding)
        refused = list(added.refused)
    for finding, why in refused:
        stderr.write_line(f"podlint: {place(finding)}: not suppressed: {why} [{finding.rule}]")
