"""A user or group ID that does not exist in the Pod's user namespace."""

from __future__ import annotations

from collections.abc import Iterator

from podlint.authoring import Place, PodTarget, Problem, Problems, Severity, rule

_IDS = 65536
"""How many IDs a user namespace has, from 0 on (``userns_manager.go`` of the kubelet)."""

_FIELDS = {"run_as_user": "runAsUser", "run_as_group": "runAsGroup", "fs_group": "fsGroup"}


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="`RunContainerError` or `CreateContainerError` with `invalid argument`",
    fragments=True,
    asks_for=("hostUsers",),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          hostUsers: false
          securityContext:
            runAsUser: 100000  # finding
            #          ^^^^^^
            fsGroup: 65536  # finding
            supplementalGroups: [1000, 70000]  # finding
          containers:
            - name: app
              image: app:1.4
            - name: logs
              image: logs:1
              securityContext:
                runAsGroup: 1000650000  # finding
        """,
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          hostUsers: false
          securityContext:
            runAsUser: 65535
            fsGroup: 65534
            supplementalGroups: [0, 1000]
          containers:
            - name: app
              image: app:1.4
              securityContext:
                runAsUser: 0
        """,
        """
        # With the users of the node, all IDs exist.
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          hostUsers: true
          securityContext:
            runAsUser: 1000650000
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: other
        spec:
          securityContext:
            fsGroup: 1000650000
          containers:
            - name: app
              image: app:1.4
        """,
    ),
)
def id_outside_user_namespace(pod: PodTarget) -> Problems:
    """A Pod has its own user namespace, but uses an ID that this namespace does not have.

    With `hostUsers: false`, a Pod has the user and group IDs from 0 to 65535 ([user
    namespaces](https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/)). A container
    with a higher ID cannot start. Administrators can give more IDs to each Pod
    (`userNamespaces.idsPerPod` of the kubelet), which is rare.

    Use an ID below 65536, or remove `hostUsers: false`.
    """
    if pod.spec.host_users is not False:
        return
    for number, place in _ids(pod):
        if number >= _IDS:
            yield Problem(
                f"{_name(place)} {number} is outside the Pod's user namespace",
                at=place,
                why=f"With `hostUsers: false`, the Pod has only the IDs below {_IDS}, so the "
                "container does not start.",
                help=f"Use an ID below {_IDS}, or remove `hostUsers: false`.",
            )


def _name(place: Place) -> str:
    field = place.path[-1]
    return f"`{field}`" if isinstance(field, str) else "supplemental group"


def _ids(pod: PodTarget) -> Iterator[tuple[int, Place]]:
    contexts = (pod.spec.security_context, *(c.security_context for c in pod.spec.all_containers))
    for context in contexts:
        for attribute, field in _FIELDS.items():
            number = getattr(context, attribute, None)
            if context and number is not None:
                yield number, context.at / field
    context = pod.spec.security_context
    for index, group in enumerate(context.supplemental_groups if context else ()):
        if context:
            yield group, context.at / "supplementalGroups" / index
