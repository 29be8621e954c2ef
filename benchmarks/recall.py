"""Plant the fault of every bad example of every rule into real manifests: is it reported?

Run from the checkout: `python benchmarks/recall.py FOLDER [RULE...]` prints the rules with misses,
or those that are named with their first misses; `python benchmarks/recall.py FOLDER --write` writes
`docs/precision/recall.md`.

An example's object takes over what a clean object of the folder has besides: the containers,
volumes and settings of its Pod, and, if it is of the same kind, the settings of the workload; then
once more, where what the first container has goes into the container of the example. If the folder
has no clean object of the kind, clean workloads come before the example instead. What the example
says stays as it is written. The rule must then report what it reports in the example, at
the same places, which may have moved within their lists, and with the same text marked.
`planting.py` says how that is done; faults of texts are planted into the folder's own texts
(`planting_text.py`).
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from hosts import Host, hosts
from left_out import KIND_BOUND, LEFT_OUT
from planting import Planted, as_yaml, fits, join, plant, transplant
from planting_text import PLANTS, plants
from recall_page import page

from podlint.document import Document, load
from podlint.document.field_path import pointer_text, value_at
from podlint.document.span import Path as Place
from podlint.finding.report import Finding
from podlint.models import decode
from podlint.models.workloads import PodTarget, pods_of
from podlint.pods.custom_resources import with_pods
from podlint.rule.examples import Example, read_example
from podlint.rule.packs import BUILTIN, load_package
from podlint.rule.rule import Rule
from podlint.testing import findings_of

PAGE = Path(__file__).parents[1] / "docs" / "precision" / "recall.md"
WANTED = 20
NAME = "example.yaml"
SHOWN = 2
_HEADINGS = ("# file: ", "# settings: ", "# kubernetes-version: ")
ENDING = ("Job", "CronJob")
LASTING = ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController")
MOVABLE = ("/spec", "/metadata/labels", "/metadata/annotations")
"""What a Pod and a template of Pods have in common."""


@dataclass(slots=True)
class Score:
    """What became of the faults planted for one rule."""

    planted: int = 0
    reported: int = 0
    placed: int = 0
    misses: list[str] = field(default_factory=list)
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A document of an example, and the file that it is in."""

    path: str
    document: Document


def score(rule: Rule, everything: list[Host]) -> Score:
    """Plant the fault of each bad example of a rule into twenty objects, or all that there are."""
    found = Score()
    for way in plants(rule.name):
        _score_text(rule, way, _shuffled(everything, rule.name), found)
    for number, bad in enumerate(() if rule.name in PLANTS else rule.bad):
        _score_example(
            rule, read_example(bad), _shuffled(everything, f"{rule.name} {number}"), found
        )
    return found


def _shuffled(everything: list[Host], seed: str) -> list[Host]:
    return random.Random(seed).sample(everything, len(everything))


def _score_text(rule: Rule, way: Any, candidates: list[Host], found: Score) -> None:
    done = 0
    for host in candidates:
        made = way(host.text) if host.pod else None
        if made is None or done == WANTED:
            continue
        done += 1
        text, line = made
        lines = [
            each.location.span.start_line for each in findings_of(rule, text) if each.location.span
        ]
        found.planted += 1
        found.reported += bool(lines)
        found.placed += line in lines
        if line not in lines:
            found.misses.append(f"wanted line {line}\ngot    {lines}\n{text}")


def _score_example(rule: Rule, example: Example, candidates: list[Host], found: Score) -> None:
    sources = [
        Source(path, document) for path, _, text in example.files(NAME) for document in load(text)
    ]
    wanted = findings_of(rule, example.text)
    where = _source_of(sources, wanted[0])
    plantings = _plantings(rule, sources, where, wanted, candidates)
    for source, *ways in islice(plantings, WANTED):
        for planted in ways:
            _judge(rule, example, sources, wanted, source, planted, found)
    for planted in islice(_in_workloads(rule, sources, wanted, candidates), WANTED):
        _judge(rule, example, sources, wanted, where, planted, found)
    if (
        not found.planted
        and isinstance(where.document.data, dict)
        and "kind" in where.document.data
    ):
        for host in islice((each for each in candidates if each.pod), WANTED):
            _judge_beside(rule, example, sources, wanted, host, found)
    if not found.planted:
        found.why_not = "no object with the fault"


