"""Finds `yaml_mutator`, which the comparison with Kubernetes' reading of YAML uses as well."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "oracle"))
