"""Options of the test run."""

from __future__ import annotations

import pytest
from hypothesis import settings

# How long an example takes says more of the machine than of the code.
settings.register_profile("podlint", deadline=None)
settings.load_profile("podlint")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update",
        action="store_true",
        help="rewrite the expected reports in tests/fixtures; read the difference before committing",
    )
