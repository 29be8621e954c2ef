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
        # Without a `warn` label, warnings follow `enforce`.
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
    """The `warn` level of a Namespace is weaker than its `enforce` level.

    Pod Security rejects only Pods, not the workloads that create them. The API server accepts a
    Deployment or Job, returns a warning to the client, and later rejects the Pods. If `warn` is
    weaker than `enforce`, there is no warning, and the only visible sign is that no Pod appears.

    Remove the `warn` label: without it, warnings follow `enforce`. Alternatively, make `warn` as
    strict as `enforce`.
    """
    metadata = namespace.metadata
    if metadata is None:
        return
    policy = policy_of(metadata.labels)
    warned, enforced = metadata.labels.get(f"{PREFIX}warn"), policy.enforce
    if warned == policy.warn.level and policy.warn.rank < enforced.rank and not policy.faults:
        yield Problem(
            f"`warn` level `{warned}` is weaker than `enforce` level `{enforced.level}`",
            at=metadata.at / "labels" / f"{PREFIX}warn",
            related=(
                Related(
                    f"`enforce` is `{enforced.level}`", metadata.at / "labels" / f"{PREFIX}enforce"
                ),
            ),
            why="The API server accepts a Deployment without a warning, and then rejects its Pods.",
            help=f"Remove the label `{PREFIX}warn`. Without it, warnings follow `enforce`.",
        )
