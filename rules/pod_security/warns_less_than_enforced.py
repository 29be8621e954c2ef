"""A Namespace that refuses Pods without warning of it."""

from podlint.authoring import Namespace, Problem, Problems, Related, Severity, rule
from podlint.pss.labels import PREFIX, policy_of


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom="kubectl apply of a Deployment says nothing, and no Pod appears; FailedCreate: "
    "violates PodSecurity",
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels:
            pod-security.kubernetes.io/enforce: restricted
            pod-security.kubernetes.io/warn: baseline  # finding
            #                                ^^^^^^^^
        """,
    good=(
        """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels:
            pod-security.kubernetes.io/enforce: baseline
            pod-security.kubernetes.io/warn: restricted
        """,
        """
        # Without a label of its own, warn follows enforce.
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels:
            pod-security.kubernetes.io/enforce: baseline
        """,
    ),
)
def warns_less_than_enforced(namespace: Namespace) -> Problems:
    """A Namespace warns of less than it refuses.

    Only Pods are refused, never a Deployment or a Job: these are taken, with a warning to the
    client, and then make Pods that are refused. Where `warn` is weaker than `enforce`, that warning
    is missing, and all one sees is that no Pod appears.

    Remove the `warn` label, which then follows `enforce`, or make it as strict.
    """
    metadata = namespace.metadata
    if metadata is None:
        return
    policy = policy_of(metadata.labels)
    warned, enforced = metadata.labels.get(f"{PREFIX}warn"), policy.enforce
    if warned == policy.warn.level and policy.warn.rank < enforced.rank and not policy.faults:
        yield Problem(
            f"the Namespace enforces {enforced.level} and warns of {warned} only",
            at=metadata.at / "labels" / f"{PREFIX}warn",
            related=(
                Related(f"enforces {enforced.level}", metadata.at / "labels" / f"{PREFIX}enforce"),
            ),
            why="A Deployment is taken without a warning, and its Pods are refused.",
            help="Remove the warn label, which then follows enforce.",
        )
