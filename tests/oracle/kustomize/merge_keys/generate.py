"""Writes the table of merge keys of the schema that kustomize is built with.

    python tests/oracle/kustomize/merge_keys/generate.py

asks kustomize's own packages (Go and the module proxy are needed) and writes
`podlint/rendering/kustomize/patches/merge_key_table.py`.
"""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TABLE = HERE.parents[3] / "podlint" / "rendering" / "kustomize" / "merge_key_table.py"
HEAD = '''"""Which lists kustomize merges by keys: the schema of Kubernetes 1.21.2 that it is built with.

Written by tests/oracle/kustomize/merge_keys/generate.py from kyaml v0.21.1.
"""

from __future__ import annotations

__all__ = ["KINDS", "TYPES"]

'''


def main() -> None:
    done = subprocess.run(["go", "run", "."], cwd=HERE, check=True, capture_output=True, text=True)
    definitions: dict[str, Any] = json.loads(done.stdout)
    all_fields = {name: kept(each["fields"]) for name, each in definitions.items()}
    holders: set[str] = set()
    while True:
        more = {
            name
            for name, each in all_fields.items()
            if any(keys is not None or type_ in holders for type_, keys in each.values())
        }
        if more == holders:
            break
        holders = more
    fields = {
        name: {
            key: it for key, it in all_fields[name].items() if it[1] is not None or it[0] in holders
        }
        for name in holders
    }
    names = short_names(fields)
    types: dict[str, dict[str, Any]] = {}
    kinds: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in sorted(fields, key=lambda each: (names.get(each, ""), each)):
        if name in names:
            types[names[name]] = {
                key: (names.get(type_, ""), keys) for key, (type_, keys) in fields[name].items()
            }
            for kind in definitions[name].get("kinds", ()):
                group = f"{kind['group']}/" if kind["group"] else ""
                kinds[names[name], f"{group}{kind['version']}"].append(kind["kind"])
    TABLE.write_text(HEAD + "\n".join([*written_types(types), "", *written_kinds(kinds)]) + "\n")


def kept(fields: dict[str, Any]) -> dict[str, tuple[str, tuple[str, ...] | None]]:
    """Fields that are lists with keys, or that may hold some."""
    found: dict[str, tuple[str, tuple[str, ...] | None]] = {}
    for key, field in sorted(fields.items()):
        if "merge" in field.get("strategy", "").split(","):
            if field.get("isList"):
                found[key] = (field.get("elements", ""), tuple(field.get("keys") or ()))
        elif type_ := field.get("refers"):
            found[key] = (type_, None)
    return found


def short_names(fields: dict[str, dict[str, Any]]) -> dict[str, str]:
    """One name for all types with the same fields."""
    found: dict[str, str] = {}
    known: dict[str, dict[str, Any]] = {}
    for name, each in sorted(fields.items(), key=lambda it: (len(it[1]), it[0])):
        if not each:
            continue
        short = name.rpartition(".")[2]
        if [*each] == ["metadata"]:
            short = "Object"
        assert known.setdefault(short, simple(each)) == simple(each), (short, each)
        found[name] = short
    return found


def simple(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: (type_.rpartition(".")[2], keys) for key, (type_, keys) in fields.items()}


def written_types(types: dict[str, dict[str, Any]]) -> list[str]:
    lines = ["TYPES: dict[str, dict[str, tuple[str, tuple[str, ...] | None]]] = {"]
    for name, fields in types.items():
        lines.append(f'    "{name}": {{')
        for key, (type_, keys) in fields.items():
            lines.append(f"        {key!r}: ({type_!r}, {keys!r}),")
        lines.append("    },")
    return [
        *lines,
        "}",
        '"""Of each type its fields: the type of the value or of the elements, and the keys of a list',
        'that is merged; none for a set of plain values, None for what is not a list."""',
    ]


def written_kinds(kinds: dict[tuple[str, str], list[str]]) -> list[str]:
    rows = [
        f"{type_} {version} {' '.join(sorted(each))}" for (type_, version), each in kinds.items()
    ]
    lines = [part for row in sorted(rows) for part in folded(row)]
    return [
        '_KINDS = """',
        *lines,
        '"""',
        "",
        "KINDS = {",
        "    (version, kind): name",
        "    for name, version, *kinds in map(str.split, _KINDS.strip().splitlines())",
        "    for kind in kinds",
        "}",
        '"""The types of the kinds, by version and kind."""',
    ]


def folded(row: str) -> list[str]:
    """A row as several if it is long, each with what it begins with."""
    type_, version, *kinds = row.split(" ")
    lines = [f"{type_} {version}"]
    for kind in kinds:
        if len(lines[-1]) + len(kind) > 95:
            lines.append(f"{type_} {version}")
        lines[-1] += f" {kind}"
    return lines


if __name__ == "__main__":
    main()
