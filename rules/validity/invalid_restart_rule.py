"""Invalid restart or resize rules of a container."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.containers[0].restartPolicy: Required "
        "value: must specify restartPolicy when restart rules are used`"
    ),
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
    """The restart policy, restart rules or resize policy of a container is invalid.

    `restartPolicyRules` require a `restartPolicy` in the same container, and each rule must have an
    action and exit codes. A resize policy applies to cpu or memory, and there can be only one
    resize policy for each resource. In a Pod with `restartPolicy: Never`, a resize policy must be
    `NotRequired`.
    """
    yield refused.problem(refused.remedy or "Correct the rule, or remove it.")
