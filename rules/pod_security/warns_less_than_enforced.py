"""A Namespace that rejects Pods without a warning."""

from podlint.authoring import Namespace, Problem, Problems, Related, Severity, rule
from podlint.pss.labels import PREFIX, policy_of


@rule(
    severity=Severity.WARNING,
    since="0.1",
    symptom=(
        "`kubectl apply` of a Deployment shows no warning, and no Pod appears; "
        "`FailedCreate` with `violates PodSecurity`"
    ),
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
        # Without a label, warn follows enforce.
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
    """A Namespace warns about less than it enforces.

    Enforcement rejects only Pods. A Deployment or Job is accepted, with a warning to the client,
    and then its Pods are rejected. If `warn` is weaker than `enforce`, that warning is missing, and
    the only visible sign is that no Pod appears.

    Remove the `warn` label, which then follows `enforce`, or make it as strict.
    """
    metadata = namespace.metadata
    if metadata is None:
        return
    policy = policy_of(metadata.labels)
    warned, enforced = metadata.labels.get(f"{PREFIX}warn"), policy.enforce
    if warned == policy.warn.level and policy.warn.rank < enforced.rank and not policy.faults:
        yield Problem(
            f"Namespace enforces level `{enforced.level}` but `warn` is only `{warned}`",
            at=metadata.at / "labels" / f"{PREFIX}warn",
            related=(
                Related(
                    f"`enforce` is `{enforced.level}`", metadata.at / "labels" / f"{PREFIX}enforce"
                ),
            ),
            why="A Deployment is accepted without a warning, and then its Pods are rejected.",
            help=f"Remove the label `{PREFIX}warn`. It then follows `enforce`.",
        )
