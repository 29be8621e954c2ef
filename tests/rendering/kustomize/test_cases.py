"""What kubectl 1.36 builds of written cases and of trees drawn at random (see tests/oracle)."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from podlint.reading.inputs import Inputs
from podlint.rendering.kustomize import BuildError, Declined, build

GOLDEN = Path(__file__).parents[2] / "golden" / "kustomize"

DECLINED = {
    "vars-basic", "vars-int-value", "vars-missing-object", "vars-duplicate", "vars-number-like",
    "helmcharts-need-flag", "validators-builtin-modifying-is-error", "openapi-path-merge-keys",
    "openapi-in-base-applies-to-overlay", "openapi-path-then-pod-has-no-schema",
    "configmap-merge-binary-not-utf8-free",
}  # fmt: skip
"""Cases that podlint leaves to kubectl."""


def recorded(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(gzip.decompress((GOLDEN / name).read_bytes()))
    return found


CASES = recorded("cases.json.gz")
TREES = recorded("trees.json.gz")


def plant(files: dict[str, str], root: Path) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("$ROOT", str(root)), encoding="utf-8", newline="")


def built(root: Path, folder: str) -> list[Any] | None:
    """The resources; None where kubectl, too, has to refuse."""
    try:
        return [each.data for each in build((root / folder).resolve(), Inputs(), root).resources]
    except Declined:
        raise
    except BuildError:
        return None


def text(resources: object) -> str:
    """Told apart are what Python takes for equal: true and 1."""
    return json.dumps(resources, sort_keys=True)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_written_case(case: dict[str, Any], tmp_path: Path) -> None:
    plant(case["files"], tmp_path)
    if case["name"] in DECLINED:
        with pytest.raises(Declined):
            built(tmp_path, case["root"])
    else:
        assert text(built(tmp_path, case["root"])) == text(case["resources"])


@pytest.mark.parametrize("case", TREES, ids=lambda case: case["name"])
def test_a_tree_drawn_at_random(case: dict[str, Any], tmp_path: Path) -> None:
    plant(case["files"], tmp_path)
    assert text(built(tmp_path, ".")) == text(case["resources"])


def test_enough_was_recorded() -> None:
    assert len(CASES) == 619
    assert len(DECLINED & {each["name"] for each in CASES}) == len(DECLINED)
    assert len(TREES) == 200
    assert sum(each["resources"] is None for each in TREES) == 40
    assert sum(len(each["resources"] or ()) for each in TREES) > 400
