"""A selector that misses the Pods of its own template."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.field_path import below, value_at
from podlint.finding import Problem, Profile, Severity
from podlint.rule import rule
from podlint.submission import Refusal, Submission
from podlint.verdict import refusals


@rule(
    severity=Severity.ERROR,
    profile=Profile.MINIMAL,
    since="0.1",
    symptom="kubectl apply: spec.template.metadata.labels: Invalid value: `selector` does "
    "not match template `labels`",
    mission=(8,),
    aliases=("C-0296",),
    similar={
        "mismatching-selector": (
            "kube-linter also reports selectors that are missing or invalid, of which other rules "
            "speak."
        ),
        "deployment-pod-selector-labels-match-template-metadata-labels": (
            "kube-score reports Deployments only, and selectors that are missing as well."
        ),
        "statefulset-pod-selector-labels-match-template-metadata-labels": (
            "kube-score reports StatefulSets only, and selectors that are missing as well."
        ),
    },
    bad="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web-server}  # finding
            # ^^^^^^
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
    good="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web, tier: front}
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
)
def selector_unlike_template(submission: Submission) -> Iterator[Problem]:
    """The selector of a workload does not select the Pods of its template.

    The controller would create Pods for ever, since it would not find those that it has made;
    so the server refuses the workload. Common causes are a label that was renamed in one of the
    two places, and an overlay that adds labels to only one of them.

    Repeat in the template every label of the selector.
    """
    return refusals(submission, "selector-unlike-template", _advice)


def _advice(refusal: Refusal) -> str:
    data, labels = refusal.at.document.data, refusal.value
    spec = value_at(data, refusal.at.path[:-3])
    wanted = below(below(spec, "selector"), "matchLabels") or below(spec, "selector")
    if not isinstance(wanted, dict):
        return "repeat the labels of the selector in the template"
    for key, value in wanted.items():
        found = below(labels, key)
        if found != value:
            has = "lacks it" if found is None else f"says {found}"
            return f"the selector wants {key}: {value}, the template {has}"
    return "let the template meet matchExpressions too"
