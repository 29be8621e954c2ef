"""Groups that the manifest does not show."""

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="`id` in the container lists groups that stand nowhere in the manifest; files of these "
    "groups in volumes can be read",
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
    """A Pod names its groups, and its containers have those of the image besides.

    By default the groups that `/etc/group` in the image gives to the user are added to those of the
    manifest, where nobody sees them ([supplementalGroupsPolicy
    Merge](https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#supplementalgroupspolicy)).
    Whoever builds the image decides which shared files the Pod may read.

    Set `supplementalGroupsPolicy: Strict`, with Kubernetes 1.33 or later. Or write `Merge`, if that
    is meant.
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
            "the containers are also in all groups that the image's /etc/group gives to their user",
            at=context.at / "supplementalGroupsPolicy",
            help="Set supplementalGroupsPolicy to Strict.",
        )
