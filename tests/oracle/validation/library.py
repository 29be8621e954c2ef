"""Ask Kubernetes' own code, through the Go program beside this file.

The program is built once for each version and kept under `programs/`; that takes some minutes.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from podlint import validation
from podlint.validation.preparing import UID

from . import seeds, variations

HERE = Path(__file__).parent
VERSIONS = {
    "1.33": "1.33.13",
    "1.34": "1.34.4",
    "1.35": "1.35.4",
    "1.36": "1.36.3",
    "1.37": "1.37.2",
}
CHUNK = 500
TYPES = {
    "FieldValueDuplicate": "Duplicate value",
    "FieldValueForbidden": "Forbidden",
    "FieldValueInvalid": "Invalid value",
    "FieldValueNotFound": "Not found",
    "FieldValueNotSupported": "Unsupported value",
    "FieldValueRequired": "Required value",
    "FieldValueTooLong": "Too long",
    "FieldValueTooMany": "Too many",
    "InternalError": "Internal error",
}
MADE_UID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
Object = dict[str, Any]
Errors = Counter[tuple[str, str, str]]
"""Fields, types and details of errors."""


@dataclass
class Answer:
    """What the server says about an object; podlint's answer has the same form."""

    undecodable: bool = False
    errors: Errors = field(default_factory=Counter)
    pod_errors: Errors = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)


def program(version: str) -> Path:
    """The program for a version such as 1.36; builds it where it is missing."""
    release = VERSIONS[version]
    folder = HERE / "programs" / release
    binary = folder / "oracle"
    if not binary.exists():
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / "main.go", folder)
        (folder / "go.mod").write_text(module(release, folder), encoding="utf-8")
        go("build", "-p", "1", "-o", "oracle", ".", cwd=folder)
    return binary


def go(*arguments: str, cwd: Path) -> str:
    """Run Go and give what it prints."""
    environment = {**os.environ, "GOFLAGS": "-mod=mod"}
    done = subprocess.run(
        ["go", *arguments], cwd=cwd, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


def module(release: str, folder: Path) -> str:
    """A go.mod for the program: Kubernetes replaces its staging modules by local folders, we don't."""
    answer = go("mod", "download", "-json", f"k8s.io/kubernetes@v{release}", cwd=folder)
    source = Path(json.loads(answer)["GoMod"]).read_text(encoding="utf-8")
    (wanted,) = re.findall(r"^go (.*)$", source, re.MULTILINE)
    staging = re.findall(r"^\t(k8s\.io/[a-z0-9-]+) => \./staging", source, re.MULTILINE)
    published = f"v0.{release.removeprefix('1.')}"
    replaced = "".join(f"\t{name} => {name} {published}\n" for name in staging)
    default = ".".join(wanted.split(".")[:2])
    return (
        f"module podlint.test/oracle\n\ngo {wanted}\n\ngodebug default=go{default}\n\n"
        f"require k8s.io/kubernetes v{release}\n\nreplace (\n{replaced})\n"
    )


def objects(count: int, seed: object) -> Iterator[tuple[str, Object]]:
    """Objects of all kinds, most of them with some fault, each with a name."""
    for number in range(count):
        rng = random.Random(f"{seed}/{number}")
        obj = seeds.seed(rng)
        if number % 20:
            obj = variations.vary(obj, rng)
        if obj.get("kind") in validation.KINDS:
            yield f"{seed}-{number}", obj


def answers(
    named: Iterable[tuple[str, Object]], version: str
) -> Iterator[tuple[str, Object, Answer]]:
    """The server's answer about each object; objects that make it panic are left out."""
    named = iter(named)
    while chunk := list(islice(named, CHUNK)):
        # Sorted, as sigs.k8s.io/yaml writes it: the server takes the last of `kind` and `Kind`.
        lines = [json.dumps({"id": name, "obj": obj}, sort_keys=True) for name, obj in chunk]
        done = subprocess.run(
            [program(version)], input="\n".join(lines), check=True, capture_output=True, text=True
        )
        said_lines = done.stdout.removesuffix("\n").split("\n")
        for (name, obj), line in zip(chunk, said_lines, strict=True):
            said = json.loads(line)
            if not said.get("panic"):
                yield name, obj, _read(said)


def _read(said: dict[str, Any]) -> Answer:
    if said.get("decode"):
        return Answer(undecodable=True)
    unknown = Counter((text.split('"')[1], "Unknown field", "") for text in said["strict"])
    if unknown:
        return Answer(errors=unknown)
    return Answer(
        errors=_errors(said["errors"]),
        pod_errors=_errors(said.get("podErrors") or []),
        warnings=Counter(said["warnings"]),
    )


def _errors(errors: list[dict[str, str]]) -> Errors:
    return Counter(
        (error["field"], TYPES[error["type"]], re.sub(MADE_UID, UID, error["detail"]))
        for error in errors
    )


def podlint_says(obj: Object, version: str) -> Answer:
    """What podlint says about an object."""
    errors = Counter(error[:3] for error in validation.validate(obj, version))
    if any(kind == "Undecodable" for _, kind, _ in errors):
        return Answer(undecodable=True)
    if any(kind == "Unknown field" for _, kind, _ in errors):
        return Answer(errors=errors)
    return Answer(
        errors=errors,
        pod_errors=Counter(error[:3] for error in validation.pod_errors(obj, version)),
        warnings=Counter(map(str, validation.warnings(obj, version))),
    )
