"""A field that the chosen Kubernetes version does not have."""

from podlint.authoring import Problem, Problems, Severity, Submission, rule
from podlint.targets.server_words import shorten, span_of


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `strict decoding error: unknown field "
        '"spec.hostnameOverride"`; with other clients, the field is silently dropped'
    ),
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
    """A field does not exist in the Kubernetes version that the manifests are for.

    A later version added the field, or an earlier version removed it. `kubectl apply` fails,
    because kubectl requests strict validation by default. With other clients, the API server drops
    the field, so the setting has no effect.

    The same applies to the `restartPolicy` of a single container: Kubernetes 1.29 introduced it for
    sidecars, and Kubernetes 1.35 introduced it for all containers. Earlier versions reject or drop
    this field.

    To set the version that the manifests are for, use `--kubernetes-version`, or
    `kubernetes-version` in the configuration file. podlint then also reports fields that were added
    later. Without a version, it reports only fields that were removed.
    """
    for refusal in submission.unknown:
        name = shorten(str(refusal.at.path[-1]))
        yield Problem(
            f"Kubernetes {span_of(refusal.versions)} does not have field `{name}`",
            at=refusal.at,
            key=True,
            why="`kubectl apply` fails. With other clients, the API server silently drops the "
            "field.",
            help=f"Remove `{name}`, or use a Kubernetes version that has this field.",
        )
    for dropped in submission.dropped:
        yield Problem(
            f"Kubernetes {span_of(dropped.versions)} does not support "
            f"`restartPolicy: {dropped.policy}` on {dropped.container}",
            at=dropped.at,
            why=f"The API server rejects or drops the field. {dropped.effect}",
            help=dropped.remedy,
        )
