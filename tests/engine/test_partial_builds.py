"""One fault is one finding, and what cannot be built is said and judged file by file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli_runs import run
from engine.built_repositories import BASE, LIMIT, OVERLAYS, WEB, application
from rendering.kustomize.trees import plant

from podlint import Config, lint_paths
from podlint.finding.report import Report

TIMEOUT = "probe-timeout-exceeds-period"
