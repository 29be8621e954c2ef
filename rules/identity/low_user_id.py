"""A user ID that the node may use for a system user."""

from pydantic import Field

from podlint.authoring import PodTarget, Problem, Problems, RuleOptions, Severity, rule


class Options(RuleOptions):
    """Options of the rule."""

    least: int = Field(1000, gt=0, description="Report user IDs below this number, except 0.")


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="nothing until someone breaks out of a container; then the user owns files of the node",
    similar={
        "container-security-context-user-group-id": (
            "kube-score requires a user and a group above 10000, and reports the ones that are not "
            "set."
        ),
        "CKV_K8S_40": "checkov requires a user of 10000 or above, and reports a missing one.",
        "KSV-0020": "Trivy requires a user above 10000, and reports a missing one.",
    },
    asks_for=("runAsUser",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          securityContext:
            runAsUser: 101  # finding
            #          ^^^
          containers:
            - name: app
              image: app:1.4
              securityContext:
                runAsUser: 999  # finding
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: own
              image: tools:3
              securityContext: {runAsUser: 0}
          containers:
            - name: app
              image: app:1.4
              securityContext: {runAsUser: 10001}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: builder
        spec:
          hostUsers: false
          securityContext: {runAsUser: 101}
          containers:
            - name: app
              image: app:1.4
        """,
)
def low_user_id(pod: PodTarget, options: Options) -> Problems:
    """A Pod or container runs with a user ID from the range for system users.

    On most nodes, user IDs below 1000 belong to system services. The user of a container has the
    same ID on the node, and so the same access to files of the node. The safe distance is a matter
    of policy: set it with the option `least`.

    podlint reports root in other rules. It does not report Pods with `hostUsers: false`.

    Set a user ID of 1000 or above. If the image requires a certain user, you may have to rebuild
    it.
    """
    if pod.spec.host_users is False:
        return
    contexts = (
        ("Pod", pod.spec.security_context),
        *((f"container {each.name}", each.security_context) for each in pod.spec.all_containers),
    )
    for subject, context in contexts:
        user = context.run_as_user if context else None
        if context and user and 0 < user < options.least:
            yield Problem(
                f"{subject} runs as user {user}, which may be a system user of the node",
                at=context.at / "runAsUser",
                why="If the container gets access to files of the node, it has that user's rights.",
                help=f"Set `runAsUser` to {options.least} or above.",
            )
