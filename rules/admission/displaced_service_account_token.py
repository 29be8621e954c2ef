"""Something else at the place of the service account token."""

from podlint.authoring import ObjectSet, Problem, Problems, Severity, rule
from podlint.document.shortening import shortened


@rule(
    severity=Severity.WARNING,
    since="0.2",
    static_pods=False,
    symptom=(
        "`open /var/run/secrets/kubernetes.io/serviceaccount/token: no such file or directory` in "
        "the log of the container"
    ),
    asks_for=("mountPath", "volumes"),
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          serviceAccountName: web
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - name: none
                  mountPath: /var/run/secrets/kubernetes.io/serviceaccount  # finding
                  #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          volumes:
            - name: none
              emptyDir: {}
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          serviceAccountName: web
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: kube-api-access-settings, mountPath: /etc/access}
            - name: logs
              image: logs:0.9
          volumes:
            - name: kube-api-access-settings  # finding
              configMap: {name: access}
        """,
    ),
    good=(
        """
        # The Pod mounts a token itself.
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          serviceAccountName: web
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: token, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}
          volumes:
            - name: token
              projected:
                sources:
                  - serviceAccountToken: {path: token, expirationSeconds: 600}
                  - configMap: {name: kube-root-ca.crt}
        """,
        """
        # The Pod sets `automountServiceAccountToken: false`.
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          automountServiceAccountToken: false
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: none, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}
          volumes: [{name: none, emptyDir: {}}]
        """,
        """
        # A token in a Secret; a volume below the path; another path.
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: token, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}
            - name: logs
              image: logs:0.9
              volumeMounts:
                - {name: other, mountPath: /var/run/secrets/kubernetes.io/serviceaccount/extra}
                - {name: more, mountPath: /var/run/secrets/kubernetes.io}
          volumes:
            - {name: token, secret: {secretName: web-token}}
            - {name: other, emptyDir: {}}
            - {name: more, emptyDir: {}}
        """,
        """
        # An init container fetches the token.
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          initContainers:
            - name: fetch
              image: fetch:1.0
              volumeMounts: [{name: token, mountPath: /token}]
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: token, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}
          volumes: [{name: token, emptyDir: {}}]
        """,
        """
        # A Pod as the API server stores it, and an account that mounts no token.
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: quiet}
        automountServiceAccountToken: false
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - name: kube-api-access-abcde
                  mountPath: /var/run/secrets/kubernetes.io/serviceaccount
                  readOnly: true
          volumes:
            - name: kube-api-access-abcde
              projected: {sources: [{serviceAccountToken: {path: token}}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: quiet}
        spec:
          serviceAccountName: quiet
          containers:
            - name: app
              image: app:1.4
              volumeMounts:
                - {name: none, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}
          volumes: [{name: none, emptyDir: {}}]
        """,
    ),
)
def displaced_service_account_token(objects: ObjectSet) -> Problems:
    """A volume replaces the service account token of a container.

    The API server [mounts a
    token](https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting)
    in each container at `/var/run/secrets/kubernetes.io/serviceaccount`, unless the container
    already mounts a volume at this path. If a volume of the Pod has a name that starts with
    `kube-api-access-`, the API server treats it as the volume with the token. In both cases, a
    program that uses the Kubernetes API finds no token.

    podlint does not report volumes that can contain a token.

    Mount the volume at another path, or rename it. If the container must not have a token, set
    `automountServiceAccountToken: false`.
    """
    from podlint.admission.service_accounts import account_of, displaced_tokens
    from podlint.admission.wording import holder

    for pod in objects.whole_pods():
        seen = set()
        for container, volume, at in displaced_tokens(pod.spec, account_of(pod, objects)):
            if at in seen:
                continue
            seen.add(at)
            name = shortened(volume.name or "", 40)
            yield Problem(
                f"volume `{name}` replaces the service account token of {holder(container)}",
                at=at,
                why="A program in the container that uses the Kubernetes API finds no token.",
                help="Use another path or volume name. If the container needs no token, set "
                "`automountServiceAccountToken: false`.",
            )
