"""Packs: packages and folders in which each file has one rule.

Rules in Python come only from installed packages. A folder, which may be in a linted repository,
has YAML rules, which run no code.
"""

from __future__ import annotations

import functools
import importlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from podlint.errors import PodlintError
from podlint.rule.declared import read_rule
from podlint.rule.index import ListedRule, read_index
from podlint.rule.installed import ENTRY_POINTS, offered_packages
from podlint.rule.rule import Rule, RuleDefinitionError
from podlint.startup.search_path import linted_trees, place_of_others

RuleKind = TypeVar("RuleKind", bound=ListedRule)

BUILTIN = "podlint.rules"
"""The package of podlint's own rules."""

_YAML = (".yaml", ".yml")
_PYTHON = (".py", ".pyc", ".pyi", ".pyx", ".so", ".pyd")


class PackError(PodlintError):
    """A pack cannot be loaded: its import fails, a file has no rule, or two rules have one name."""


def load_package(name: str) -> tuple[Rule, ...]:
    """The rules of an installed package and its sub-packages, ordered by name.

    Each module and each YAML file contains one rule, which has the name of the file, with hyphens
    instead of underscores.

    Raises:
        PackError: The package cannot be imported, or a file does not have its rule.
    """
    return tuple(row.rule for row in rows_of(name))


@functools.cache
def builtin_rules() -> tuple[ListedRule, ...]:
    """The rules of podlint itself, ordered by name; read once in a process."""
    return rows_of(BUILTIN)


def rows_of(name: str) -> tuple[ListedRule, ...]:
    """The rules of a package, as `load_package` returns them; rules in the index are not imported.

    Each call reads the files again. Modules that are already imported are not imported again.

    Raises:
        PackError: The package cannot be imported, or a file does not have its rule.
    """
    try:
        package = importlib.import_module(name)
    except ImportError as error:
        message = f"cannot import the rule package {name}: {error}"
        raise PackError(message) from error
    rules: list[ListedRule] = []
    for folder in map(Path, package.__path__):
        known = read_index(folder, load_rule)
        for module, path, size in _rule_files(name, str(folder)):
            make = known.get(module)
            rules.append((make and make(module, path, size)) or load_rule(module, Path(path)))
    return merge([rules])


def load_folder(folder: Path, inside: Path | None = None) -> tuple[Rule, ...]:
    """The rules in a folder of YAML files and its sub-folders, ordered by name.

    A rule's subject is the folder of its file.

    Args:
        folder: The folder.
        inside: Refuse the folder and its files if they are not in this folder, after links are
            resolved.

    Raises:
        PackError: The folder does not exist or is elsewhere, has Python code, or a file has no
            valid rule.
    """
    if not folder.is_dir():
        message = f"the directory of rules {folder} does not exist"
        raise PackError(message)
    rules = []
    for path in _files_below(folder):
        if inside and not path.resolve().is_relative_to(inside.resolve()):
            message = f"{path}: a rule of a project must be inside {inside}; move it there"
            raise PackError(message)
        if path.suffix in _PYTHON:
            message = (
                f"{path}: a directory of rules can have YAML rules only; put a rule in Python into "
                f"an installed package with an entry point in the group {ENTRY_POINTS}"
            )
            raise PackError(message)
        if path.suffix in _YAML:
            rules.append(load_file(path))
    return merge([rules])


def load_file(path: Path) -> Rule:
    """The rule in a YAML file.

    Raises:
        PackError: The file has no valid rule.
    """
    subject = path.absolute().parent.name.replace("-", "_")
    try:
        return read_rule(path, subject=subject, module=path.as_posix(), bounded=True)
    except RuleDefinitionError as error:
        raise PackError(str(error)) from error


def installed_rules(linted: Iterable[str | os.PathLike[str]] = ()) -> tuple[ListedRule, ...]:
    """The rules of all installed packs, including podlint's own, ordered by name.

    Packs in the working directory and in what is linted are ignored, because the author of these
    files must not decide which code runs.

    Args:
        linted: The files and folders that are linted.

    Raises:
        PackError: As for `load_package`. Or two packs have rules with one name, or a pack would be
            imported from what is linted.
    """
    linted = tuple(linted)
    others = sorted(offered_packages(linted))
    if others:
        _refuse_others_in_their_place(others, linted_trees(linted))
    return merge([builtin_rules(), *map(rows_of, others)])


def _refuse_others_in_their_place(packages: Iterable[str], trees: Iterable[str]) -> None:
    """Refuse packages for which Python would import another one than the installed one."""
    from importlib.util import find_spec

    for package in packages:
        spec = find_spec(package.partition(".")[0])
        for folder in (spec and spec.submodule_search_locations) or ():
            if place_of_others(folder, trees):
                message = (
                    f"Python would import the rule package {package} from {folder}, which may "
                    "belong to what is linted; remove this directory from PYTHONPATH"
                )
                raise PackError(message)


def has_other_packages(rules: Iterable[ListedRule]) -> bool:
    """Whether a rule comes from an installed package other than podlint's own."""
    return any(
        not rule.module.startswith(f"{BUILTIN}.") and not rule.module.endswith(_YAML)
        for rule in rules
    )


def merge(packs: Iterable[Iterable[RuleKind]]) -> tuple[RuleKind, ...]:
    """The rules of several packs, ordered by name.

    Raises:
        PackError: A name or alias is taken twice.
    """
    taken: dict[str, RuleKind] = {}
    for rule in (rule for pack in packs for rule in pack):
        for name in (rule.name, *rule.aliases):
            if other := taken.get(name):
                message = (
                    f"two rules have the name {name}: {other.module} and {rule.module}; rename one"
                )
                raise PackError(message)
            taken[name] = rule
    return tuple(sorted({rule.name: rule for rule in taken.values()}.values(), key=_by_name))


def _files_below(folder: Path) -> Iterator[Path]:
    """The folder itself, and the files below it that are not hidden, including links to folders."""
    yield folder
    for parent, folders, names in os.walk(folder):
        linked = [name for name in folders if Path(parent, name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        yield from (Path(parent, name) for name in linked)
        yield from (Path(parent, name) for name in sorted(names) if not name.startswith("."))


def _by_name(rule: ListedRule) -> str:
    return rule.name


def _rule_files(package: str, folder: str) -> Iterator[tuple[str, str, int]]:
    """The module, the file and its size of each rule in a package and its sub-packages."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            stem, suffix = os.path.splitext(entry.name)  # noqa: PTH122
            if entry.name.startswith((".", "__")):
                continue
            if suffix in (".py", ".yaml"):
                yield f"{package}.{stem}", entry.path, entry.stat().st_size
            elif entry.is_dir():
                yield from _rule_files(f"{package}.{entry.name}", entry.path)


def load_rule(module: str, path: Path) -> Rule:
    """The rule in a file of a package.

    Raises:
        PackError: The file cannot be imported, or has no rule.
    """
    package, _, stem = module.rpartition(".")
    try:
        if path.suffix == ".yaml":
            trusted = module.startswith(f"{BUILTIN}.")
            subject = package.rpartition(".")[2]
            return read_rule(path, subject=subject, module=module, trusted=trusted)
        rule = getattr(importlib.import_module(module), stem, None)
    except ImportError as error:
        message = f"cannot import the rule {module}: {error}"
        raise PackError(message) from error
    except RuleDefinitionError as error:
        raise PackError(str(error)) from error
    if not isinstance(rule, Rule):
        message = f"{module} has no rule {stem}; decorate a function of that name with @rule"
        raise PackError(message)
    return rule