def _plantings(
    rule: Rule,
    sources: list[Source],
    where: Source,
    wanted: Sequence[Finding],
    candidates: list[Host],
) -> Iterator[tuple[Source, Planted, Planted] | tuple[Source, Planted]]:
    """The example's document with one object after another in it; those of its kind first.

    Each Pod comes in two ways: all its containers beside the example's, and one in them.
    """
    pods = [(each, pod) for each in sources for pod in _pods(each.document)]
    ours = [(each, pod) for each, pod in pods if each is where] or pods
    left = LEFT_OUT.get(rule.name, ((), ""))[0]
    if ours:
        source, target = next((pair for pair in ours if _holds(pair[1], wanted[0])), ours[0])
        kind = target.owner.kind
        for each in sorted(candidates, key=lambda each: each.kind != kind):
            if each.pod and fits(source.document, each.pod):
                same = each.kind == kind
                outer = each.data.get("spec") if same and kind != "Pod" else None
                others = left if same else (*left, "restartPolicy")
                given = source.document, target.at.path, each.pod, outer, others
                container = _container_of(target, wanted)
                yield source, plant(*given), plant(*given, container)
        return
    data = where.document.data
    for each in candidates:
        if isinstance(data, dict) and each.kind == data.get("kind"):
            yield where, join(where.document, _without(each.data, left))


