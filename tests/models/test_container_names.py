"""How messages name a container."""

from __future__ import annotations

from podlint import Config, lint_text

POD = """\
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - image: nginx
    - name: app
      image: nginx
"""


def test_a_container_without_a_name_is_named_by_its_place() -> None:
    report = lint_text(POD, config=Config(profile="strict", select=("moving-image-tag",)))
    assert [each.message.partition(" uses")[0] for each in report.counted] == [
        "container `containers[0]`",
        "container `app`",
    ]
