"""A workload that does not use the account that was made for it."""

from podlint.authoring import ObjectSet, PodTarget, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.relations.object_set import together
from podlint.relations.role_bindings import bound_accounts


@rule(
    severity=Severity.WARNING,
    since="0.2",
    static_pods=False,
    symptom="requests to the API server fail with 403: `pods is forbidden: User "
    '"system:serviceaccount:shop:reader" cannot list resource "pods"`',
    asks_for=("RoleBinding", "ClusterRoleBinding"),
    bad="""
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: reader
          namespace: shop
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata:
          name: reader
          namespace: shop
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
        subjects:
          - {kind: ServiceAccount, name: reader}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: reader
          namespace: shop
        spec:
          selector:
            matchLabels: {app: reader}
          template:
            metadata:
              labels: {app: reader}
            spec:  # finding
          # ^^^^
              containers:
                - name: app
                  image: app:1.4
        """,
    good=(
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: reader
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: web
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: builds
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: unbound
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata:
          name: view
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
        subjects:
          - {kind: ServiceAccount, name: reader, namespace: shop}
          - {kind: ServiceAccount, name: web, namespace: shop}
          - {kind: ServiceAccount, name: builds, namespace: shop}
          - {kind: ServiceAccount, name: quiet, namespace: shop}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: user-of-account
        spec:
          serviceAccountName: reader
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: reader
        spec:
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          serviceAccountName: other
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: builds
        spec:
          containers:
            - name: app
              image: app:1.4
              args: [--account-of-workers=builds]
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: unbound
        spec:
          containers:
            - name: app
              image: app:1.4
        """,
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: quiet
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata:
          name: quiet
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: quiet}
        subjects:
          - {kind: ServiceAccount, name: quiet}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: quiet
        spec:
          automountServiceAccountToken: false
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: elsewhere
        spec:
          containers:
            - name: app
              image: app:1.4
        """,
    ),
)
def bound_account_not_used(objects: ObjectSet) -> Problems:
    """A binding gives a role to a ServiceAccount, but a workload of the same name does not use it.

    Without `serviceAccountName`, Pods use the ServiceAccount `default`, which has no permissions.
    podlint reports a workload if the manifests define a ServiceAccount of the same name and a
    binding for it, and no Pod uses this account. It reports nothing if an argument or variable of
    the workload contains the name, because its program may then start Pods with the account.

    Set `serviceAccountName` in the Pod.
    """
    if not objects.complete:
        return
    bound = {each.name for each in bound_accounts(objects)}
    pods = list(objects.whole_pods()) if bound else []
    used = {pod.spec.service_account_name or pod.spec.service_account for pod in pods}
    for account in objects.named("ServiceAccount"):
        name = account.name
        if not name or name not in bound or name in used or name in objects.custom_texts:
            continue
        for pod in pods:
            if pod.owner.name == name and _leaves_default(pod, name, account.namespace):
                yield Problem(
                    f"Pods do not use ServiceAccount `{shortened(name, 30)}`, to which a binding "
                    "gives a role",
                    at=pod.spec.at,
                    key=True,
                    related=(Related("the ServiceAccount", account.at / "metadata" / "name"),),
                    why="The Pods use the ServiceAccount `default`, which does not have this role.",
                    help=f"Set `serviceAccountName: {name}`.",
                )


def _leaves_default(pod: PodTarget, name: str, namespace: str | None) -> bool:
    """Whether a container names the default account and its token, but not the other account."""
    spec = pod.spec
    texts = (
        text
        for each in spec.all_containers
        for text in (*each.command, *each.args, *(env.value or "" for env in each.env))
    )
    return (
        together(pod.owner.namespace, namespace)
        and not (spec.service_account_name or spec.service_account)
        and spec.automount_service_account_token is not False
        and not any(name in text for text in texts)
    )
