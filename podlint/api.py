"""The library: text, files, folders or objects in, a `Report` out."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podlint.config import Config, ConfigError, default_config
from podlint.custom_resources import CustomKind
from podlint.document import Document
from podlint.facts import FileFacts, read_documents, read_text
from podlint.files import collect, require_working_folder, several_paths
from podlint.finding import ReadError, Report
from podlint.fix import Fixed, fix_file, left_alone
from podlint.joining import joined
from podlint.links import link_to
from podlint.pack import builtin_rules
from podlint.parallel import spread
from podlint.rule import Rule
from podlint.rulebook import Rulebook
from podlint.unit_report import facts, read_file, report_alone, report_on
from podlint.units import UnitFinder, UnitRoot

if TYPE_CHECKING:
    from typing import Unpack, overload

    from podlint.argument_types import PathOptions, PathText, Several

_WORTH_A_PROCESS = 50_000
"""Bytes of manifests that take longer to check than a process to start."""


def lint_text(
    text: str,
    *,
    name: str = "<text>",
    config: Config | None = None,
    rules: Sequence[Rule] | None = None,
    count_not_shown: bool = True,
) -> Report:
    """Lint the text of one file, YAML or JSON.

    The text stands alone: nothing is concluded from what it does not hold.

    Args:
        text: The text, line ends as they are.
        name: What findings call the file.
        config: The settings; the defaults if None.
        rules: The rules to choose from; podlint's own if None.
        count_not_shown: As `lint_paths`.

    Raises:
        ConfigError: The settings name a rule that does not exist, or options that it lacks.
        TypeError: An argument is not of its type.
    """
    if not isinstance(text, str):
        message = f"lint_text takes text, not {type(text).__name__}; lint_file takes a path"
        raise TypeError(message)
    rulebook = _rulebook(config, rules, count_not_shown)
    return report_alone([facts(name, read_text, name, text, _kinds(config))], rulebook)


def lint_objects(
    objects: Iterable[dict[str, Any] | None],
    *,
    config: Config | None = None,
    rules: Sequence[Rule] | None = None,
) -> Report:
    """Lint objects that are already data, such as those a webhook or a generator holds.

    The findings are those of `lint_text` on the same objects, without positions: `Finding.field`
    and `Finding.pointer` say where, `Finding.location.path` is ``objects[0]`` and so on. What
    only a text has, such as comments or the leading zero of a number, is not judged. An object with
    a value that JSON does not have, such as a date or a tuple, is in `Report.errors`.

    Args:
        objects: Dictionaries as `json.loads` makes them. None stands for an empty document.
        config: As `lint_text`.
        rules: As `lint_text`.

    Raises:
        ConfigError: As `lint_text`.
        TypeError: `objects` is a single object, or holds something that is not a dictionary.
    """
    from podlint.plain_data import objects_in, unlike_json

    rulebook = _rulebook(config, rules)

    def read(path: str, obj: dict[str, Any] | None) -> FileFacts | ReadError:
        if fault := unlike_json(obj):
            return ReadError(path, f"cannot be read: {fault}")
        return read_documents(path, "", [Document.of(obj)], _kinds(config))

    named = [(f"objects[{index}]", obj) for index, obj in enumerate(objects_in(objects))]
    return report_alone([facts(path, read, path, obj) for path, obj in named], rulebook)


def lint_file(
    path: str | os.PathLike[str],
    *,
    config: Config | None = None,
    rules: Sequence[Rule] | None = None,
) -> Report:
    """Lint one file; the files of its unit are read as context.

    Raises:
        ConfigError: As `lint_text`.
    """
    return lint_paths([path], config=config, rules=rules)


if TYPE_CHECKING:

    @overload
    def lint_paths(paths: Several[PathText], **options: Unpack[PathOptions]) -> Report: ...

    @overload
    def lint_paths(
        paths: Iterator[PathText] | Iterable[os.PathLike[str]], **options: Unpack[PathOptions]
    ) -> Report: ...


def lint_paths(
    paths: Iterable[PathText],
    *,
    config: Config | None = None,
    rules: Sequence[Rule] | None = None,
    force_exclude: bool = False,
    progress: Callable[[int, int], None] | None = None,
    texts: Mapping[str, str] | None = None,
    jobs: int = 1,
    count_not_shown: bool = True,
) -> Report:
    """Lint files, and the ``*.yaml``, ``*.yml`` and ``*.json`` files below directories.

    The report on a file does not depend on which other files are named: the files of its unit are
    read as context in any case. A file that cannot be read is in `Report.errors`.

    Args:
        paths: Files and directories.
        config: The settings; the defaults if None.
        rules: The rules to choose from; podlint's own if None.
        force_exclude: Let the settings' ``exclude`` apply to files that are named, too.
        progress: Called with the numbers of files done and of all files, after each unit; where
            there are several jobs, for this process's share, as if the others were as far.
        texts: By absolute path, what to take for a file's text instead of what is in it.
        jobs: The most processes to use; more than one forks this one.
        count_not_shown: Run the rules that the profile leaves out, too, for `Report.not_shown`;
            where nobody asks for that number, it takes a tenth of the time.

    Raises:
        ConfigError: As `lint_text`.
        TypeError: `paths` is a single path.
        PodlintError: The working directory no longer exists.
        WorkerError: A process ended before its work was done.
    """
    require_working_folder()
    rulebook = _rulebook(config, rules, count_not_shown)
    config = rulebook.config
    named = several_paths("lint_paths", paths)
    files, folders, unread = collect(named, config.excluded, force=force_exclude)
    errors = [_unread(path, reason, named) for path, reason in dict.fromkeys(unread)]
    finder = UnitFinder(config.excluded)
    read = functools.partial(read_file, texts=texts or {}, kinds=config.custom_kinds)
    units: dict[UnitRoot, list[Path]] = {}
    for path in files:
        units.setdefault(finder.root_of(path), []).append(path)
    jobs = min(jobs, len(units) or 1, 1 + sum(map(_size, units.items())) // _WORTH_A_PROCESS)
    done, due = 0, len(files) // jobs

    def lint_unit(unit: tuple[UnitRoot, list[Path]]) -> Report:
        nonlocal done
        report = report_on(*unit, finder, rulebook, read)
        done += len(unit[1])
        if progress:
            progress(min(done * len(files) // max(due, 1), len(files)), len(files))
        return report

    reports = spread(list(units.items()), lint_unit, _size, jobs)
    return joined(reports, errors, folders)


def _unread(path: Path, reason: str, named: Collection[Path]) -> ReadError:
    shown = path if path in named or not path.is_absolute() else Path(os.path.relpath(path))
    return ReadError(shown.as_posix(), reason)


def fix_paths(
    paths: Several[PathText],
    *,
    config: Config | None = None,
    rules: Sequence[Rule] | None = None,
    force_exclude: bool = False,
    unsafe: bool = False,
) -> tuple[tuple[Fixed, ...], Report]:
    """Mend what can be mended, without writing anything.

    Args:
        paths: As `lint_paths`.
        config: As `lint_paths`.
        rules: As `lint_paths`.
        force_exclude: As `lint_paths`.
        unsafe: Make fixes that are not safe, too.

    Returns:
        The files that have something to fix, with their texts before and after, and the report on
        all files as they would be afterwards. A file that a symbolic link leads to stays as it is.

    Raises:
        ConfigError: As `lint_text`.
    """
    named = [str(path) for path in several_paths("fix_paths", paths)]
    texts: dict[str, str] = {}

    def report(what: list[str], count_not_shown: bool = False) -> Report:
        return lint_paths(
            what,
            config=config,
            rules=rules,
            force_exclude=force_exclude,
            texts=texts,
            count_not_shown=count_not_shown,
        )

    before = report(named)
    fixable = {each.location.path for each in before.findings if each.fix}
    known = {each.message for each in before.errors}
    results = [
        left_alone(source, link, before.findings, unsafe=unsafe)
        if (link := link_to(source.path))
        else fix_file(source, report, texts, known, unsafe)
        for source in before.sources
        if source.path in fixable
    ]
    after = report(named, count_not_shown=True)
    failed = [each for each in results if isinstance(each, ReadError)]
    fixed = tuple(each for each in results if isinstance(each, Fixed))
    return fixed, after.replace(errors=(*after.errors, *failed))


def _rulebook(
    config: Config | None, rules: Sequence[Rule] | None, count_not_shown: bool = True
) -> Rulebook:
    if config is None and rules is None:
        return _default_rulebook(count_not_shown)
    config = default_config() if config is None else config
    if not isinstance(config, Config):
        message = f"config must be a podlint.Config, not {type(config).__name__}"
        raise TypeError(message)
    if rules is None and config.rules:
        message = "the folders of rules are for the command line to load; give the rules to `rules`"
        raise ConfigError(message, ("rules",))
    chosen_from = builtin_rules() if rules is None else rules
    return Rulebook(chosen_from, config, count_not_shown)


@functools.cache
def _default_rulebook(count_not_shown: bool) -> Rulebook:
    # To choose from all rules takes as long as to lint a small Pod.
    return Rulebook(builtin_rules(), default_config(), count_not_shown)


def _kinds(config: Config | None) -> tuple[CustomKind, ...]:
    return config.custom_kinds if config else ()


def _size(unit: tuple[UnitRoot, list[Path]]) -> int:
    """The bytes of a unit's files that are to be checked."""
    return sum(map(_bytes_of, unit[1]))


def _bytes_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # It is gone, or never was there.
        return 0
