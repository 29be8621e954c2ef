"""Groups of the image that the manifest does not show."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="`id` in the container lists groups that are not in the manifest; unexpected access to "
    "files in volumes that belong to these groups",
    asks_for=("runAsGroup", "fsGroup", "supplementalGroups"),
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:  # finding
        # ^^^^^^^^^^^^^^^
            runAsUser: 1000
            runAsGroup: 3000
            supplementalGroups: [4000]
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
            runAsGroup: 3000
            supplementalGroups: [4000]
            supplementalGroupsPolicy: Strict
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: api
        spec:
          securityContext:
            runAsUser: 1000
          containers:
            - name: app
              image: app:1.4
        """,
)
def groups_of_image(pod: PodTarget) -> Problems:
    """A Pod sets groups, but its containers also get groups from the image.

    By default, a container gets the groups in the manifest and also the groups that `/etc/group` in
    the image assigns to its user ([supplementalGroupsPolicy
    Merge](https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#supplementalgroupspolicy)).
    The manifest does not show these additional groups. Whoever builds the image can therefore give
    the container access to more files in shared volumes.

    Set `supplementalGroupsPolicy: Strict` (Kubernetes 1.33 or later). If you want to keep the
    groups from the image, set `supplementalGroupsPolicy: Merge`, which podlint does not report.
    """
    context = pod.spec.security_context
    if context is None or context.supplemental_groups_policy:
        return
    if (
        context.run_as_group is not None
        or context.fs_group is not None
        or (context.supplemental_groups)
    ):
        yield Problem(
            "containers also get the groups that `/etc/group` in the image assigns to their user",
            at=context.at / "supplementalGroupsPolicy",
            why="Whoever builds the image can give the container access to more files in shared "
            "volumes.",
            help="Set `securityContext.supplementalGroupsPolicy: Strict` in the Pod spec "
            "(Kubernetes 1.33 or later).",
        )
