"""The variables of a container, also those of ConfigMaps and Secrets."""

from __future__ import annotations

import pytest

from podlint.reading.file import read_text
from podlint.reading.unit import object_set
from podlint.relations.variables import variable_names

OBJECTS = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {USER: a, HOST: b}
---
apiVersion: v1
kind: Secret
metadata: {name: password}
stringData: {PASSWORD: c}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: filled-in-later}
---
"""


@pytest.mark.parametrize(
    ("sources", "names"),
    [
        ("[]", {"OWN"}),
        ("[{configMapRef: {name: settings}}]", {"OWN", "USER", "HOST"}),
        ("[{prefix: DB_, secretRef: {name: password}}]", {"OWN", "DB_PASSWORD"}),
        ("[{secretRef: {name: elsewhere}}]", None),
        ("[{secretRef: {name: elsewhere, optional: true}}]", None),
        ("[{configMapRef: {name: filled-in-later}}]", None),
        ("[{secretRef: {name: password}}, {secretRef: {name: elsewhere}}]", None),
    ],
)
def test_names_of_variables(sources: str, names: set[str] | None) -> None:
    pod = (
        "apiVersion: v1\n"
        "kind: Pod\n"
        "metadata: {name: a}\n"
        "spec:\n"
        "  containers:\n"
        f"    - {{name: a, image: a, env: [{{name: OWN, value: x}}], envFrom: {sources}}}\n"
    )
    objects = object_set((read_text("a.yaml", OBJECTS + pod),), complete=True)
    (target,) = objects.pods()
    (container,) = target.spec.containers
    assert variable_names(container, target.owner, objects) == names
