"""A toleration that an earlier toleration already covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.authoring import Delete, Fix, PodTarget, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened

if TYPE_CHECKING:
    from podlint.models.toleration import Toleration


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="no visible symptom, but changes to the toleration have no effect",
    asks_for=("tolerations",),
    bad="""
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: agent
        spec:
          selector:
            matchLabels: {app: agent}
          template:
            metadata:
              labels: {app: agent}
            spec:
              tolerations:
                - key: dedicated
                  operator: Exists
                - key: dedicated  # finding
                #      ^^^^^^^^^
                  value: batch
                  effect: NoSchedule
                - {key: gpu, value: "1", effect: NoSchedule}
                - {key: gpu, operator: Equal, value: "1", effect: NoSchedule}  # finding
              containers:
                - name: app
                  image: app:1.4
        """,
    fixed="""
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: agent
        spec:
          selector:
            matchLabels: {app: agent}
          template:
            metadata:
              labels: {app: agent}
            spec:
              tolerations:
                - key: dedicated
                  operator: Exists
                - {key: gpu, value: "1", effect: NoSchedule}
              containers:
                - name: app
                  image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          tolerations:
            - {key: lost, operator: Exists, effect: NoExecute, tolerationSeconds: 30}
            - {key: lost, operator: Exists, effect: NoSchedule}
            - {key: gpu, value: "1", effect: NoSchedule}
            - {key: gpu, value: "2", effect: NoSchedule}
            - {key: spot, operator: Exists, effect: NoExecute}
            - {key: spot, operator: Exists, effect: NoSchedule}
          containers:
            - name: app
              image: app:1.4
        """,
)
def repeated_toleration(pod: PodTarget) -> Problems:
    """A toleration repeats what an earlier toleration in the same Pod already covers.

    A taint is tolerated if any toleration matches it. If an earlier toleration already covers a
    toleration, the later toleration has no effect. A toleration without `effect` matches all
    effects. A toleration with `operator: Exists` matches all values of its `key`, or all keys if it
    has no `key`. podlint does not compare tolerations with `tolerationSeconds`.

    Remove one of the two tolerations.
    """
    seen: list[Toleration] = []
    for toleration in pod.spec.tolerations:
        wider = next((each for each in seen if _covers(each, toleration)), None)
        seen.append(toleration)
        if wider:
            of = f" of taint `{shortened(toleration.key)}`" if toleration.key else ""
            yield Problem(
                f"toleration{of} is already covered by an earlier toleration",
                at=toleration.at / ("key" if toleration.key else "operator"),
                related=(Related("earlier toleration", wider.at),),
                fix=Fix("remove the toleration", (Delete(toleration.at.path),), safe=False),
                why="The toleration has no effect.",
                help="Remove this toleration. If you need only this toleration, remove the "
                "earlier toleration instead.",
            )


def _covers(one: Toleration, other: Toleration) -> bool:
    if one.toleration_seconds is not None or other.toleration_seconds is not None:
        return False
    if one.effect and one.effect != other.effect:
        return False
    if one.operator == "Exists":
        return not one.key or one.key == other.key
    if one.operator not in (None, "", "Equal") or other.operator not in (None, "", "Equal"):
        return False
    return (one.key, one.value or "") == (other.key, other.value or "")
