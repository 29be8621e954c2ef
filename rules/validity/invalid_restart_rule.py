"""Restart or resize rules of a container that contradict each other."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.containers[0].restartPolicy: Required value: must specify "
    "restartPolicy when restart rules are used",
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app  # finding
            #       ^^^
              image: app:1.4
              restartPolicyRules:
                - action: Restart
                  exitCodes: {operator: In, values: [42]}
              resizePolicy:
                - {resourceName: cpu, restartPolicy: NotRequired}
                - {resourceName: cpu, restartPolicy: NotRequired}  # finding
                # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              restartPolicy: Never
              restartPolicyRules:
                - action: Restart
                  exitCodes: {operator: In, values: [42]}
        """,
)
def invalid_restart_rule(refused: Refused) -> Problems:
    """The restart policy, the restart rules or the resize policy of a container is refused.

    `restartPolicyRules` need a `restartPolicy` beside them, an action and exit codes. A resize
    policy is for cpu and memory, once each; in a Pod that never restarts it must be
    NotRequired.
    """
    yield refused.problem(refused.remedy or "Correct the rule, or remove it.")
