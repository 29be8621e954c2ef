"""A token for another service that the API server also accepts."""

from collections.abc import Iterator

from podlint.authoring import PodTarget, Problem, Problems, Severity, rule
from podlint.models.projection import ServiceAccountTokenProjection

_ROOT_CERTIFICATES = "kube-root-ca.crt"


@rule(
    severity=Severity.INFO,
    since="0.1",
    static_pods=False,
    symptom=(
        "`invalid audience` or `401 Unauthorized` from the receiver; or a receiver that can use "
        "the Pod's permissions in the cluster"
    ),
    asks_for=("serviceAccountToken",),
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
                  - serviceAccountToken:  # finding
        #           ^^^^^^^^^^^^^^^^^^^
                      path: token
                      expirationSeconds: 3600
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
                  - serviceAccountToken:
                      path: token
                      audience: vault
            - name: kube-api-access
              projected:
                sources:
                  - serviceAccountToken: {path: token, expirationSeconds: 3607}
                  - configMap:
                      name: kube-root-ca.crt
                      items: [{key: ca.crt, path: ca.crt}]
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: vault, mountPath: /var/run/vault}
                - {name: kube-api-access, mountPath: /var/run/api}
        """,
)
def token_without_audience(pod: PodTarget) -> Problems:
    """A projected service account token has no audience, so it is valid for the API server.

    A receiver that checks the audience rejects the token. Any other receiver can use the token to
    call the API server with the permissions of the Pod's service account.

    podlint does not report a token in the same volume as the API server's certificates
    (`kube-root-ca.crt`), because such a token is meant for the API server.

    Set `audience` to the name that the receiver expects.
    """
    for token in _tokens_for_others(pod):
        if not token.audience:
            yield Problem(
                "projected service account token has no `audience`",
                at=token.at / "audience",
                why="The token is valid for the API server, so its receiver has the permissions of "
                "the Pod's service account.",
                help="Set `serviceAccountToken.audience` to the name that the receiver expects.",
            )


def _tokens_for_others(pod: PodTarget) -> Iterator[ServiceAccountTokenProjection]:
    for volume in pod.spec.volumes:
        sources = volume.projected.sources if volume.projected else ()
        if any(each.config_map and each.config_map.name == _ROOT_CERTIFICATES for each in sources):
            continue
        for source in sources:
            if source.service_account_token:
                yield source.service_account_token
