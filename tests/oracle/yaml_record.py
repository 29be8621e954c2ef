"""Records what Kubernetes makes of texts, so that `tests/document/test_recorded.py` needs no Go.

    python tests/oracle/yaml_record.py

`edge-cases.json` keeps its texts and gets new answers; `mutated.json.gz` is drawn anew from the
manifests beside it, and `grammar.json.gz` from `yaml_grammar`, always from the same seed.
"""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

from yaml_grammar import with_colons, with_compact_forms, with_escapes, with_odd_keys
from yaml_mutator import mutate
from yaml_program import ask

GOLDEN = Path(__file__).parent.parent / "golden" / "yaml"
MUTATED = 1_500
WRITTEN = 1_000
"""Texts of each grammar."""
SEED = 20_240_601


def main() -> None:
    edge_cases = GOLDEN / "edge-cases.json"
    texts = [case["text"] for case in json.loads(edge_cases.read_text())]
    lines = [json.dumps(case) for case in recorded(texts)]
    edge_cases.write_text("[\n" + ",\n".join(lines) + "\n]\n")

    manifests = [path.read_bytes().decode() for path in sorted((GOLDEN / "manifests").iterdir())]
    draw = random.Random(SEED)
    mutated = [mutate(draw, draw.choice(manifests)) for _ in range(MUTATED)]
    keep("mutated", mutated + manifests)
    grammars = (with_colons, with_odd_keys, with_escapes, with_compact_forms)
    keep("grammar", [write(draw) for write in grammars for _ in range(WRITTEN)])


def keep(name: str, texts: list[str]) -> None:
    written = json.dumps(recorded(texts)).encode()
    (GOLDEN / f"{name}.json.gz").write_bytes(gzip.compress(written, mtime=0))


def recorded(texts: list[str]) -> list[dict[str, object]]:
    return [{"text": text, **answer} for text, answer in zip(texts, ask(texts), strict=True)]


if __name__ == "__main__":
    main()
