"""The project's own manifests: its fixtures, its examples, and the examples of its rules."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from podlint.document import load
from podlint.rule.packs import BUILTIN, load_package
from podlint.rule.rule import Rule

ROOT = Path(__file__).parents[3]
Object = dict[str, Any]


def manifests() -> list[Object]:
    """The objects of the project's own manifests: fixtures, examples, and examples of rules."""
    texts = [
        path.read_text(encoding="utf-8", errors="replace")
        for folder in (ROOT / "tests/fixtures", ROOT / "examples")
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".yaml", ".yml", ".json") and path.is_file()
    ]
    rules = sorted(load_package(BUILTIN), key=lambda rule: rule.name)
    texts += [text for rule in rules if isinstance(rule, Rule) for text in (*rule.bad, *rule.good)]
    found: dict[str, Object] = {}
    for text in texts:
        for document in load(text):
            for obj in _objects(document.data):
                found.setdefault(json.dumps(obj, sort_keys=True), obj)
    return list(found.values())


def _objects(data: Any) -> Iterator[Object]:
    if not isinstance(data, dict):
        return
    if isinstance(data.get("items"), list) and str(data.get("kind")).endswith("List"):
        for item in data["items"]:
            yield from _objects(item)
    elif isinstance(data.get("kind"), str) and isinstance(data.get("apiVersion"), str):
        yield data
