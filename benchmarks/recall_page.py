"""The page about recall, generated from the measurements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from left_out import KIND_BOUND, LEFT_OUT

from podlint.rule.rule import Rule

_HEAD = """\
# Recall: how many faults podlint finds

For every rule, a script planted the fault of each bad example into clean objects from the
[manifests](index.md#the-manifests) that are used to measure precision. There are {hosts} such
objects. Each example was planted into twenty objects, in several ways. If there are enough objects
of the same kind, only these objects were used. The rule must then report the fault at the same
field, with the same text marked.

**{placed} of {planted} planted faults ({share:.2%}) are reported at the right place**, by {rules}
rules. {reported} faults are reported at any place. To repeat this, run `python benchmarks/recall.py
FOLDER`. With `--write`, the script writes this page.{missing}

The result shows that the other fields of a manifest do not hide a fault from its rule, and that
positions are right in many different manifests. It does not show that podlint finds a fault that is
written in a different way than in the examples.

## Faults that others reported

Ninety faults from issues and pull requests of public repositories were rebuilt in manifests.
podlint reported 45 of these faults (50%) in the default profile when the manifests were written. [A
separate page](reported-faults.md) lists the faults and the current number.

## How a fault is planted

The script adds fields of a clean object to the object in the example: its containers, init
containers, volumes, and the fields of the Pod that the example does not set. If both objects have
the same kind, it also adds the fields of the workload. In a second variant, it does not add the
first container of the clean object. Instead, it adds the probes, ports, resources, variables and
other fields of that container to the container with the fault. If the example is a Pod, this Pod
also replaces the Pod template in twenty workloads. If no clean object has the kind of the fault,
such as a LimitRange, twenty workloads are put into the same file, before the example.

The script renames containers and volumes that have the same name, and skips objects that open a
port of the example or contain a placeholder. It does not change the fields of the example, and
keeps the other objects in the example, such as a Service or a Namespace. Faults in the text, such
as a duplicate key, are written into the manifests as they are.

Each fault that was not reported was examined. One fault revealed a bug in a rule: `unused-volume`
reported nothing if a StatefulSet had volume claim templates. This bug was fixed. In all other
cases, a field of the other object removes the fault, such as a longer grace period. The script
leaves out these fields:

"""


def _missing(names: Sequence[str]) -> str:
    """A sentence about the rules whose faults could not be planted."""
    if not names:
        return ""
    return f"\n\nNot planted, because the fault is not in an object: {', '.join(names)}."


def page(rules: Sequence[Rule], scores: Mapping[str, Any], hosts: Sequence[object]) -> str:
    """The page as Markdown."""
    planted = sum(each.planted for each in scores.values())
    placed = sum(each.placed for each in scores.values())
    lines = [
        _HEAD.format(
            hosts=len(hosts),
            planted=planted,
            placed=placed,
            reported=sum(each.reported for each in scores.values()),
            share=placed * 10_000 // planted / 10_000,
            rules=sum(1 for each in scores.values() if each.planted),
            missing=_missing([name for name, each in scores.items() if not each.planted]),
        ).rstrip("\n"),
        "",
        "| rule | left out | why |",
        "|---|---|---|",
    ]
    lines += [
        f"| {name} | {', '.join(f'`{field}`' for field in fields)} | {why} |"
        for name, (fields, why) in sorted(LEFT_OUT.items())
        if name in scores
    ]
    lines += ["", "Faults of these rules were planted only into Pods, and not into workloads:", ""]
    lines += [f"- {name}: {why}." for name, why in sorted(KIND_BOUND.items()) if name in scores]
    lines += ["", "## Rules", "", "| rule | planted | reported | in place |", "|---|---|---|---|"]
    for rule in rules:
        each = scores[rule.name]
        row = f"{each.planted} | {each.reported} | {each.placed}"
        why = f"- | - | {each.why_not}"
        lines.append(f"| [{rule.name}](../rules/{rule.name}.md) | {row if each.planted else why} |")
    return "\n".join(lines) + "\n"
