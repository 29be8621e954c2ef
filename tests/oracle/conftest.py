"""Comparisons with Kubernetes' own code run only when asked for: `pytest tests/oracle -m oracle`."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the folder out unless the marker is asked for."""
    return None if "oracle" in config.option.markexpr else True
