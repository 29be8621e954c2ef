"""Functions that fix findings in text, files or objects, and write nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from podlint.api.choice import custom_kinds, dispatches_of, reader_of
from podlint.api.linting import lint_objects, lint_text
from podlint.api.objects import named_objects, text_files
from podlint.api.report import Arguments, Report
from podlint.config.config import Config
from podlint.engine.linting import lint_alone, lint_files
from podlint.finding import report
from podlint.finding.report import Finding
from podlint.fix import Fixed, Unfixed, fix_files
from podlint.reading.files import require_working_folder
from podlint.reading.links import link_to
from podlint.reading.plain_data import paths_in
from podlint.reading.unit import Unit
from podlint.rule.index import ListedRule
from podlint.startup.frozen import Frozen

if TYPE_CHECKING:
    from podlint.config.argument_types import PathText, Several

__all__ = ["FixedObject", "fix_objects", "fix_paths", "fix_text"]


class FixedObject(Frozen):
    """An object after its fixes.

    Attributes:
        object: The object with the fixes; the same object as before if no fix was made.
        fixed: The findings that are fixed.
        unfixed: The findings whose fixes could not be made.
    """

    object: dict[str, Any] | None
    fixed: tuple[Finding, ...] = ()
    unfixed: tuple[Unfixed, ...] = ()


def fix_paths(
    paths: Several[PathText],
    *,
    config: Config | None = None,
    rules: Sequence[ListedRule] | None = None,
    force_exclude: bool = False,
    unsafe: bool = False,
) -> tuple[tuple[Fixed, ...], Report]:
    """Fix findings in the texts of files, without writing any file.

    Args:
        paths: As for `lint_paths`.
        config: As for `lint_paths`.
        rules: As for `lint_paths`.
        force_exclude: As for `lint_paths`.
        unsafe: Also make unsafe fixes.

    Returns:
        The files that have fixes, with their texts before and after, and the report on all files
        after the fixes. Files that are reached through a symbolic link are not changed.

    Raises:
        ConfigError: As for `lint_text`.
    """
    require_working_folder()
    dispatches = dispatches_of(config, rules)
    named = paths_in("fix_paths", paths)
    reader = reader_of(dispatches.config, remember=True)

    def lint(texts: Mapping[str, str]) -> report.Report:
        return lint_files(reader.with_texts(texts), named, dispatches, force_exclude).report

    def left_alone(path: str) -> str | None:
        link = link_to(reader.inputs, path)
        if not link:
            return None
        return f"`{link}` is a symbolic link, and podlint does not write through links"

    files, after = fix_files(lint({}), lint, left_alone, unsafe=unsafe)
    return files, Report.of(after, Arguments(config, rules))


def fix_text(
    text: str,
    *,
    name: str = "<text>",
    config: Config | None = None,
    rules: Sequence[ListedRule] | None = None,
    complete: bool = False,
    unsafe: bool = False,
) -> tuple[Fixed, Report]:
    """Fix findings in the text of one file, and keep its comments and layout.

    Args:
        text: As for `lint_text`.
        name: As for `lint_text`.
        config: As for `lint_text`.
        rules: As for `lint_text`.
        complete: As for `lint_text`.
        unsafe: Also make unsafe fixes.

    Returns:
        The text before and after the fixes, with the fixed findings, and the report on the text
        after the fixes.

    Raises:
        ConfigError: As for `lint_text`.
        TypeError: An argument has the wrong type.
    """

    def lint(texts: Mapping[str, str]) -> report.Report:
        now = texts.get(name, text)
        return lint_text(now, name=name, config=config, rules=rules, complete=complete)

    files, after = fix_files(lint({}), lint, unsafe=unsafe)
    fixed = files[0] if files else Fixed(name, text, text, (), ())
    return fixed, Report.of(after, Arguments(config, rules))


def fix_objects(
    objects: Iterable[dict[str, Any] | None],
    *,
    config: Config | None = None,
    rules: Sequence[ListedRule] | None = None,
    complete: bool = False,
    unsafe: bool = False,
) -> tuple[tuple[FixedObject, ...], Report]:
    """Fix findings in objects that are already data; the passed objects are not changed.

    Args:
        objects: As for `lint_objects`.
        config: As for `lint_text`.
        rules: As for `lint_text`.
        complete: As for `lint_objects`.
        unsafe: Also make unsafe fixes.

    Returns:
        Each object after its fixes, in the order of `objects`, and the report on the objects after
        the fixes.

    Raises:
        ConfigError: As for `lint_text`.
        TypeError: As for `lint_objects`.
    """
    named = named_objects(objects)
    dispatches = dispatches_of(config, rules)

    def lint(texts: Mapping[str, str]) -> report.Report:
        files = text_files(named, custom_kinds(config), texts)
        return lint_alone(Unit.alone(files, complete), dispatches)

    files, _ = fix_files(lint({}), lint, unsafe=unsafe)
    changed = {each.path: each for each in files}
    done = tuple(_fixed(obj, changed.get(path)) for path, obj in named.items())
    after = [each.object for each in done]
    return done, lint_objects(after, config=config, rules=rules, complete=complete)


def _fixed(obj: dict[str, Any] | None, file: Fixed | None) -> FixedObject:
    if file is None:
        return FixedObject(obj)
    after = obj if file.after == file.before else json.loads(file.after)
    unfixed = tuple(each.replace(finding=_without_text(each.finding)) for each in file.unfixed)
    return FixedObject(after, tuple(map(_without_text, file.fixed)), unfixed)


def _without_text(finding: Finding) -> Finding:
    """The finding as `lint_objects` reports it."""
    related = tuple(
        each.replace(location=each.location.replace(span=None)) for each in finding.related
    )
    location = finding.location.replace(span=None)
    return finding.replace(location=location, related=related, excerpt=None)
