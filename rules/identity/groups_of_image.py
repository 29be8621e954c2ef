"""Groups of the image that the manifest does not show."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="`id` in the container lists groups that are not in the manifest; unexpected access "
    "to files of these groups in volumes",
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
    """A Pod sets groups, and its containers also get the groups of the image.

    By default, the groups that `/etc/group` in the image assigns to the user are added to those in
    the manifest, which does not show them ([supplementalGroupsPolicy
    Merge](https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#supplementalgroupspolicy)).
    Whoever builds the image decides which shared files the Pod can read.

    Set `supplementalGroupsPolicy: Strict` with Kubernetes 1.33 or later. If you want the groups of
    the image, write `Merge`.
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
            "groups from the image's `/etc/group` are added to the groups of the Pod",
            at=context.at / "supplementalGroupsPolicy",
            why="Whoever builds the image decides which shared files the Pod can read.",
            help="Set `securityContext.supplementalGroupsPolicy: Strict` in the Pod spec "
            "(Kubernetes 1.33 or later).",
        )
