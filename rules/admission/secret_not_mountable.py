"""A Secret that the service account of a Pod does not allow."""

from podlint.authoring import ObjectSet, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened


@rule(
    severity=Severity.ERROR,
    since="0.2",
    static_pods=False,
    symptom=(
        "`READY 0/1` and the event `FailedCreate` with `is not allowed because service account web "
        "does not reference that secret`; for a Pod, `kubectl apply` fails with this message"
    ),
    asks_for=("ServiceAccount",),
    bad="""
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: web
          annotations: {kubernetes.io/enforce-mountable-secrets: "true"}
        secrets:
          - name: database
        imagePullSecrets:
          - name: registry
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              serviceAccountName: web
              imagePullSecrets:
                - name: mirror  # finding
              containers:
                - name: app
                  image: app:1.4
                  envFrom:
                    - secretRef:
                        name: payment  # finding
                        #     ^^^^^^^
              volumes:
                - name: tls
                  secret:
                    secretName: web-tls  # finding
        """,
    good=(
        """
        # The account lists all Secrets.
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: web
          annotations: {kubernetes.io/enforce-mountable-secrets: "true"}
        secrets: [{name: database}]
        imagePullSecrets: [{name: registry}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          serviceAccountName: web
          imagePullSecrets: [{name: registry}]
          containers: [{name: app, image: "app:1.4"}]
          volumes: [{name: data, secret: {secretName: database}}]
        """,
        """
        # Without the annotation, or if it is false, a Pod may use every Secret.
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: free}
        secrets: [{name: database}]
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: web
          annotations: {kubernetes.io/enforce-mountable-secrets: "false"}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: free}
        spec:
          serviceAccountName: free
          containers: [{name: app, image: "app:1.4", envFrom: [{secretRef: {name: payment}}]}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          serviceAccountName: web
          containers: [{name: app, image: "app:1.4", envFrom: [{secretRef: {name: payment}}]}]
        """,
        """
        # The API server does not look into projected volumes.
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: web
          annotations: {kubernetes.io/enforce-mountable-secrets: "true"}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          serviceAccountName: web
          containers: [{name: app, image: "app:1.4"}]
          volumes:
            - name: all
              projected: {sources: [{secret: {name: payment}}, {configMap: {name: web}}]}
        """,
        """
        # Another account, and the account of another namespace.
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: web
          namespace: test
          annotations: {kubernetes.io/enforce-mountable-secrets: "true"}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          serviceAccountName: web
          containers: [{name: app, image: "app:1.4", envFrom: [{secretRef: {name: payment}}]}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: other, namespace: test}
        spec:
          containers: [{name: app, image: "app:1.4", envFrom: [{secretRef: {name: payment}}]}]
        """,
        """
        # A name that another tool fills in.
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: web
          annotations: {kubernetes.io/enforce-mountable-secrets: "true"}
        secrets: [{name: "${SECRET}"}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          serviceAccountName: web
          containers:
            - {name: app, image: "app:1.4", envFrom: [{secretRef: {name: "${SECRET}"}}]}
        """,
    ),
)
def secret_not_mountable(objects: ObjectSet) -> Problems:
    """A Pod uses a Secret that its service account does not allow.

    If a ServiceAccount has the annotation [`kubernetes.io/enforce-mountable-secrets:
    "true"`](https://kubernetes.io/docs/concepts/security/service-accounts/#enforce-mountable-secrets),
    its Pods may use only the Secrets that it lists in `secrets`, and only the pull secrets that it
    lists in `imagePullSecrets`. The API server rejects other Pods. It checks volumes, `env` and
    `envFrom`, but not projected volumes. `kubectl apply` accepts a workload with such a Pod, but no
    Pod appears.

    Add the Secret to the ServiceAccount, or remove the annotation. Kubernetes advises against the
    annotation since version 1.32: use separate namespaces instead.
    """
    from podlint.admission.service_accounts import account_of, enforces_secrets, forbidden_secrets
    from podlint.admission.wording import consequence

    for pod in objects.whole_pods():
        account = account_of(pod, objects)
        if account is None or not enforces_secrets(account):
            continue
        for secret in forbidden_secrets(pod.spec, account):
            field = "imagePullSecrets" if secret.pulls else "secrets"
            name = shortened(account.name or "", 30)
            yield Problem(
                f"ServiceAccount `{name}` does not allow Secret `{shortened(secret.name, 40)}`",
                at=secret.at,
                related=(Related(f"the `{field}` of ServiceAccount `{name}`", account.at / field),),
                why=consequence(pod.owner),
                help=f"Add the Secret to `{field}` of the ServiceAccount.",
            )
