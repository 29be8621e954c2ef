"""A field that the Kubernetes version does not have."""

from podlint.authoring import Problem, Problems, Severity, Submission, rule
from podlint.targets.server_words import shorten, span_of


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom='kubectl apply: strict decoding error: unknown field "spec.hostnameOverride"; '
    "other clients drop it silently",
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          resourceClaims:
            - name: gpu
              source:  # finding
            # ^^^^^^
                resourceClaimName: gpu
              resourceClaimName: gpu
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
          resourceClaims:
            - name: gpu
              resourceClaimName: gpu
          containers:
            - name: app
              image: app:1.4
        """,
)
def field_unknown_to_version(submission: Submission) -> Problems:
    """A field exists in Kubernetes, but not in the version that the manifests are for.

    It came later, or was removed before. kubectl refuses the object; clients that are not
    strict drop the field, and the setting has no effect.

    The same holds for the `restartPolicy` of one container: Kubernetes 1.29 brought it for
    sidecars, 1.35 for all containers. Before, it is refused or dropped.

    Say which version the manifests are for with `--kubernetes-version` or `kubernetes-version`
    in the configuration: then fields that came later are found, too. Without it only those are
    found that were removed.
    """
    for refusal in submission.unknown:
        name = shorten(str(refusal.at.path[-1]))
        yield Problem(
            f"Kubernetes {span_of(refusal.versions)} does not have the field `{name}`",
            at=refusal.at,
            key=True,
            why="kubectl rejects it; other clients drop the field, and it has no effect.",
            help=f"Remove `{name}`, or upgrade the cluster.",
        )
    for dropped in submission.dropped:
        yield Problem(
            f"Kubernetes {span_of(dropped.versions)} does not support "
            f"restartPolicy {dropped.policy} on {dropped.container}",
            at=dropped.at,
            why=f"The field is rejected or dropped, and {dropped.effect}.",
            help=f"{dropped.remedy[0].upper()}{dropped.remedy[1:]}.",
        )
