"""A token that stays valid for days."""

from collections.abc import Iterator

from pydantic import Field

from podlint.authoring import PodTarget, Problem, Problems, RuleOptions, Severity, rule
from podlint.models.projection import ServiceAccountTokenProjection


class Options(RuleOptions):
    """Options of the rule."""

    seconds: int = Field(86400, ge=600, description="Report tokens that are valid for longer.")


@rule(
    severity=Severity.INFO,
    since="0.1",
    static_pods=False,
    symptom="nothing, until a token is stolen: then it works for days",
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
    """A projected token is valid for longer than a day.

    The kubelet renews tokens when 80 % of their time is over, at the latest after a day
    ([projected
    volumes](https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken)):
    a program that reads the file again never needs a long one. Who steals it does.

    Remove `expirationSeconds`, which means one hour, or write a shorter time; 600 is the least.
    The option `seconds` says what is too long.
    """
    for token in _tokens(pod):
        seconds = token.expiration_seconds
        if seconds and seconds > options.seconds:
            yield Problem(
                f"this token is valid for {_span(seconds)}, though the kubelet renews it "
                "every day at the latest",
                at=token.at / "expirationSeconds",
                help=f"Write at most {options.seconds}, or nothing for one hour.",
            )


def _tokens(pod: PodTarget) -> Iterator[ServiceAccountTokenProjection]:
    for volume in pod.spec.volumes:
        for source in volume.projected.sources if volume.projected else ():
            if source.service_account_token:
                yield source.service_account_token


def _span(seconds: int) -> str:
    days = seconds / 86400
    return f"{days:.0f} days" if days >= 1 else f"{seconds / 3600:.0f} hours"
