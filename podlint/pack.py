"""Packs: packages and folders whose files each hold one rule.

Python rules come from installed packages only. A folder, which may lie in a repository that is
linted, holds rules as YAML: they can be read, but they run no code.
"""

from __future__ import annotations

import functools
import importlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from podlint.declared import read_rule
from podlint.errors import PodlintError
from podlint.pack_search import ENTRY_POINTS, offered_packages
from podlint.rule import Rule, RuleDefinitionError
from podlint.rule_index import read_index
from podlint.search_path import linted_trees, place_of_others

BUILTIN = "podlint.rules"
"""The package of podlint's own rules."""

_YAML = (".yaml", ".yml")
_PYTHON = (".py", ".pyc", ".pyi", ".pyx", ".so", ".pyd")


class PackError(PodlintError):
    """A pack cannot be loaded: not importable, a file without its rule, or a name taken twice."""


@functools.cache
def builtin_rules() -> tuple[Rule, ...]:
    """The rules of podlint itself, ordered by name; read once in a process."""
    return _load(BUILTIN)


def load_package(name: str) -> tuple[Rule, ...]:
    """The rules of an installed package and its sub-packages, ordered by name.

    Each module and each YAML file holds one rule, named as the file (underscores for hyphens).
    Files of other packages than podlint's own are read anew with every call; a module that was
    imported before stays as it is.

    Raises:
        PackError: The package cannot be imported, or a file does not hold its rule.
    """
    return builtin_rules() if name == BUILTIN else _load(name)


def _load(name: str) -> tuple[Rule, ...]:
    try:
        package = importlib.import_module(name)
    except ImportError as error:
        message = f"the rule package {name} cannot be imported: {error}"
        raise PackError(message) from error
    rules: list[Rule] = []
    for folder in map(Path, package.__path__):
        known = read_index(folder, load_rule)
        for module, path, size in _rule_files(name, str(folder)):
            make = known.get(module)
            rules.append((make and make(module, path, size)) or load_rule(module, Path(path)))
    return merge([rules])


def load_folder(folder: Path, inside: Path | None = None) -> tuple[Rule, ...]:
    """The rules in a folder of YAML files, sub-folders included, ordered by name.

    A rule's subject is the folder that its file lies in.

    Args:
        folder: The folder.
        inside: Refuse the folder and its files if they lie elsewhere, links followed.

    Raises:
        PackError: There is no such folder, it leads elsewhere, holds Python code, or a file does
            not hold its rule.
    """
    if not folder.is_dir():
        message = f"{folder}: is no folder of rules"
        raise PackError(message)
    rules = []
    for path in _files_below(folder):
        if inside and not path.resolve().is_relative_to(inside.resolve()):
            message = f"{path}: lies outside of {inside}: a project's rules lie in the project"
            raise PackError(message)
        if path.suffix in _PYTHON:
            message = (
                f"{path}: a folder holds rules as YAML only; rules in Python come from an "
                f"installed package, through the entry point group {ENTRY_POINTS}"
            )
            raise PackError(message)
        if path.suffix in _YAML:
            rules.append(load_file(path))
    return merge([rules])


def load_file(path: Path) -> Rule:
    """The rule in a YAML file.

    Raises:
        PackError: The file does not hold a rule.
    """
    subject = path.absolute().parent.name.replace("-", "_")
    try:
        return read_rule(path, subject=subject, module=path.as_posix(), bounded=True)
    except RuleDefinitionError as error:
        raise PackError(str(error)) from error


def installed_rules(linted: Iterable[str | os.PathLike[str]] = ()) -> tuple[Rule, ...]:
    """The rules of every installed pack, podlint's own among them, ordered by name.

    No pack is looked for in the working directory, nor in what is linted: whoever writes that must
    not decide which code runs.

    Args:
        linted: The files and folders that are linted.

    Raises:
        PackError: As `load_package`; or two packs have a rule of the same name, or a pack would be
            imported from what is linted.
    """
    linted = tuple(linted)
    others = sorted(offered_packages(linted))
    if others:
        _refuse_others_in_their_place(others, linted_trees(linted))
    return merge([builtin_rules(), *map(load_package, others)])


def _refuse_others_in_their_place(packages: Iterable[str], trees: Iterable[str]) -> None:
    """Refuse packages of which Python would import others than those that were installed."""
    from importlib.util import find_spec

    for package in packages:
        spec = find_spec(package.partition(".")[0])
        for folder in (spec and spec.submodule_search_locations) or ():
            if place_of_others(folder, trees):
                message = (
                    f"the rule package {package} would be imported from {folder}, which may belong "
                    f"to what is linted: take that place out of PYTHONPATH"
                )
                raise PackError(message)


def has_other_packages(rules: Iterable[Rule]) -> bool:
    """Whether any of the rules comes from an installed package other than podlint's own."""
    return any(
        not rule.module.startswith(f"{BUILTIN}.") and not rule.module.endswith(_YAML)
        for rule in rules
    )


def merge(packs: Iterable[Iterable[Rule]]) -> tuple[Rule, ...]:
    """The rules of several packs, ordered by name.

    Raises:
        PackError: A name or alias is taken twice.
    """
    taken: dict[str, Rule] = {}
    for rule in (rule for pack in packs for rule in pack):
        for name in (rule.name, *rule.aliases):
            if other := taken.get(name):
                message = f"two rules are called {name}: {other.module} and {rule.module}"
                raise PackError(message)
            taken[name] = rule
    return tuple(sorted({rule.name: rule for rule in taken.values()}.values(), key=_by_name))


def _files_below(folder: Path) -> Iterator[Path]:
    """The folder itself, and the files below it that are not hidden; links to folders count."""
    yield folder
    for parent, folders, names in os.walk(folder):
        linked = [name for name in folders if Path(parent, name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        yield from (Path(parent, name) for name in linked)
        yield from (Path(parent, name) for name in sorted(names) if not name.startswith("."))


def _by_name(rule: Rule) -> str:
    return rule.name


def _rule_files(package: str, folder: str) -> Iterator[tuple[str, str, int]]:
    """The module, the file and its size of every rule in a package and its sub-packages."""
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
        PackError: It cannot be imported, or holds no rule.
    """
    package, _, stem = module.rpartition(".")
    try:
        if path.suffix == ".yaml":
            trusted = module.startswith(f"{BUILTIN}.")
            subject = package.rpartition(".")[2]
            return read_rule(path, subject=subject, module=module, trusted=trusted)
        rule = getattr(importlib.import_module(module), stem, None)
    except ImportError as error:
        message = f"the rule {module} cannot be imported: {error}"
        raise PackError(message) from error
    except RuleDefinitionError as error:
        raise PackError(str(error)) from error
    if not isinstance(rule, Rule):
        message = f"{module} must hold a rule called {stem}: decorate a function of that name"
        raise PackError(message)
    return rule
