"""A user ID that the node may use for a system user."""

from pydantic import Field

from podlint.authoring import PodTarget, Problem, Problems, RuleOptions, Severity, rule


class Options(RuleOptions):
    """Options of the rule."""

    least: int = Field(1000, gt=0, description="Report user IDs below this number, except 0.")


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="nothing until someone breaks out of a container; then the user may own files on the "
    "node",
    similar={
        "container-security-context-user-group-id": (
            "kube-score requires user and group IDs above 10000, and also reports missing IDs."
        ),
        "CKV_K8S_40": "Checkov requires a user ID of 10000 or above, and also reports a missing "
        "user ID.",
        "KSV-0020": "Trivy requires a user ID above 10000, and also reports a missing user ID.",
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
    """A Pod or container runs with a user ID in the range for system users.

    On most nodes, user IDs below 1000 are reserved for system users. Without a user namespace, a
    process in the container has the same user ID on the node. If it gains access to the node's
    files, it has the permissions of that system user. To require a higher user ID, set the option
    `least`.

    Other rules report root. podlint does not report Pods with `hostUsers: false`, because their
    user IDs are different on the node.

    Set a user ID of 1000 or above. If the image works only with a certain user, you may have to
    rebuild the image.
    """
    if pod.spec.host_users is False:
        return
    contexts = (
        ("Pod", pod.spec.security_context),
        *((f"container `{each}`", each.security_context) for each in pod.spec.all_containers),
    )
    for subject, context in contexts:
        user = context.run_as_user if context else None
        if context and user and 0 < user < options.least:
            yield Problem(
                f"{subject} runs as user {user}, which may be a system user on the node",
                at=context.at / "runAsUser",
                why="If a process in the container gains access to the node's files, it has that "
                "user's permissions.",
                help=f"Set `securityContext.runAsUser` to {options.least} or above.",
            )
