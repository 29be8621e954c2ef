"""Functions that lint text, files, directories or objects, and return a `Report`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

from podlint.api.choice import custom_kinds, dispatches_of, reader_of
from podlint.api.objects import data_files, named_objects
from podlint.api.report import Arguments, Report
from podlint.config.config import Config
from podlint.engine.linting import lint_alone, lint_files
from podlint.finding import report
from podlint.reading.file import read_text
from podlint.reading.files import require_working_folder
from podlint.reading.plain_data import paths_in
from podlint.reading.reader import facts
from podlint.reading.unit import Unit
from podlint.rule.index import ListedRule

if TYPE_CHECKING:
    from typing import Unpack

    from podlint.config.argument_types import PathOptions, PathText, Several
    from podlint.engine.kept.shelf import Shelf


def lint_text(
    text: str,
    *,
    name: str = "<text>",
    config: Config | None = None,
    rules: Sequence[ListedRule] | None = None,
    complete: bool = False,
) -> Report:
    """Lint the text of one file, YAML or JSON.

    podlint checks the text on its own, including references between objects in it. It does not
    report that a referenced object is missing, unless the text is `complete`.

    Args:
        text: The text, with its original line ends.
        name: The file name for findings.
        complete: The text contains all objects that are applied together, such as the output of
            Helm.
        config: The settings; the defaults if None.
        rules: The rules to choose from; podlint's own if None.

    Raises:
        ConfigError: The settings name a rule that does not exist, or an option that it does not
            have.
        TypeError: An argument has the wrong type.
    """
    if not isinstance(text, str):
        message = f"lint_text expects text, not {type(text).__name__}; use lint_file for a path"
        raise TypeError(message)
    dispatches = dispatches_of(config, rules)
    read = facts(name, read_text, name, text, custom_kinds(config), named=True)
    found = lint_alone(Unit.alone([read], complete), dispatches)
    return Report.of(found, Arguments(config, rules))


def lint_objects(
    objects: Iterable[dict[str, Any] | None],
    *,
    config: Config | None = None,
    rules: Sequence[ListedRule] | None = None,
    complete: bool = False,
) -> Report:
    """Lint objects that are already data, such as those of a webhook or a generator.

    The findings are the same as those of `lint_text` on these objects, but have no positions.
    `Finding.field` and `Finding.pointer` name the field, and `Finding.location.path` is
    ``objects[0]`` for the first object. Problems that exist only in text, such as comments or a
    number with a leading zero, are not reported. An object that contains a value that JSON does not
    have, such as a date or a tuple, is listed in `Report.errors`.

    Args:
        objects: Dictionaries such as `json.loads` returns. None stands for an empty document.
        config: As for `lint_text`.
        rules: As for `lint_text`.
        complete: These are all objects that are applied together.

    Raises:
        ConfigError: As for `lint_text`.
        TypeError: `objects` is a single object, or has an item that is not a dictionary.
    """
    dispatches = dispatches_of(config, rules)
    named = named_objects(objects)
    files = data_files(named, custom_kinds(config))
    found = lint_alone(Unit.alone(files, complete), dispatches)
    return Report.of(found, Arguments(config, rules, named))


def lint_file(
    path: str | os.PathLike[str],
    *,
    config: Config | None = None,
    rules: Sequence[ListedRule] | None = None,
) -> Report:
    """Lint one file, with the files that belong to it as context.

    podlint also reads the other files of its unit: all files below the nearest parent folder with
    a kustomization, a chart or a configuration, or the files in its own folder. It reports only
    findings in the file itself.

    Raises:
        ConfigError: As for `lint_text`.
    """
    return lint_paths([path], config=config, rules=rules)


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
    rules: Sequence[ListedRule] | None = None,
    force_exclude: bool = False,
    progress: Callable[[int, int], None] | None = None,
    texts: Mapping[str, str] | None = None,
    jobs: int = 1,
) -> Report:
    """Lint files, and the ``*.yaml``, ``*.yml`` and ``*.json`` files below directories.

    The findings in a file do not depend on the other paths, because podlint always reads all files
    of its unit as context; see `lint_file`. A file that cannot be read is listed in
    `Report.errors`.

    Args:
        paths: Files and directories.
        config: The settings; the defaults if None.
        rules: The rules to choose from; podlint's own if None.
        force_exclude: Apply the setting ``exclude`` to named files as well.
        progress: Called after each unit, with the number of checked files and the number of all
            files.
        texts: Texts to use instead of the content of files, by path.
        jobs: The maximum number of processes. If it is more than one, this process is forked. If a
            process is killed, its files are checked again.

    Raises:
        ConfigError: As for `lint_text`.
        PodlintError: The working directory no longer exists.
        TypeError: `paths` is a single path.
    """
    require_working_folder()
    dispatches = dispatches_of(config, rules)
    named = paths_in("lint_paths", paths)
    reader = reader_of(dispatches.config, texts)
    found = lint_files(reader, named, dispatches, force_exclude, progress, jobs).report
    return Report.of(found, Arguments(config, rules))


def lint_kept(
    paths: Sequence[PathText],
    config: Config,
    rules: Sequence[ListedRule],
    shelf: Shelf | None,
    progress: Callable[[int, int], None] | None,
    jobs: int,
) -> report.Report:
    """Lint files like `lint_paths`, with the reports that earlier runs have kept.

    Args:
        paths: As for `lint_paths`.
        config: As for `lint_paths`.
        rules: As for `lint_paths`.
        shelf: Where reports are kept; None to make all of them.
        progress: As for `lint_paths`.
        jobs: As for `lint_paths`.

    Raises:
        ConfigError, PodlintError: As for `lint_paths`.
    """
    require_working_folder()
    dispatches = dispatches_of(config, rules)
    named, force = paths_in("lint_paths", paths), config.force_exclude
    reader = reader_of(config)
    return lint_files(reader, named, dispatches, force, progress, jobs, shelf=shelf).report
