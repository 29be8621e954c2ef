"""The one import of those who write rules, and that of those who use the library."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import podlint
from podlint import authoring
from podlint.rule.packs import BUILTIN, load_package

MODULES = [authoring, podlint]
LAZY = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)


def for_type_checkers(module: ModuleType) -> dict[str, str]:
    """The names that type checkers see, each with the module that it comes from."""
    assert module.__file__
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    (block,) = (
        node
        for node in tree.body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    )
    return {
        each.asname or each.name: node.module or ""
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for each in node.names
    }


def homes(module: ModuleType) -> dict[str, str]:
    """The names that are imported when they are asked for, each with its module."""
    found: dict[str, str] = {name: f"podlint.{home}" for name, home in module._HOMES.items()}
    return found


@LAZY
def test_the_three_lists_of_names_agree(module: ModuleType) -> None:
    seen = for_type_checkers(module)
    assert sorted(module.__all__) == sorted(seen)
    if module is podlint:
        assert seen.pop("__version__") == "podlint.version"  # is called VERSION there
    assert seen == homes(module)


@LAZY
def test_every_name_is_there_under_its_own_name(module: ModuleType) -> None:
    for name, home in homes(module).items():
        assert getattr(module, name) is getattr(import_module(home), name)
    with pytest.raises(AttributeError, match="no_such_name"):
        module.no_such_name  # noqa: B018


def test_what_rules_visit_can_be_imported_from_there() -> None:
    for rule in load_package(BUILTIN):
        assert getattr(authoring, rule.target.__name__) is rule.target, rule.name


def test_the_names_of_a_module_are_listed() -> None:
    assert dir(authoring) == sorted(authoring.__all__)


def test_a_name_loads_what_it_needs_and_no_more() -> None:
    program = (
        "import sys; from podlint import authoring; "
        "assert not [name for name in sys.modules if name.startswith('podlint.models')]; "
        "from podlint.authoring import Container, Problem, rule; "
        "loaded = {'podlint.models.service', 'podlint.targets', 'podlint.relations'}; "
        "assert not loaded & sys.modules.keys(), loaded & sys.modules.keys(); "
        "assert 'Container' in vars(authoring) and 'Service' not in vars(authoring)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
