"""A reference to an object that is in another namespace."""

from podlint.authoring import ObjectSet, Problem, Problems, Related, Severity, rule
from podlint.document.shortening import shortened
from podlint.relations.definitions import dangling


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom=(
        "the event `FailedCreate` with `not found`, `CreateContainerConfigError`, the event "
        "`FailedMount`, or Pending, although the object exists in another namespace"
    ),
    asks_for=("ConfigMap", "Secret", "PersistentVolumeClaim", "ServiceAccount"),
    bad=(
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: builder, namespace: tools}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings, namespace: tools}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: access, namespace: tools}
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, namespace: tools}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          namespace: shop
        spec:
          serviceAccountName: builder  # finding
          #                   ^^^^^^^
          volumes:
            - name: data
              persistentVolumeClaim: {claimName: data}  # finding
            - name: access
              secret: {secretName: access}  # finding
          containers:
            - name: app
              image: app:1.4
              envFrom:
                - configMapRef: {name: settings}  # finding
        """,
    ),
    good=(
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: builder, namespace: shop}
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: builder, namespace: tools}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: anywhere}
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: copied
          namespace: tools
          annotations: {reflector.v1.k8s.emberstack.com/reflection-allowed: "true"}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: optional, namespace: tools}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          namespace: shop
        spec:
          serviceAccountName: builder
          containers:
            - name: app
              image: app:1.4
              envFrom:
                - configMapRef: {name: anywhere}
                - secretRef: {name: copied}
                - configMapRef: {name: optional, optional: true}
        """,
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: builder, namespace: tools}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: without-namespace
        spec:
          serviceAccountName: builder
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata: {name: high}
        value: 1000
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: cluster-wide
          namespace: shop
        spec:
          priorityClassName: high
          containers:
            - name: app
              image: app:1.4
        """,
    ),
)
def reference_to_other_namespace(objects: ObjectSet) -> Problems:
    """A Pod uses an object that the manifests define only in another namespace.

    A Pod can use only ServiceAccounts, ConfigMaps, Secrets and PersistentVolumeClaims in its own
    namespace. An object of the same name in another namespace cannot be used. podlint does not
    report optional references, or objects that a controller copies to other namespaces.

    Create the object in the namespace of the Pod, or move the Pod.
    """
    for each in dangling(objects):
        reference, found = each.reference, each.elsewhere
        if found is None or reference.optional:
            continue
        yield Problem(
            f"{reference.kind} `{shortened(reference.name, 25)}` is in namespace "
            f"`{shortened(found.namespace or '', 20)}`, not in "
            f"`{shortened(reference.owner.namespace or '', 20)}`",
            at=reference.at,
            related=(Related("the object is defined here", found.at / "metadata" / "namespace"),),
            why=f"A Pod can use only objects in its namespace. {reference.symptom}",
            help=f"Create the {reference.kind} in the namespace of the Pod.",
        )
