"""A Pod or container with the root group."""

from collections.abc import Iterator

from podlint.authoring import Place, PodTarget, Problem, Problems, Severity, rule


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="nothing until someone breaks into a container",
    similar={
        "require-non-root-groups": "Kyverno also reports Pods that do not set a group.",
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
    """A Pod or container runs with group 0, the root group.

    The root group can read or change many files in images and on nodes. Some images require it,
    such as images that were built for OpenShift.

    podlint does not report Pods with `hostUsers: false`, because their groups have different IDs on
    the node.

    Set a different group ID in `runAsGroup`, `fsGroup` and `supplementalGroups`.
    """
    if pod.spec.host_users is False:
        return
    for what, at in _root_groups(pod):
        yield Problem(
            f"{what} 0, the root group",
            at=at,
            why="The root group can read or change files in the image and in volumes that other "
            "groups cannot.",
            help="Set a different group ID, such as 1000.",
        )


def _root_groups(pod: PodTarget) -> Iterator[tuple[str, Place]]:
    context = pod.spec.security_context
    if context:
        if context.run_as_group == 0:
            yield "`runAsGroup` is", context.at / "runAsGroup"
        if context.fs_group == 0:
            yield "`fsGroup` is", context.at / "fsGroup"
        for index, group in enumerate(context.supplemental_groups):
            if group == 0:
                yield "`supplementalGroups` contains", context.at / "supplementalGroups" / index
    for container in pod.spec.all_containers:
        own = container.security_context
        if own and own.run_as_group == 0:
            yield f"`runAsGroup` of container `{container}` is", own.at / "runAsGroup"
