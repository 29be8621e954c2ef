"""What Flux and Argo CD have made of random repositories (tests/oracle/deployments/record.py)."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from rendering.deployments.repositories import application, flux
from rendering.kustomize.trees import plant

from podlint.reading.inputs import Inputs
from podlint.rendering.deployments import built, roots_in
from podlint.rendering.deployments.flux.envsubst import BadSubstitutionError, parsed
from podlint.rendering.deployments.flux.envsubst_functions import evaluated
from podlint.rendering.kustomize import BuildError

GOLDEN = Path(__file__).parents[2] / "golden" / "deployments"


def recorded(name: str) -> Any:
    return json.loads(gzip.decompress((GOLDEN / f"{name}.json.gz").read_bytes()))


def found_in(root: Path, files: dict[str, str], declared: str) -> list[str] | None:
    """What podlint builds; None if it refuses."""
    plant(root, {**files, "declared.json": declared})
    (deployment,) = roots_in(Inputs(), root, root / "declared.json")
    try:
        return texts([each.data for each in built(deployment, Inputs(), root).resources])
    except BuildError:
        return None


def texts(objects: list[Any] | None) -> list[str] | None:
    if objects is None:
        return None
    return sorted(json.dumps(each, sort_keys=True) for each in objects)


def test_texts_are_substituted_as_by_flux() -> None:
    cases = recorded("envsubst")
    for text, expected in cases["texts"]:
        try:
            found = evaluated(parsed(text), lambda name: cases["variables"].get(name, ""))
        except BadSubstitutionError:
            found = None
        assert found == expected, text
    assert sum(each is not None for _, each in cases["texts"]) > 2000


@pytest.mark.parametrize("case", recorded("flux"), ids=lambda case: json.dumps(case["spec"])[:60])
def test_flux(case: dict[str, Any], tmp_path: Path) -> None:
    found = found_in(tmp_path, case["files"], flux("./d", **case["spec"]))
    assert found == texts(case["objects"])


@pytest.mark.parametrize(
    "case", recorded("argo_cd"), ids=lambda case: json.dumps(case["settings"])[:60]
)
def test_argo_cd(case: dict[str, Any], tmp_path: Path) -> None:
    found = found_in(tmp_path, case["files"], application("d", kustomize=case["settings"]))
    assert found == texts(case["objects"])
