"""An API version that is gone."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.document import SetValue
from podlint.finding import Fix, Problem, Profile, Severity
from podlint.rule import rule
from podlint.submission import Refusal, Submission
from podlint.validation.kinds import kind_named
from podlint.verdict import refusals


@rule(
    severity=Severity.ERROR,
    profile=Profile.MINIMAL,
    since="0.1",
    symptom='kubectl apply: no matches for kind "Deployment" in version "extensions/v1beta1"',
    mission=(
        1,
        8,
    ),
    similar={
        "no-extensions-v1beta": (
            "kube-linter reports all objects of extensions/v1beta1 and no others, this rule "
            "workloads of every removed version."
        ),
        "stable-version": (
            "kube-score also reports versions that are deprecated but still served, and other "
            "kinds than workloads."
        ),
        "check-deprecated-apis": (
            "Kyverno also reports versions that are deprecated but still served, and other kinds "
            "than workloads."
        ),
        "KSV-0107": (
            "Trivy also reports versions that are deprecated but still served, and other kinds "
            "than workloads."
        ),
    },
    bad="""
        apiVersion: extensions/v1beta1  # finding
        #           ^^^^^^^^^^^^^^^^^^
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
    fixed="""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
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
              labels: {app: web}
            spec:
              containers:
                - name: app
                  image: app:1.4
        """,
)
def removed_api_version(submission: Submission) -> Iterator[Problem]:
    """The API version does not have the kind, or does not have it any longer.

    Beta versions are removed: extensions/v1beta1 and apps/v1beta1 in Kubernetes 1.16,
    batch/v1beta1 in 1.25. The server answers that it knows no such kind.

    Write the version that the message names. Where the old one filled in a selector from the
    labels of the template, write it out.
    """
    kind = submission.kind
    return refusals(
        submission,
        "removed-api-version",
        lambda _: f"write {kind_named(kind).api_version}",
        fix=lambda refusal: _fix(refusal, kind_named(kind).api_version),
    )


def _fix(refusal: Refusal, version: str) -> Fix:
    return Fix(f"write {version}", (SetValue(refusal.at.path, version),), safe=False)
