"""A priority or preemption policy that differs from the PriorityClass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podlint.authoring import Delete, Fix, ObjectSet, Problem, Problems, Related, Severity, rule

if TYPE_CHECKING:
    from podlint.models.priority_class import PriorityClass

_PREEMPTS = "PreemptLowerPriority"


@rule(
    severity=Severity.ERROR,
    since="0.2",
    static_pods=False,
    symptom=(
        "`READY 0/1` and the event `FailedCreate` with `the integer value of priority (5) must not "
        "be provided in pod spec`; for a Pod, `kubectl apply` fails with this message"
    ),
    asks_for=("priority", "preemptionPolicy"),
    bad=(
        """
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata:
          name: high
        value: 1000
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          priorityClassName: high
          priority: 500  # finding
          #         ^^^
          preemptionPolicy: Never  # finding
          containers:
            - name: app
              image: app:1.4
        """,
        """
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata:
          name: usual
        value: 100
        globalDefault: true
        ---
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
              priority: 0  # finding
              containers:
                - name: app
                  image: app:1.4
        """,
    ),
    fixed=(
        """
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata:
          name: high
        value: 1000
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          priorityClassName: high
          containers:
            - name: app
              image: app:1.4
        """,
        """
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata:
          name: usual
        value: 100
        globalDefault: true
        ---
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
    ),
    good=(
        """
        # The same values as in the class.
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata: {name: high}
        value: 1000
        preemptionPolicy: Never
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          priorityClassName: high
          priority: 1000
          preemptionPolicy: Never
          containers: [{name: app, image: "app:1.4"}]
        """,
        """
        # The class is not in the manifests.
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata: {name: low}
        value: 10
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          priorityClassName: high
          priority: 1000
          containers: [{name: app, image: "app:1.4"}]
        """,
        """
        # The default class of the cluster decides.
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata: {name: usual}
        value: 100
        globalDefault: true
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          priority: 100
          containers: [{name: app, image: "app:1.4"}]
        """,
        """
        # Only a class that is not the default, and no class in the Pod.
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata: {name: high}
        value: 1000
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          priority: 0
          containers: [{name: app, image: "app:1.4"}]
        """,
        """
        # Values that another tool fills in, and a policy that is the default of the class.
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata: {name: high}
        value: ${PRIORITY}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          priorityClassName: high
          priority: 1000
          preemptionPolicy: PreemptLowerPriority
          containers: [{name: app, image: "app:1.4"}]
        """,
    ),
)
def priority_unlike_class(objects: ObjectSet) -> Problems:
    """A Pod sets a priority or preemption policy that differs from its PriorityClass.

    The API server sets `priority` and `preemptionPolicy` of a Pod from its
    [PriorityClass](https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/),
    or from the class with `globalDefault: true` if the Pod does not name a class. It rejects a Pod
    that sets different values. `kubectl apply` accepts a workload with such a Pod, but no Pod
    appears. podlint reports only Pods whose class is in the manifests.

    Remove both fields, and set `priorityClassName`.
    """
    from podlint.admission.classes import priority_class_of
    from podlint.admission.wording import consequence, title

    for pod in objects.whole_pods():
        spec = pod.spec
        if spec.priority is None and spec.preemption_policy is None:
            continue
        found = priority_class_of(spec, objects)
        if found is None:
            continue
        for field, given, wanted in (
            ("priority", spec.priority, _value(found)),
            ("preemptionPolicy", spec.preemption_policy, _policy(found)),
        ):
            if given is None or wanted is None or given == wanted:
                continue
            at = spec.at / field
            source = "value" if field == "priority" else field
            yield Problem(
                f"{field} is {given}, but {title(found)} sets {wanted}",
                at=at,
                related=(Related(f"the {source} of {title(found)}", found.at / source),),
                why=consequence(pod.owner),
                help=f"Remove `{field}`. The API server sets it from the PriorityClass.",
                fix=Fix(f"remove `{field}`", (Delete(at.path),)),
            )


def _value(found: PriorityClass) -> int | None:
    return None if found.is_unknown("value") else found.value


def _policy(found: PriorityClass) -> str | None:
    return None if found.is_unknown("preemptionPolicy") else found.preemption_policy or _PREEMPTS
