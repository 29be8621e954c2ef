"""A Pod or container in the group of root."""

from collections.abc import Iterator

from podlint.authoring import Place, PodTarget, Problem, Problems, Severity, rule


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="nothing, until a container is broken into",
    similar={
        "require-non-root-groups": "Kyverno also reports Pods that name no group.",
    },
    aliases=("KSV-0116",),
    asks_for=("runAsGroup", "supplementalGroups", "fsGroup"),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            runAsUser: 1000
            fsGroup: 0  # finding
            supplementalGroups: [1000, 0]  # finding
            #                          ^
          initContainers:
            - name: fetch
              image: fetch:1.0
              securityContext:
                runAsGroup: 0  # finding
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
          securityContext:
            runAsUser: 1000
            runAsGroup: 1000
            fsGroup: 2000
            supplementalGroups: [3000]
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: builder
        spec:
          hostUsers: false
          securityContext:
            runAsGroup: 0
          containers:
            - name: app
              image: app:1.4
        """,
)
def root_group(pod: PodTarget) -> Problems:
    """Processes of a Pod are put into group 0, that of root.

    Many files of images and of nodes may be read or changed by that group. Some images are made for
    it, those of OpenShift among them. Pods with `hostUsers: false` are left alone: their groups are
    others on the node.

    Name another group in `runAsGroup`, `fsGroup` and `supplementalGroups`.
    """
    if pod.spec.host_users is False:
        return
    for field, at in _root_groups(pod):
        yield Problem(
            f"{field} 0 is the group of root, which may read and change files of the image "
            "and of volumes that others may not",
            at=at,
            help="Name another group.",
        )


def _root_groups(pod: PodTarget) -> Iterator[tuple[str, Place]]:
    context = pod.spec.security_context
    if context:
        if context.run_as_group == 0:
            yield "runAsGroup", context.at / "runAsGroup"
        if context.fs_group == 0:
            yield "fsGroup", context.at / "fsGroup"
        for index, group in enumerate(context.supplemental_groups):
            if group == 0:
                yield "supplementalGroups", context.at / "supplementalGroups" / index
    for container in pod.spec.all_containers:
        own = container.security_context
        if own and own.run_as_group == 0:
            yield "runAsGroup", own.at / "runAsGroup"
