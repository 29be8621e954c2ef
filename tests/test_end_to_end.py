"""The linter's report against the recorded answers of a running API server.

`make oracle` asks a server afresh; `tests/oracle/end_to_end` also records the sample.
"""

from __future__ import annotations

import functools
import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from oracle.end_to_end.objects import Judged, config_for
from oracle.end_to_end.server import Answer, Cause
from oracle.end_to_end.sorting import ACCEPTED, LEFT, PLACES, TOLD, counted

from podlint import lint_paths, lint_text
from podlint.document import load
from podlint.finding.report import Finding

SAMPLE = Path(__file__).parent / "golden" / "end_to_end.json.gz"
PARTS = 4


@functools.cache
def sample() -> tuple[str, list[dict[str, Any]]]:
    with gzip.open(SAMPLE) as file:
        said = json.load(file)
    return said["version"], said["objects"]


def judged(row: dict[str, Any], findings: Iterable[Finding]) -> Judged:
    causes = tuple(Cause(*each) for each in row.get("causes", ()))
    answer = Answer(row["status"], row.get("message", ""), causes)
    (document,) = load(row["text"])
    return Judged("web.yaml", 1, (), document.data, answer, tuple(findings), custom=row["custom"])


@pytest.mark.parametrize("part", range(PARTS))
def test_what_the_server_refuses_is_reported_and_nothing_else_is_called_refused(part: int) -> None:
    version, rows = sample()
    config = config_for(version)
    objects = (
        judged(row, lint_text(row["text"], config=config).findings) for row in rows[part::PARTS]
    )
    figures, wrong, _ = counted(objects)
    assert not [(each.data, each.answer, each.claims, each.errors) for each in wrong]
    assert figures[ACCEPTED] > 90
    assert figures[TOLD] == figures[LEFT] > 200
    # A few fields that the server names are none: `persistentDisk` for `gcePersistentDisk`.
    assert figures[PLACES["elsewhere"]] + figures[PLACES["beside"]] < 0.05 * figures[TOLD]


def test_files_are_reported_as_their_texts_are(tmp_path: Path) -> None:
    version, rows = sample()
    config = config_for(version)
    texts = [row["text"] for row in rows[::12]]
    for number, text in enumerate(texts):
        (tmp_path / f"{number:03}").mkdir()
        (tmp_path / f"{number:03}" / "web.yaml").write_text(text, encoding="utf-8")
    found: dict[str, list[Any]] = {}
    for finding in lint_paths([tmp_path], config=config).findings:
        number = Path(finding.location.path).parent.name
        found.setdefault(number, []).append((finding.rule, finding.pointer, finding.location.span))
    for number, text in enumerate(texts):
        alone = lint_text(text, config=config).findings
        said = {(each.rule, each.pointer, each.location.span) for each in alone}
        assert said <= {*found.get(f"{number:03}", ())}, text
