"""Packs: installed packages whose modules each hold one rule."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Iterable, Iterator

from podlint.errors import PodlintError
from podlint.rule import Rule

BUILTIN = "podlint.rules"
"""The package of podlint's own rules."""

ENTRY_POINTS = "podlint.packs"
"""The entry point group under which installed packages offer their rules."""


class PackError(PodlintError):
    """A pack cannot be loaded: not importable, a module without its rule, or a name taken twice."""


@functools.cache
def load_package(name: str) -> tuple[Rule, ...]:
    """The rules of an installed package and its sub-packages, ordered by name.

    Each module holds one rule, named as the module (underscores for hyphens).

    Raises:
        PackError: The package cannot be imported, or a module does not hold its rule.
    """
    try:
        rules = tuple(_rules_below(name))
    except ImportError as error:
        message = f"the rule package {name} cannot be imported: {error}"
        raise PackError(message) from error
    return merge([rules])


def installed_rules() -> tuple[Rule, ...]:
    """The rules of every installed pack, podlint's own among them, ordered by name.

    Raises:
        PackError: As `load_package`; or two packs have a rule of the same name.
    """
    from importlib.metadata import entry_points

    packages = sorted({entry.value for entry in entry_points(group=ENTRY_POINTS)} | {BUILTIN})
    return merge(load_package(package) for package in packages)


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


def _by_name(rule: Rule) -> str:
    return rule.name


def _rules_below(name: str) -> Iterator[Rule]:
    package = importlib.import_module(name)
    for module in pkgutil.iter_modules(package.__path__, f"{name}."):
        if module.ispkg:
            yield from _rules_below(module.name)
        else:
            yield _rule_in(module.name)


def _rule_in(module: str) -> Rule:
    stem = module.rpartition(".")[2]
    rule = getattr(importlib.import_module(module), stem, None)
    if not isinstance(rule, Rule):
        message = f"{module} must hold a rule called {stem}: decorate a function of that name"
        raise PackError(message)
    return rule
