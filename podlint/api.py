"""The library: functions that lint text, files, directories or objects, and return a `Report`."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

from podlint.config.config import Config, ConfigError, default_config
from podlint.document import Document
from podlint.engine.dispatch import Dispatches
from podlint.engine.linting import lint_alone, lint_files
from podlint.finding.report import Finding, ReadError, Report
from podlint.fix import Fixed, fix_files
from podlint.pods.custom_resources import CustomKind
from podlint.reading.file import ReadFile, read_documents, read_text
from podlint.reading.files import require_working_folder
from podlint.reading.inputs import Inputs
from podlint.reading.links import link_to
from podlint.reading.plain_data import objects_in, paths_in, unlike_json
from podlint.reading.reader import Reader, facts
from podlint.reading.unit import Unit
from podlint.rule.index import ListedRule
from podlint.rule.packs import builtin_rules

if TYPE_CHECKING:
    from typing import Unpack

    from podlint.config.argument_types import PathOptions, PathText, Several
    from podlint.engine.kept.shelf import Shelf

Findings = tuple[Finding, ...]


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
    dispatches = _dispatches(config, rules)
    read = facts(name, read_text, name, text, _kinds(config), named=True)
    return lint_alone(Unit.alone([read], complete), dispatches)


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
    dispatches = _dispatches(config, rules)

    def read(path: str, obj: dict[str, Any] | None) -> ReadFile | ReadError:
        if fault := unlike_json(obj):
            return ReadError(path, f"cannot be read: {fault}")
        return read_documents(path, "", [Document.of(obj)], _kinds(config))

    named = [(f"objects[{index}]", obj) for index, obj in enumerate(objects_in(objects))]
    return lint_alone(
        Unit.alone([facts(path, read, path, obj) for path, obj in named], complete), dispatches
    )


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
    dispatches = _dispatches(config, rules)
    named = paths_in("lint_paths", paths)
    reader = _reader(dispatches.config, texts)
    return lint_files(reader, named, dispatches, force_exclude, progress, jobs).report


def lint_kept(
    paths: Sequence[PathText],
    config: Config,
    rules: Sequence[ListedRule],
    shelf: Shelf | None,
    progress: Callable[[int, int], None] | None,
    jobs: int,
) -> Report:
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
    dispatches = _dispatches(config, rules)
    named, force = paths_in("lint_paths", paths), config.force_exclude
    reader = _reader(config)
    return lint_files(reader, named, dispatches, force, progress, jobs, shelf=shelf).report


def _reader(
    config: Config, texts: Mapping[str, str] | None = None, remember: bool = False
) -> Reader:
    return Reader(Inputs(), config.read_settings, texts, remember)


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
    dispatches = _dispatches(config, rules)
    named = paths_in("fix_paths", paths)
    reader = _reader(dispatches.config, remember=True)

    def lint(texts: Mapping[str, str]) -> Report:
        return lint_files(reader.with_texts(texts), named, dispatches, force_exclude).report

    def left_alone(path: str) -> str | None:
        link = link_to(reader.inputs, path)
        if not link:
            return None
        return f"`{link}` is a symbolic link, and podlint does not write through links"

    return fix_files(lint({}), lint, left_alone, unsafe=unsafe)


def _dispatches(config: Config | None, rules: Sequence[ListedRule] | None) -> Dispatches:
    if config is None and rules is None:
        return _default_dispatches()
    config = default_config() if config is None else config
    if not isinstance(config, Config):
        message = f"config must be a podlint.Config, not {type(config).__name__}"
        raise TypeError(message)
    if config.extends and not config.files:
        message = "the library does not load the setting `extends`; pass all settings"
        raise ConfigError(message, ("extends",))
    if rules is None and config.rules:
        message = "the library does not load the setting `rules`; pass the rules as `rules=`"
        raise ConfigError(message, ("rules",))
    chosen_from = builtin_rules() if rules is None else rules
    return Dispatches(chosen_from, config)


@functools.cache
def _default_dispatches() -> Dispatches:
    # Choosing from all rules takes as long as linting a small Pod.
    return Dispatches(builtin_rules(), default_config())


def _kinds(config: Config | None) -> tuple[CustomKind, ...]:
    return config.custom_kinds if config else ()
