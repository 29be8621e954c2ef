"""Change podlint.pss in one place at a time and see whether the tests notice.

Run as `python tests/mutation/pss.py [MODULE...]` from the checkout, with modules such as
`checks/seccomp`. It changes every constant, drops every entry of a list, turns every comparison,
condition and exemption around, and takes every statement of a function out. What the recorded
sample does not catch, the other tests must. The survivors must be exactly the mutants that
`pss_equivalent.txt` lists with the reason why they mean the same; else the exit code is 1.
"""

from __future__ import annotations

import ast
import copy
import importlib
import importlib.util
import os
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType

import pytest

ROOT = Path(__file__).parents[2]
EQUIVALENT = Path(__file__).with_name("pss_equivalent.txt")
PER_POD = {
    "test_checks_reasons_details_and_order",
    "test_a_violation_reads_as_in_messages_of_the_api_server",
    "test_paths",
}
TESTS = ROOT / "tests" / "pss"
OTHER_TESTS = tuple(TESTS / f"test_{part}.py" for part in ("evaluator", "labels", "paths"))
TIME_LIMIT = 60  # seconds, for a mutant that loops

NEGATED = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn,
    ast.NotIn: ast.In, ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt,
}  # fmt: skip
SHIFTED = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
DESCRIPTIVE = {"control", "source", "__all__", "DOCUMENTATION"}
"""What describes checks and takes no part in a verdict."""

Edit = tuple[str, Callable[[], None]]


def mutants(tree: ast.Module) -> Iterator[tuple[str, ast.Module]]:
    """Each mutant of a module, with the line and what was done to it."""
    left_out = {id(inner) for node in _not_evaluated(tree) for inner in ast.walk(node)}
    for index, node in enumerate(ast.walk(tree)):
        if id(node) in left_out:
            continue
        for number, (what, _) in enumerate(edits(node)):
            changed = copy.deepcopy(tree)
            target = list(ast.walk(changed))[index]
            edits(target)[number][1]()
            where = ast.unparse(node).splitlines()[0]
            yield f"{where} -> {what}", ast.fix_missing_locations(changed)


