"""Record the sample that the ordinary tests use: `cd tests/oracle && python -m end_to_end.record`.

Manifests of the project, as they are and mutated. A refusal is kept if the sample has not yet three
of its kind, or by chance; of what is accepted a fifth of the sample is kept.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from podlint.document import load

from .manifests import manifests
from .mutations import mutated
from .objects import is_custom
from .server import HOW, Answer, Server

GOLDEN = Path(__file__).parents[2] / "golden" / "end_to_end.json.gz"
DRAWN, WANTED, ACCEPTED = 9_000, 1_550, 450
TIMES = 3


def pattern(answer: Answer) -> str:
    """What a refusal says, without names and numbers."""
    causes = " ".join(f"{each.field} {each.reason}" for each in answer.causes)
    text = causes or re.sub(r'"[^"]*"', "", answer.message)
    return re.sub(r"\d+|\[[^]]*\]", "", text)


def written(text: str, answer: Answer) -> dict[str, Any]:
    """A row of the sample: the text, and what the server says."""
    row: dict[str, Any] = {"text": text, "status": answer.status}
    if not answer.accepted:
        row["message"] = "" if answer.causes else answer.message
        row["causes"] = [[each.reason, each.field, each.message[:60]] for each in answer.causes]
    return row


def main() -> None:
    """Write the sample."""
    server = Server.from_environment()
    if server is None:
        sys.exit(HOW)
    draw = random.Random("end to end")
    own = [(json.dumps(each, indent=1) + "\n") for each in manifests()]
    texts = [*own, *(text for _, text in mutated(DRAWN, "recorded"))]
    draw.shuffle(texts)
    kept, seen, accepted = [], Counter[str](), 0
    for text in texts:
        (document,) = load(text)
        data = document.data
        if not isinstance(data, dict) or "items" in data or len(kept) >= WANTED:
            continue
        answer = server.ask(data, text, "application/yaml")
        if answer.supplied:
            continue
        if answer.accepted:
            accepted += 1
            if accepted > ACCEPTED:
                continue
        else:
            seen[pattern(answer)] += 1
            if seen[pattern(answer)] > TIMES:
                continue
        custom = answer.status == 0 and is_custom(data, server)
        kept.append({**written(text, answer), "custom": custom})
    said = {"version": server.version, "objects": kept}
    with gzip.GzipFile(GOLDEN, "wb", mtime=0) as file:
        file.write(json.dumps(said, separators=(",", ":"), ensure_ascii=False).encode())
    print(f"{len(kept)} objects, {sum(each['status'] in (200, 201) for each in kept)} accepted")


if __name__ == "__main__":
    main()
