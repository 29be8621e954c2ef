"""A token that is valid for days."""

from collections.abc import Iterator

from pydantic import Field

from podlint.authoring import PodTarget, Problem, Problems, RuleOptions, Severity, rule
from podlint.models.projection import ServiceAccountTokenProjection


class Options(RuleOptions):
    """Options of the rule."""

    seconds: int = Field(
        86400,
        ge=600,
        description="Report tokens that are valid for longer than this number of seconds.",
    )


@rule(
    severity=Severity.INFO,
    since="0.1",
    static_pods=False,
    symptom="nothing until a token is stolen; then it remains valid for days",
    asks_for=("expirationSeconds",),
    fragments=True,
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          serviceAccountName: web
          volumes:
            - name: vault
              projected:
                sources:
                  - serviceAccountToken:
                      path: token
                      audience: vault
                      expirationSeconds: 31536000  # finding
                      #                  ^^^^^^^^
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: vault, mountPath: /var/run/vault}
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          serviceAccountName: web
          volumes:
            - name: vault
              projected:
                sources:
                  - serviceAccountToken: {path: token, audience: vault, expirationSeconds: 86400}
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: vault, mountPath: /var/run/vault}
        """,
)
def long_lived_token(pod: PodTarget, options: Options) -> Problems:
    """A projected service account token is valid for more than a day.

    The kubelet renews a token when 80% of its lifetime has passed, and after 24 hours at the latest
    ([projected
    volumes](https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken)).
    Therefore, a program that reads the file again never needs a longer lifetime. But anyone who
    steals the token can use it until it expires or the Pod is deleted.

    Remove `expirationSeconds` to use the default of one hour, or set a shorter lifetime. The
    minimum is 600 seconds. The option `seconds` sets the longest allowed lifetime.
    """
    for token in _tokens(pod):
        seconds = token.expiration_seconds
        if seconds and seconds > options.seconds:
            yield Problem(
                f"projected service account token is valid for {_span(seconds)}",
                at=token.at / "expirationSeconds",
                why="A stolen token works until it expires or the Pod is deleted. The kubelet "
                "renews the token daily anyway.",
                help=f"Set `expirationSeconds` to {options.seconds} or less, or remove it for the "
                "default of one hour.",
            )


def _tokens(pod: PodTarget) -> Iterator[ServiceAccountTokenProjection]:
    for volume in pod.spec.volumes:
        for source in volume.projected.sources if volume.projected else ():
            if source.service_account_token:
                yield source.service_account_token


def _span(seconds: int) -> str:
    days = seconds / 86400
    return f"{days:.0f} days" if days >= 2 else f"{seconds / 3600:.0f} hours"
