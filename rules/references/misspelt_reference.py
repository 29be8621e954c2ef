"""A name that is nearly that of an object in the unit."""

from podlint.authoring import Fix, ObjectSet, Problem, Problems, Related, SetValue, Severity, rule
from podlint.relations.definitions import dangling
from podlint.relations.references import Reference


@rule(
    severity=Severity.WARNING,
    since="0.1",
    static_pods=False,
    symptom="CreateContainerConfigError, ContainerCreating with FailedMount (event), Pending, or "
    "FailedCreate (event): not found",
    similar={
        "env-value-from": (
            "kube-linter reports every ConfigMap and Secret that the input lacks, this rule only "
            "one that is nearly spelled like one that is there."
        ),
        "non-existent-service-account": (
            "kube-linter reports every service account that the input lacks, this rule only one "
            "that is nearly spelled like one that is there."
        ),
        "dangling-horizontalpodautoscaler": (
            "kube-linter reports every target of an autoscaler that the input lacks, this rule "
            "only one that is nearly spelled like one that is there."
        ),
        "horizontalpodautoscaler-has-target": (
            "kube-score reports every target of an autoscaler that the input lacks, this rule "
            "only one that is nearly spelled like one that is there."
        ),
        "C-0300": (
            "Kubescape reports every target of an autoscaler that the input lacks, this rule only "
            "one that is nearly spelled like one that is there."
        ),
        "C-0307": (
            "Kubescape reports every service account that the input lacks, this rule only one "
            "that is nearly spelled like one that is there."
        ),
    },
    asks_for=(
        "ConfigMap",
        "Secret",
        "PersistentVolumeClaim",
        "ServiceAccount",
        "PriorityClass",
        "RuntimeClass",
        "StorageClass",
        "StatefulSet",
        "Ingress",
        "HorizontalPodAutoscaler",
    ),
    bad="""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: web-settings
        data:
          level: info
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: database-access
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata:
          name: web-data
        spec:
          accessModes: [ReadWriteMany]
          storageClassName: fast-disk  # finding
          resources: {requests: {storage: 1Gi}}
        ---
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata:
          name: fast-disks
        provisioner: disks.example.com
        ---
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata:
          name: important
        value: 1000
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: web-reader
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: wbe}  # finding
          maxReplicas: 5
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
              serviceAccountName: web-readers  # finding
              priorityClassName: improtant  # finding
              initContainers:
                - name: set-up
                  image: app:1.4
                  envFrom:
                    - secretRef: {name: datebase-access}  # finding
                    #                   ^^^^^^^^^^^^^^^
              containers:
                - name: app
                  image: app:1.4
                  env:
                    - name: LEVEL
                      valueFrom:
                        configMapKeyRef: {name: web-setting, key: level}  # finding
              volumes:
                - name: data
                  persistentVolumeClaim:
                    claimName: web-date  # finding
                    #          ^^^^^^^^
        """,
    fixed="""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: web-settings
        data:
          level: info
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: database-access
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata:
          name: web-data
        spec:
          accessModes: [ReadWriteMany]
          storageClassName: fast-disks
          resources: {requests: {storage: 1Gi}}
        ---
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata:
          name: fast-disks
        provisioner: disks.example.com
        ---
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata:
          name: important
        value: 1000
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata:
          name: web-reader
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata:
          name: web
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          maxReplicas: 5
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
              serviceAccountName: web-reader
              priorityClassName: important
              initContainers:
                - name: set-up
                  image: app:1.4
                  envFrom:
                    - secretRef: {name: database-access}
              containers:
                - name: app
                  image: app:1.4
                  env:
                    - name: LEVEL
                      valueFrom:
                        configMapKeyRef: {name: web-settings, key: level}
              volumes:
                - name: data
                  persistentVolumeClaim:
                    claimName: web-data
        """,
    good="""
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings-1
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: settings
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: caches
          namespace: other
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: token-a
        ---
        apiVersion: external-secrets.io/v1
        kind: ExternalSecret
        metadata:
          name: token
        spec:
          target: {name: tokens}
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: token
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          namespace: shop
        spec:
          priorityClassName: system-node-critical
          containers:
            - name: app
              image: app:1.4
              envFrom:
                - configMapRef: {name: settings}
                - configMapRef: {name: setting}
                - configMapRef: {name: settings-2}
                - configMapRef: {name: cache}
                - secretRef: {name: tokens}
                - secretRef: {name: elsewhere}
                - secretRef: {name: token-a}
                - secretRef: {name: token-b}
          volumes:
            - name: certificates
              configMap: {name: kube-root-ca.crt}
        """,
)
def misspelt_reference(objects: ObjectSet) -> Problems:
    """A name is spelled almost like that of an object in the unit, which nothing else asks for.

    It is looked up among the ConfigMaps, Secrets, claims, service accounts, Services and workloads
    of the same namespace, or among the classes of the cluster. What it names is not in the unit;
    beside it lies an object with nearly that name that nothing uses. Names that differ in digits
    only are taken for two things.

    Write the name of the object.
    """
    for each in dangling(objects):
        if each.meant is None:
            continue
        reference = each.reference
        yield Problem(
            f"there is no {reference.kind} {reference.name} here, but {each.meant}, which "
            "nothing uses",
            at=reference.at,
            related=tuple(
                Related(f"{reference.kind} {each.meant}", obj.at / "metadata" / "name")
                for obj in objects.named(reference.kind)
                if obj.name == each.meant
            )[:1],
            fix=Fix(f"write {each.meant}", (SetValue(reference.at.path, each.meant),), safe=False),
            why=_why(reference),
            help=f"Write {each.meant}.",
        )


def _why(reference: Reference) -> str:
    unless = "Unless it is optional: " if reference.optional else ""
    return f"{unless}{reference.symptom}."
