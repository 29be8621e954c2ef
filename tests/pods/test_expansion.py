"""What the kubelet makes of references to variables."""

from __future__ import annotations

import pytest

from podlint.document import load
from podlint.models import Container, Pod, decode
from podlint.pods.expansion import expanded

POD = """\
apiVersion: v1
kind: Pod
spec:
  containers:
    - name: app
      env:
        - {name: A, value: one}
        - {name: EMPTY, value: ""}
        - {name: NESTED, value: $(A)}
        - {name: LAST, value: one}
        - {name: LAST, value: two}
        - {name: HERE, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
"""


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("$(A)/x", "one/x"),
        ("$(A)$(EMPTY)$(A)", "oneone"),
        ("$(LAST)", "two"),
        ("$$(A)", "$(A)"),
        ("$$$(A)", "$one"),
        ("$(HERE)", "$(HERE)"),
        ("$(NESTED)", "$(NESTED)"),
        ("$(OTHER)", "$(OTHER)"),
        ("$(A", "$(A"),
        ("$A", "$A"),
    ],
)
def test_what_is_known_is_expanded(text: str, result: str) -> None:
    assert expanded(text, container()) == result


def container() -> Container:
    (decoded,) = decode(load(POD)[0])
    assert isinstance(decoded.object, Pod)
    assert decoded.object.spec
    return decoded.object.spec.containers[0]
