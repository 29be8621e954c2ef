"""The page about recall, made of what was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from left_out import KIND_BOUND, LEFT_OUT

from podlint.rule.rule import Rule

_HEAD = """\
# How often podlint reports what it is for

Of every rule, the fault of each bad example was planted by a script into clean objects among the
[manifests](index.md#the-manifests) that precision is measured on, {hosts} of them: into twenty for
each example, of the same kind where there are so many, in several ways. Then the rule must report
it at the same field, with the same text marked.

**{placed} of {planted} planted faults ({share:.2%}) are reported at the right place**, by {rules}
rules; {reported} are reported at all. Run it with `python benchmarks/recall.py FOLDER`; `--write`
writes this page.

This shows that what the rest of a manifest says does not keep a rule from seeing its fault, and
that positions hold in manifests of all kinds. It does not show that a fault is seen in forms that
no example has.

## How a fault is planted

The example's object takes over what the other object has besides: its containers, init containers,
volumes and whatever its Pod sets and the example's does not; from an object of the same kind also
what the workload sets. In the second way the first of its containers does not stand beside those of
the example: what it has besides, such as probes, ports, resources and variables, goes into the
container that is at fault. If the example is a Pod, that Pod also takes the place of the template
in twenty workloads. Containers and volumes of the same name are renamed, and objects that open a
port of the example are passed over. What the example says stays as it is written, and its other
objects, such as a Service or a Namespace, stand beside it. Faults of texts, such as a key that is
there twice, are written into the manifests as they are.

Every miss was opened. One was a rule's own: `unused-volume` kept silent beside the claims of a
StatefulSet, and was mended. In all others a field of the other object undoes the fault, such as a
longer grace period; since then such fields are left out:

"""


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
            share=placed / planted,
            rules=sum(1 for each in scores.values() if each.planted),
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
    lines += ["", "These faults of Pods were planted into Pods only:", ""]
    lines += [f"- {name}: {why}." for name, why in sorted(KIND_BOUND.items()) if name in scores]
    lines += ["", "## Rules", "", "| rule | planted | reported | in place |", "|---|---|---|---|"]
    for rule in rules:
        each = scores[rule.name]
        row = f"{each.planted} | {each.reported} | {each.placed}"
        why = f"- | - | {each.why_not}"
        lines.append(f"| [{rule.name}](../rules/{rule.name}.md) | {row if each.planted else why} |")
    return "\n".join(lines) + "\n"