def _not_evaluated(tree: ast.Module) -> Iterator[ast.AST]:
    """Docstrings, annotations, names of types, error messages and descriptions."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant()):
                yield node
            case ast.arg(annotation=ast.AST() as annotation):
                yield annotation
            case ast.FunctionDef(returns=returns):
                yield from filter(None, [returns])
            case ast.AnnAssign(annotation=ast.Name(id="TypeAlias")):
                yield node
            case ast.AnnAssign(annotation=annotation):
                yield annotation
            case ast.Call(func=ast.Name(id="dataclass")):
                yield node
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                yield node
            case ast.Raise(exc=ast.Call(args=arguments)):
                yield from arguments
            case ast.keyword(arg=name) if name in DESCRIPTIVE:
                yield node
            case ast.Assign(
                value=ast.Subscript(value=ast.Name(id="Mapping" | "Callable" | "tuple"))
            ):
                yield node
            case ast.Assign(targets=[ast.Name(id=name)]) if name in DESCRIPTIVE:
                yield node


def edits(node: ast.AST) -> list[Edit]:
    """What can be changed about one node, in place."""
    match node:
        case ast.Constant(value=bool() as value):
            return [_set(node, "value", not value)]
        case ast.Constant(value=int() as value):
            return [_set(node, "value", value + 1), _set(node, "value", value - 1)]
        case ast.Constant(value=str() as value):
            return [_set(node, "value", other) for other in _other_strings(value)]
        case ast.Compare(ops=[op]):
            swaps = [table[type(op)] for table in (NEGATED, SHIFTED) if type(op) in table]
            return [_set(node, "ops", [swap()], swap.__name__) for swap in swaps]
        case ast.BoolOp(op=op, values=values):
            other = ast.Or() if isinstance(op, ast.And) else ast.And()
            dropped = [_set(node, "values", rest, f"without {i}") for i, rest in _without(values)]
            return [_set(node, "op", other, type(other).__name__), *dropped]
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return [_set(node, "operand", ast.UnaryOp(ast.Not(), operand), "dropped not")]
        case ast.If() | ast.IfExp():
            return [_set(node, "test", ast.Constant(each), f"if {each}") for each in (True, False)]
        case ast.comprehension(ifs=[_]):
            return [_set(node, "ifs", [ast.Constant(each)], f"if {each}") for each in (True, False)]
        case ast.Tuple(elts=items, ctx=ast.Load()) | ast.List(elts=items) | ast.Set(elts=items):
            return [_set(node, "elts", rest, f"without {i}") for i, rest in _without(items)]
        case ast.Dict(keys=keys, values=values):
            return [_drop_entry(node, i) for i in range(len(keys))]
        case ast.FunctionDef(body=body):
            return list(_without_statements(node, body))
        case ast.For(body=body):
            return list(_without_statements(node, body))
    return []


def _set(node: ast.AST, field: str, value: object, what: object = None) -> Edit:
    return repr(value) if what is None else str(what), lambda: setattr(node, field, value)


def _other_strings(value: str) -> list[str]:
    if match := re.fullmatch(r"v1\.(\d+)", value):
        minor = int(match[1])
        return [f"v1.{other}" for other in (minor - 1, minor + 1) if other >= 0]
    return [value + "~"]


def _without(items: list[ast.expr]) -> Iterator[tuple[int, list[ast.expr]]]:
    for index in range(len(items)):
        yield index, items[:index] + items[index + 1 :]


def _drop_entry(node: ast.Dict, index: int) -> Edit:
    def drop() -> None:
        del node.keys[index], node.values[index]

    return f"without {index}", drop


def _without_statements(node: ast.AST, body: list[ast.stmt]) -> Iterator[Edit]:
    for index, statement in enumerate(body):
        if isinstance(statement, ast.AugAssign | ast.If) or (
            isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)
        ):
            rest = [*body[:index], ast.Pass(), *body[index + 1 :]]
            first = ast.unparse(statement).splitlines()[0]
            yield _set(node, "body", rest, f"without: {first}")


class Mutated(SourceFileLoader):
    """Loads one module from changed code, and finds it in the place of the real one."""

    def __init__(self, name: str, path: Path, code: CodeType) -> None:
        super().__init__(name, str(path))
        self.code = code

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        if name != self.name:
            return None
        inside = [str(Path(self.path).parent)] if self.path.endswith("__init__.py") else None
        return importlib.util.spec_from_file_location(
            name, self.path, loader=self, submodule_search_locations=inside
        )

    def get_code(self, fullname: str) -> CodeType:
        return self.code


def outcome(name: str, path: Path, tree: ast.Module) -> int:
    """What the tests say with the changed module, tried in a child process.

    0 if they pass; 1 if one of the sample's fails; 2 if one of the others does.
    """
    child = os.fork()
    if child == 0:
        signal.alarm(TIME_LIMIT)
        try:
            sys.meta_path.insert(0, Mutated(name, path, compile(tree, str(path), "exec")))
            try_sample()
        except BaseException:
            os._exit(1)
        with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
            failed = pytest.main(["-x", "-p", "no:cacheprovider", *map(str, OTHER_TESTS)])
        os._exit(2 if failed else 0)
    _, status = os.waitpid(child, 0)
    # A mutant that runs into the time limit ends by the signal: it is caught by the sample.
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else 1


def try_sample() -> None:
    """Run the tests of the recorded answers until one fails."""
    importlib.import_module("test_labels").test_recorded_answers()
    tests = importlib.import_module("test_sample")
    for name, test in vars(tests).items():
        if name.startswith("test_") and name not in PER_POD:
            marks = [mark.args[1] for mark in getattr(test, "pytestmark", ())]
            for arguments in [[each] for each in marks[0]] if marks else [[]]:
                test(*arguments)
    # Pod by Pod, not test by test: most mutants fall at one of the first Pods.
    for each in tests.recorded():
        for level in tests.LEVELS:
            tests.same_verdicts(each, level)
        tests.same_message(each)
        tests.right_paths(each)


def main(modules: list[str]) -> str:
    """Try all mutants of the named modules, or of all; what is not as it should be."""
    sys.path.insert(0, str(TESTS))
    importlib.import_module("pss_sample").sample()
    for needed in ("podlint.models.server_defaults", "podlint.document", "podlint.models.pod"):
        importlib.import_module(needed)
    for loaded in [name for name in sys.modules if name.startswith("podlint.pss")]:
        del sys.modules[loaded]
    if outcome("podlint.pss.nothing", ROOT, ast.parse("")):
        return "the tests fail without a mutant"

    package, begun = ROOT / "podlint" / "pss", time.monotonic()
    outcomes, survivors = [], []
    for path in sorted(package.rglob("*.py")):
        stem = path.relative_to(package).as_posix().removesuffix(".py")
        if modules and stem not in modules:
            continue
        dotted = ".".join(["podlint.pss", *stem.removesuffix("__init__").split("/")]).rstrip(".")
        for what, tree in mutants(ast.parse(path.read_text(encoding="utf-8"))):
            outcomes.append(outcome(dotted, path, tree))
            if outcomes[-1] == 0:
                survivors.append(f"{stem}: {what}")

    listed = re.findall(r"^(\S+: .*)\n {4}\S", EQUIVALENT.read_text(encoding="utf-8"), re.M)
    listed = [each for each in listed if not modules or each.split(":")[0] in modules]
    sys.stdout.write(
        f"{len(outcomes)} mutants: the sample catches {outcomes.count(1)}, other tests catch "
        f"{outcomes.count(2)}, {len(survivors)} survive, {len(listed)} are listed as equivalent; "
        f"{time.monotonic() - begun:.0f} s\n"
    )
    surplus, absent = Counter(survivors) - Counter(listed), Counter(listed) - Counter(survivors)
    wrong = [f"survives: {each}" for each in sorted(surplus.elements())]
    wrong += [f"listed, but caught: {each}" for each in sorted(absent.elements())]
    return "\n".join(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) or 0)