def _without(data: dict[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    """An object without some fields of its spec."""
    spec = data.get("spec")
    if not isinstance(spec, dict):
        return data
    return {**data, "spec": {name: spec[name] for name in spec if name not in fields}}


def _in_workloads(
    rule: Rule, sources: list[Source], wanted: Sequence[Finding], candidates: list[Host]
) -> Iterator[Planted]:
    """The Pod of an example in one workload after another, if it may be anyone's."""
    document = sources[0].document
    data = document.data
    movable = all(each.pointer.startswith(MOVABLE) for each in wanted)
    if len(sources) > 1 or rule.name in KIND_BOUND or not movable or not isinstance(data, dict):
        return
    if data.get("kind") != "Pod":
        return
    (target,) = _pods(document)
    kinds = ENDING if target.spec.restart_policy in ("Never", "OnFailure") else LASTING
    left = (*LEFT_OUT.get(rule.name, ((), ""))[0], "restartPolicy")
    for each in candidates:
        if each.kind in kinds and fits(document, each.pod):
            planted = plant(document, ("spec",), each.pod, None, left)
            yield transplant(planted, each.data, each.root)


def _pods(document: Document) -> Iterator[PodTarget]:
    """The Pods of a document, but for containers of custom resources that stand for theirs."""
    for decoded in () if document.error else decode(document):
        for pod in pods_of(with_pods(decoded, ()).object):
            if [each.at for each in pod.spec.containers] != [pod.at]:
                yield pod


def _container_of(pod: PodTarget, wanted: Sequence[Finding]) -> tuple[str, int]:
    """List and place of the container that is at fault; else the first app container."""
    for finding in wanted:
        steps = _steps(finding.pointer, pod.at.document)
        match steps[len(pod.at.path) :]:
            case ["containers" | "initContainers" as field, int() as index, *_]:
                return field, index
    return "containers", 0


def _holds(pod: PodTarget, finding: Finding) -> bool:
    return finding.pointer.startswith(pointer_text(pod.at.path))


def _judge(
    rule: Rule,
    example: Example,
    sources: list[Source],
    wanted: tuple[Finding, ...],
    changed: Source,
    planted: Planted,
    found: Score,
) -> None:
    texts: dict[str, list[str]] = {}
    for each in sources:
        text = as_yaml(planted.data) if each is changed else _without_heading(each.document.text)
        texts.setdefault(each.path, []).append(text.strip("\n") + "\n")
    settings = "".join(f"# settings: {line}\n" for line in example.settings.splitlines())
    version = example.kubernetes_version
    heading = f"# kubernetes-version: {version}\n" if version else ""
    result = (
        heading
        + settings
        + "---\n".join(
            ("" if path == NAME else f"# file: {path}\n") + "---\n".join(parts)
            for path, parts in texts.items()
        )
    )
    read = [
        Source(path, document)
        for path, _, text in Example(result, ()).files(NAME)
        for document in load(text)
    ]
    have = {_place(read, each, each.pointer) for each in findings_of(rule, result)}
    expected = set()
    for finding in wanted:
        pointer = finding.pointer
        if _source_of(sources, finding) is changed:
            pointer = pointer_text(planted.place(_steps(pointer, changed.document)))
        expected.add(_place(sources, finding, pointer))
    found.planted += 1
    found.reported += bool(have)
    found.placed += expected <= have
    if not expected <= have:
        found.misses.append(f"wanted {sorted(expected)}\ngot    {sorted(have)}\n{result}")


def _judge_beside(
    rule: Rule,
    example: Example,
    sources: list[Source],
    wanted: tuple[Finding, ...],
    host: Host,
    found: Score,
) -> None:
    """Put a clean object before an example of a kind that the manifests do not have."""
    result = f"{host.text.rstrip()}\n---\n{example.text.strip()}\n"
    read = [
        Source(path, document)
        for path, _, text in Example(result, ()).files(NAME)
        for document in load(text)
    ]
    have = {_place(read, each, each.pointer) for each in findings_of(rule, result)}
    places = (_place(sources, each, each.pointer) for each in wanted)
    expected = {(number + 1, pointer, text) for number, pointer, text in places}
    found.planted += 1
    found.reported += bool(have)
    found.placed += expected <= have
    if not expected <= have:
        found.misses.append(f"wanted {sorted(expected)}\ngot    {sorted(have)}\n{result}")


def _without_heading(text: str) -> str:
    return "".join(line for line in text.splitlines(True) if not line.startswith(_HEADINGS))


def _source_of(sources: list[Source], finding: Finding) -> Source:
    span = finding.location.span
    assert span is not None
    return [
        each
        for each in sources
        if each.path == finding.location.path and each.document.line <= span.start_line
    ][-1]


def _place(sources: list[Source], finding: Finding, pointer: str) -> tuple[int, str, str]:
    """Document, place and marked text; without the text where that depends on the style of YAML."""
    source, span = _source_of(sources, finding), finding.location.span
    assert span is not None
    line = source.document.source_line(span.start_line)
    text = line[span.start_column - 1 : span.end_column - 1].strip("\"'")
    value = value_at(source.document.data, _steps(finding.pointer, source.document))
    folded = isinstance(value, str) and "\n" in value
    nameless = isinstance(value, dict) and "name" not in value and finding.pointer[-1:].isdigit()
    return sources.index(source), pointer, "" if folded or nameless else text


def _steps(pointer: str, document: Document) -> Place:
    data: Any = document.data
    found: tuple[str | int, ...] = ()
    for part in pointer.split("/")[1:]:
        step = part.replace("~1", "/").replace("~0", "~")
        found = (*found, int(step) if isinstance(data, list) and step.isdigit() else step)
        data = value_at(document.data, found)
    return found


def main() -> None:
    """Print the misses, or write the page."""
    folder, *names = sys.argv[1:]
    os.chdir(folder)
    everything = hosts(Path())
    rules = load_package(BUILTIN)
    if names == ["--write"]:
        scores = {rule.name: score(rule, everything) for rule in rules}
        PAGE.write_text(page(rules, scores, everything), encoding="utf-8")
        return
    total = Score()
    for rule in rules:
        if names and rule.name not in names:
            continue
        each = score(rule, everything)
        total.planted += each.planted
        total.placed += each.placed
        if names or each.placed < each.planted or not each.planted:
            numbers = f"{each.planted} planted, {each.reported} reported, {each.placed} in place"
            print(f"{rule.name}: {numbers} {each.why_not}")
        print(*(each.misses[:SHOWN] if names else ()), sep="\n", end="")
    print(f"{len(everything)} objects; planted {total.planted}, in place {total.placed}")


if __name__ == "__main__":
    main()
