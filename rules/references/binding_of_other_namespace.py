"""A role binding for an account in a namespace in which the account does not exist."""

from podlint.authoring import ObjectSet, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
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
        kind: ClusterRoleBinding
        metadata:
          name: reader
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
        subjects:
          - kind: ServiceAccount
            name: reader
            namespace: store  # finding
            #          ^^^^^
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata:
          name: reader-of-nodes
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: nodes}
        subjects:
          - kind: ServiceAccount  # finding
            name: writer
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: writer
          namespace: shop
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: reader
          namespace: shop
        spec:
          serviceAccountName: reader
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: writer
          namespace: shop
        spec:
          serviceAccountName: writer
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: reader
          namespace: shop
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: anywhere
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: unused
          namespace: shop
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata:
          name: both
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
        subjects:
          - {kind: ServiceAccount, name: reader, namespace: shop}
          - {kind: ServiceAccount, name: reader, namespace: store}
          - {kind: ServiceAccount, name: anywhere, namespace: store}
          - {kind: ServiceAccount, name: unused, namespace: store}
          - {kind: ServiceAccount, name: elsewhere, namespace: store}
          - {kind: Group, name: reader}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata:
          name: own
          namespace: shop
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: own}
        subjects:
          - {kind: ServiceAccount, name: reader}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          namespace: shop
        spec:
          serviceAccountName: reader
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: other
        spec:
          serviceAccountName: anywhere
          containers:
            - name: app
              image: app:1.4
        """,
)
def binding_of_other_namespace(objects: ObjectSet) -> Problems:
    """A binding gives a role to a ServiceAccount in a namespace where it does not exist.

    A binding names a ServiceAccount by its name and namespace. The API server accepts a namespace
    that has no such account, and the Pods that use the account get no permissions. It rejects a
    ClusterRoleBinding with a ServiceAccount that has no namespace.

    podlint reports an account if the manifests define the account in exactly one other namespace.
    In addition, a Pod in that namespace must use the account, and no binding must name it with that
    namespace.

    Set the namespace of the subject to the namespace of the ServiceAccount.
    """
    if not objects.complete or objects.namespace:
        return
    subjects = list(bound_accounts(objects))
    given = {(each.name, each.namespace or each.binding.namespace) for each in subjects}
    used = {(pod.spec.service_account_name, pod.owner.namespace) for pod in objects.whole_pods()}
    for each in subjects:
        accounts = [obj for obj in objects.named("ServiceAccount") if obj.name == each.name]
        if len(accounts) != 1 or objects.is_fragment(each.binding):
            continue
        account = accounts[0]
        key = (each.name, account.namespace)
        namespace = each.namespace or (None if each.is_cluster_wide else each.binding.namespace)
        if not account.namespace or key not in used or key in given:
            continue
        if namespace is None and not each.is_cluster_wide:
            continue
        written = "without a namespace" if namespace is None else f"in `{shortened(namespace, 20)}`"
        yield Problem(
            f"{each.binding.kind} {shortened(each.binding.name or '', 20)} names ServiceAccount "
            f"`{shortened(each.name, 20)}` {written}",
            at=each.at / "namespace" if each.namespace else each.at / "kind",
            related=(Related("the ServiceAccount", account.at / "metadata" / "namespace"),),
            why="The Pods that use the ServiceAccount get no permissions from this binding.",
            help=f"Set `namespace: {account.namespace}` in the subject.",
        )
