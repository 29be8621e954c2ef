"""A Pod or workload without containers."""

from podlint.authoring import Problem, Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom=("`kubectl apply` fails with `spec.template.spec.containers: Required value`"),
    bad="""
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: report
        spec:
          schedule: "0 3 * * *"
          jobTemplate: {}  # finding
        # ^^^^^^^^^^^
        """,
    good="""
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: report
        spec:
          schedule: "0 3 * * *"
          jobTemplate:
            spec:
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - name: report
                      image: report:1.4
        """,
)
def missing_containers(refused: Refused) -> Problems:
    """A Pod or workload has no containers.

    The API server rejects the object. Only a patch can leave out the containers: see
    [fragments](../fragments.md).
    """
    yield Problem(
        f"{refused.qualified_kind} has no containers",
        at=refused.at,
        why=f"The API server rejects the {refused.qualified_kind}.",
        help=f"Add at least one container at `{refused.error.field}`.",
    )
