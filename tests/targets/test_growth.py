"""Work grows with the size of a manifest, not with its square."""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Callable

import pytest

from podlint import Config, lint_text
from podlint.document import load
from podlint.finding.severity import Profile

STRICT = Config(profile=Profile.STRICT, preview=True)
POD = """\
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: app
      image: app:1
"""


def unknown_fields(count: int) -> str:
    return POD + "".join(f"  unknown{number}: 1\n" for number in range(count))


def unknown_fields_of_items(count: int) -> str:
    return POD + "".join(
        f"    - {{name: c{number}, image: a:1, privileged: true}}\n" for number in range(count // 4)
    )


def missing_names(count: int) -> str:
    return f"{POD}  imagePullSecrets: [{'{}, ' * count}]\n"


def wrong_types(count: int) -> str:
    return f"{POD}  securityContext: {{supplementalGroups: [{'a, ' * count}]}}\n"


def repeated_names(count: int) -> str:
    return f"{POD}  imagePullSecrets: [{'{name: a}, ' * count}]\n"


def calls(text: str) -> int:
    profile = cProfile.Profile()
    profile.runcall(lint_text, text, config=STRICT)
    counted: int = pstats.Stats(profile).total_calls  # type: ignore[attr-defined]
    return counted


@pytest.mark.parametrize(
    "shape",
    [unknown_fields, unknown_fields_of_items, missing_names, wrong_types, repeated_names],
    ids=lambda shape: shape.__name__,
)
def test_work_is_in_proportion(shape: Callable[[int], str]) -> None:
    lint_text(shape(50), config=STRICT)  # what is imported and compiled once
    nothing, some, much = (calls(shape(count)) for count in (50, 950, 1850))
    assert much - some < 1.3 * (some - nothing)


def test_findings_on_one_long_line_share_its_text() -> None:
    """A manifest on one line may have thousands of findings."""
    (document,) = load(f"a: [{'b, ' * 5000}]")
    assert document.source_line(1) is document.source_line(1)


def test_faults_of_many_fields_are_all_told() -> None:
    report = lint_text(unknown_fields(300), config=STRICT)
    told = [each.field for each in report.findings if each.rule == "unknown-field"]
    assert told == [f"spec.unknown{number}" for number in range(300)]
