"""Labels of Namespaces, and what k8s.io/pod-security-admission makes of them.

`cd tests/oracle && python -m pss.labels` records the answers that the ordinary tests use.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from pss import library

RECORDED = Path(__file__).parents[2] / "golden" / "pss" / "labels.json"
PREFIX = "pod-security.kubernetes.io/"
LEVELS = [*("privileged", "baseline", "restricted") * 3, "", "Restricted", "restrict"]
VERSIONS = [*("latest", "v1.24", "v1.29", "v1.99") * 2, "", "1.24", "v1.024"]
DEFAULTS = ("privileged:latest", "baseline:latest", "restricted:v1.25")
COUNT = 400


def random_labels(seed: str) -> Iterator[tuple[dict[str, str], str]]:
    """Labels with the default standard, without end; some bad, some of no account."""
    chance = random.Random(seed)
    while True:
        labels = {"kubernetes.io/metadata.name": "shop"} if chance.random() < 0.2 else {}
        for mode in library.MODES:
            if chance.random() < 0.6:
                labels[PREFIX + mode] = chance.choice(LEVELS)
            if chance.random() < 0.5:
                labels[f"{PREFIX}{mode}-version"] = chance.choice(VERSIONS)
        yield labels, chance.choice(DEFAULTS)


def main() -> None:
    """Write the recorded answers."""
    library.build()
    pairs = random_labels("sample")
    rows = [next(pairs) for _ in range(COUNT)]
    answers = library.namespace_policies(rows)
    lines = [
        json.dumps([labels, default, answer["policy"], answer.get("errors", [])])
        for (labels, default), answer in zip(rows, answers, strict=True)
    ]
    RECORDED.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
