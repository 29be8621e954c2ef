"""What a new version of Kubernetes changes, and where podlint holds it: `make new-kubernetes V=1.38`.

Compares the source of the version with that of the newest older one that podlint answers exactly:
feature gates, fields of the API, validation, defaulting, and the words of messages. What has to be
done with the list is said in docs/new-kubernetes-version.md.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from versions.changes import Site, changed_fields, changed_messages, changed_sites
from versions.gates import changed_gates, gates_of
from versions.go_source import declarations
from versions.holders import NOBODY, Holders, callers_of
from versions.modules import source_files, sources

from podlint.validation import VERIFIED
from podlint.version import parse_version

GATES = "pkg/features/kube_features.go"
TYPES = (
    *(f"{group}/v1/types.go" for group in ("core", "apps", "batch", "networking", "policy")),
    "autoscaling/v2/types.go",
)
NOT_OF_CREATION = re.compile("Update|Status|Resize|InUse|Ephemeral")
"""In names of functions: they compare with an object that exists, which podlint does not know."""
Files = list[tuple[str, str]]


class Source:
    """The source of a version.

    Attributes:
        version: The version, such as ``1.38``.
        gates: The text that declares the feature gates.
        types: The files that declare the types of the API.
        watched: The files that podlint reproduces.
    """

    def __init__(self, version: str, folders: dict[str, Path]) -> None:
        self.version = version
        self.gates = (folders["kubernetes"] / GATES).read_text(encoding="utf-8")
        self.types: Files = [
            (f"api/{name}", (folders["api"] / name).read_text(encoding="utf-8")) for name in TYPES
        ]
        meta = folders["apimachinery"] / "pkg/apis/meta/v1/types.go"
        self.types.append(("apimachinery/pkg/apis/meta/v1/types.go", meta.read_text("utf-8")))
        self.watched: Files = list(source_files(folders))


def older_than(version: str, verified: tuple[str, ...] = VERIFIED) -> str:
    """The newest of the versions that podlint answers exactly before another one.

    Raises:
        LookupError: there is none.
    """
    wanted = parse_version(version)
    older = [each for each in verified if parse_version(each) < wanted]
    if not older:
        message = f"podlint answers no version before {version} exactly"
        raise LookupError(message)
    return max(older, key=parse_version)


def lines(before: Source, after: Source, holders: Holders) -> Iterator[str]:
    """The list, as Markdown."""
    yield f"# Kubernetes {before.version} to {after.version}"
    yield from _gates(before, after, holders)
    yield from _fields(before, after, holders)
    yield from _sites(before, after, holders)
    yield from _messages(before, after, holders)


def _shown(modules: list[str]) -> str:
    return ", ".join(modules[:3]) + (", ..." if len(modules) > 3 else "") if modules else NOBODY


def _gates(before: Source, after: Source, holders: Holders) -> Iterator[str]:
    """The gates whose state differs, with the watched functions that ask for them."""
    gates = gates_of(before.gates, before.version), gates_of(after.gates, after.version)
    askers: dict[str, list[str]] = {}
    for each in declarations([*before.watched, *after.watched]):
        for name in gates[0].keys() | gates[1].keys():
            if f"features.{name}" in each.text and each.name not in askers.setdefault(name, []):
                askers[name].append(each.name)
    changes = changed_gates(*gates)
    asked = [each for each in changes if askers.get(each.name)]
    yield f"\n## Feature gates\n\n{len(changes)} differ; {len(asked)} matter to what podlint knows."
    yield "Those in bold switch on or off.\n"
    for each in asked:
        name = f"**{each.name}**" if each.switches else each.name
        states = f"{each.before or 'none'} -> {each.after or 'none'}"
        yield f"- {name}: {states}; asked by {', '.join(askers[each.name][:4])}"
        yield f"  - {_shown(holders.gate(each.name))}"


def _fields(before: Source, after: Source, holders: Holders) -> Iterator[str]:
    """The fields that differ, with the modules of their models."""
    yield "\n## Fields\n"
    for each in changed_fields(before.types, after.types):
        kind = each.after or each.before
        assert kind is not None
        was = f" (was {each.before.type})" if each.before and each.after else ""
        yield f"- {each.sort}: `{each.struct}.{each.name}` of type `{kind.type}`{was}"
        has = "has it" if each.name in holders.fields(each.struct) else "does not have it"
        model = holders.model(each.struct)
        yield f"  - {f'{model} {has}' if model else NOBODY}"


def _sites(before: Source, after: Source, holders: Holders) -> Iterator[str]:
    """The functions and variables that differ, by file, with the modules that name them."""
    callers = callers_of(declarations([*before.watched, *after.watched]))
    changed = changed_sites(before.watched, after.watched)
    sites = [each for each in changed if not NOT_OF_CREATION.search(each.declaration.name)]
    yield f"\n## Code\n\n{len(sites)} functions and variables differ;"
    yield f"{len(changed) - len(sites)} more are about objects that exist already."
    file = ""
    for site in sites:
        if site.declaration.file != file:
            file = site.declaration.file
            yield f"\n### {file}\n"
        yield _site(site, holders, callers)


def _site(site: Site, holders: Holders, callers: dict[str, set[str]]) -> str:
    name, found = holders.around(site.declaration, callers)
    through = f" (by {name})" if name and name != site.declaration.name else ""
    where = f"{site.declaration.name}, line {site.declaration.line}"
    return f"- {site.sort}: {where}\n  - {_shown(found)}{through}"


def _messages(before: Source, after: Source, holders: Holders) -> Iterator[str]:
    """The words that are gone, with the modules that still say them, and the new ones."""
    gone, new = changed_messages(before.watched, after.watched)
    for title, texts in (("Words that are gone", gone), ("New words", new)):
        yield f"\n## {title}\n"
        for text, each in texts.items():
            if NOT_OF_CREATION.search(each.name):
                continue
            yield f"- {text}\n  - {each.name}: {_shown(holders.saying(text))}"


def main(version: str) -> None:
    """Print the list for a version.

    Raises:
        LookupError: there is no such version, or none to compare it with.
    """
    older = older_than(version)
    before, after = (Source(each, sources(each)) for each in (older, version))
    sys.stdout.write("\n".join(lines(before, after, Holders.of_package())) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("which version? make new-kubernetes V=1.38")
    try:
        main(sys.argv[1].removeprefix("v"))
    except (LookupError, ValueError) as error:
        sys.exit(str(error))
    except subprocess.CalledProcessError as error:
        sys.exit(f"{' '.join(error.cmd)}: {error.stderr or error.stdout}")
