"""A name that is almost the name of an object in the same manifests."""

from podlint.authoring import Fix, ObjectSet, Problem, Problems, Related, SetValue, Severity, rule
from podlint.document.shortening import shortened
from podlint.relations.definitions import dangling
from podlint.relations.references import Reference

_NEARLY = "this rule reports only names that nearly match an unused object."
_ACCOUNTS = f"reports every missing ServiceAccount; {_NEARLY}"
_TARGETS = f"reports every missing target of an autoscaler; {_NEARLY}"


@rule(
    severity=Severity.WARNING,
    since="0.1",
    aliases=("misspelt-reference",),
    static_pods=False,
    symptom="`CreateContainerConfigError`, `ContainerCreating` with the event `FailedMount`, "
    "Pending, or the event `FailedCreate` with `not found`",
    similar={
        "env-value-from": f"kube-linter reports every missing ConfigMap and Secret; {_NEARLY}",
        "non-existent-service-account": f"kube-linter {_ACCOUNTS}",
        "dangling-horizontalpodautoscaler": f"kube-linter {_TARGETS}",
        "horizontalpodautoscaler-has-target": f"kube-score {_TARGETS}",
        "C-0300": f"Kubescape {_TARGETS}",
        "C-0307": f"Kubescape {_ACCOUNTS}",
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
def misspelled_reference(objects: ObjectSet) -> Problems:
    """A reference names an undefined object, but an unused object has almost the same name.

    podlint compares the names of ConfigMaps, Secrets, PersistentVolumeClaims, ServiceAccounts,
    Services and workloads in the same namespace. It also compares the names of PriorityClasses,
    RuntimeClasses and StorageClasses. It reports a reference to an undefined object if the
    manifests define an object with almost the same name, and nothing else references this object.
    podlint treats names that differ only in digits as different names.

    podlint also reports a name that has one word more or one word less than the only unused object
    of its kind, such as `web-config` for `web`. It does not do so for Secrets, or if another name
    of that kind is undefined. The same applies to the `serviceName` of a StatefulSet and the only
    Service that selects its Pods, if that Service is headless.

    Correct the name.
    """
    for each in dangling(objects):
        if each.meant is None:
            continue
        reference = each.reference
        yield Problem(
            f"{reference.kind} `{shortened(reference.name, 30)}` is not defined, but "
            f"`{shortened(each.meant, 30)}` is defined",
            at=reference.at,
            related=tuple(
                Related(f"nothing else references {each.meant}", obj.at / "metadata" / "name")
                for obj in objects.named(reference.kind)
                if obj.name == each.meant
            )[:1],
            fix=Fix(
                f"set the name to `{each.meant}`",
                (SetValue(reference.at.path, each.meant),),
                safe=False,
            ),
            why=_why(reference),
            help=f"Write `{each.meant}`.",
        )


def _why(reference: Reference) -> str:
    if reference.optional:
        return "The reference is optional: the Pod starts without the object."
    return reference.symptom
