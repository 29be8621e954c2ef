"""A user that the node may know."""

from pydantic import Field

from podlint.authoring import PodTarget, Problem, Problems, RuleOptions, Severity, rule


class Options(RuleOptions):
    """Options of the rule."""

    least: int = Field(1000, gt=0, description="Report users below this number, and above 0.")


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="nothing, until somebody breaks out of a container: then the user owns files of the "
    "node",
    similar={
        "container-security-context-user-group-id": (
            "kube-score asks for a user and a group above 10000, and reports those that are not "
            "set."
        ),
        "CKV_K8S_40": "checkov asks for a user of 10000 or above, and reports one that is not set.",
        "KSV-0020": "Trivy asks for a user above 10000, and reports one that is not set.",
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
    """A Pod or a container runs as a user whose number belongs to the system.

    Numbers below 1000 are those of services on most nodes: the user of a container is the same
    towards files of the node. How far to stay away is a matter of taste; the option `least` says
    it. Of root other rules speak. Pods with `hostUsers: false` are left alone.

    Name a user of 1000 or above; an image that needs a certain user may have to be built anew.
    """
    if pod.spec.host_users is False:
        return
    contexts = (
        pod.spec.security_context,
        *(container.security_context for container in pod.spec.all_containers),
    )
    for context in contexts:
        user = context.run_as_user if context else None
        if context and user and 0 < user < options.least:
            yield Problem(
                f"user {user} may be one of the node's own services",
                at=context.at / "runAsUser",
                why="Files of that user are open to the container where it meets them.",
                help=f"Name a user of {options.least} or above.",
            )
