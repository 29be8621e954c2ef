"""What holds for all tests: their order, and what they leave behind."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from podlint.internal_error import InternalError

# How long an example takes says more of the machine than of the code.
settings.register_profile("podlint", deadline=None)
settings.load_profile("podlint")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update",
        action="store_true",
        help="rewrite the expected reports in tests/fixtures; read the difference before committing",
    )
    parser.addoption(
        "--seed",
        type=int,
        help="what decides the order of the tests, and what Hypothesis tries; random by default",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Choose the seed; the processes of pytest-xdist take that of the first."""
    option = config.option
    given = getattr(config, "workerinput", {}).get("seed", option.seed)
    option.seed = random.SystemRandom().randrange(10**6) if given is None else given
    option.hypothesis_seed = option.hypothesis_seed or str(option.seed)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Tell a process of pytest-xdist the seed: all of them have to agree on the order."""
    node.workerinput["seed"] = node.config.option.seed  # type: ignore[attr-defined]


def pytest_sessionstart(session: pytest.Session) -> None:
    """Print the seed first: a run that hangs has no end to print it at."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and not hasattr(session.config, "workerinput"):
        reporter.write_line(f"repeat this order with --seed={session.config.option.seed}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Shuffle the modules, and the tests in each: fixtures of a module are still made once."""
    chance = random.Random(config.option.seed)
    modules: dict[Path, list[pytest.Item]] = {}
    for item in items:
        modules.setdefault(item.path, []).append(item)
    shuffled = chance.sample([*modules.values()], len(modules))
    items[:] = [item for module in shuffled for item in chance.sample(module, len(module))]


@pytest.fixture
def search_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which packages are found; those imported from it are forgotten afterwards."""
    folder = tmp_path / "packages"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    yield folder
    for name, module in list(sys.modules.items()):
        places = [getattr(module, "__file__", None), *getattr(module, "__path__", ())]
        if any(place and Path(place).is_relative_to(folder) for place in places):
            del sys.modules[name]


_errors: list[InternalError] = []
_make = InternalError.__init__


def _make_and_remember(self: InternalError, *args: Any, **named: Any) -> None:
    _make(self, *args, **named)
    _errors.append(self)


InternalError.__init__ = _make_and_remember  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _nothing_fails_unseen(request: pytest.FixtureRequest) -> Iterator[None]:
    """An internal error is contained, so that a test may pass in spite of it: it fails here."""
    _errors.clear()
    yield
    if not request.node.get_closest_marker("internal_errors"):
        assert not _errors, "\n".join(each.message + "\n" + each.trace for each in _errors)
