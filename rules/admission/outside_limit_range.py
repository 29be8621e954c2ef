"""Requests, limits or storage outside the bounds of a LimitRange."""

from podlint.authoring import ObjectSet, Problem, Problems, Related, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.2",
    static_pods=False,
    symptom=(
        "`READY 0/1` and the event `FailedCreate` with `maximum memory usage per Container is`; "
        "for a Pod, `kubectl apply` fails with this message"
    ),
    asks_for=("LimitRange",),
    bad=(
        """
        apiVersion: v1
        kind: LimitRange
        metadata:
          name: limits
          namespace: shop
        spec:
          limits:
            - type: Container
              max: {memory: 512Mi}
              min: {cpu: 100m}
              maxLimitRequestRatio: {cpu: "4"}
              defaultRequest: {cpu: 100m, memory: 128Mi}
              default: {cpu: 200m, memory: 256Mi}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
          namespace: shop
        spec:
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              initContainers:
                - name: copy
                  image: copy:1.0
                  resources:
                    requests: {cpu: 50m}  # finding
              containers:
                - name: app
                  image: app:1.4
                  resources:
                    requests: {memory: 256Mi, cpu: 100m}
                    limits:
                      memory: 2Gi  # finding
                      #       ^^^
                      cpu: 500m  # finding
        """,
        """
        apiVersion: v1
        kind: LimitRange
        metadata:
          name: whole
        spec:
          limits:
            - type: Pod
              max: {memory: 1Gi}
            - type: PersistentVolumeClaim
              max: {storage: 10Gi}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:  # finding
        # ^^^^^^^^^^
            - name: app
              image: app:1.4
              resources: {limits: {memory: 768Mi}}
            - name: logs
              image: logs:0.9
              resources: {limits: {memory: 512Mi}}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: db
        spec:
          serviceName: db
          selector:
            matchLabels: {app: db}
          template:
            metadata:
              labels: {app: db}
            spec:
              containers:
                - name: db
                  image: db:16
                  resources: {limits: {memory: 512Mi}}
          volumeClaimTemplates:
            - metadata: {name: data}
              spec:
                accessModes: [ReadWriteOnce]
                resources:
                  requests:
                    storage: 20Gi  # finding
                    #        ^^^^
        """,
    ),
    good=(
        """
        # The API server uses a limit as the request, and the LimitRange sets missing amounts.
        apiVersion: v1
        kind: LimitRange
        metadata: {name: limits, namespace: shop}
        spec:
          limits:
            - type: Container
              min: {cpu: 100m, memory: 64Mi}
              max: {cpu: "1", memory: 512Mi}
              maxLimitRequestRatio: {memory: "4"}
              defaultRequest: {memory: 128Mi}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: empty, namespace: shop}
        spec:
          containers:
            - {name: app, image: "app:1.4"}
            - {name: logs, image: "logs:0.9", resources: {limits: {cpu: 100m, memory: 0.5Gi}}}
        """,
        """
        # Another namespace.
        apiVersion: v1
        kind: LimitRange
        metadata: {name: limits, namespace: test}
        spec:
          limits: [{type: Container, max: {memory: 512Mi}}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec:
          containers:
            - {name: app, image: "app:1.4", resources: {limits: {memory: 2Gi}}}
        """,
        """
        # The sum for the Pod: init containers run one after the other, and overhead does not count.
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: sandbox}
        handler: runsc
        overhead: {podFixed: {memory: 512Mi}}
        ---
        apiVersion: v1
        kind: LimitRange
        metadata: {name: limits}
        spec:
          limits: [{type: Pod, max: {memory: 1Gi}}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          runtimeClassName: sandbox
          initContainers:
            - {name: one, image: "app:1.4", resources: {limits: {memory: 1Gi}}}
            - {name: two, image: "app:1.4", resources: {limits: {memory: 1Gi}}}
          containers:
            - {name: app, image: "app:1.4", resources: {limits: {memory: 600Mi}}}
            - {name: logs, image: "logs:0.9"}
        """,
        """
        # Pod-level resources replace the sum. For a claim, only requests count.
        apiVersion: v1
        kind: LimitRange
        metadata: {name: limits}
        spec:
          limits:
            - {type: Pod, max: {memory: 2Gi}}
            - {type: PersistentVolumeClaim, min: {storage: 1Gi}, max: {storage: 10Gi}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          resources: {limits: {memory: 2Gi}}
          containers:
            - name: app
              image: app:1.4
              resources: {requests: {memory: 1Gi}, limits: {memory: 1500Mi}}
            - name: logs
              image: logs:0.9
              resources: {requests: {memory: 1Gi}, limits: {memory: 1500Mi}}
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data}
        spec:
          accessModes: [ReadWriteOnce]
          resources: {requests: {storage: 10Gi}, limits: {storage: 20Gi}}
        """,
        """
        # Amounts that another tool fills in are not known.
        apiVersion: v1
        kind: LimitRange
        metadata: {name: limits}
        spec:
          limits: [{type: Container, max: {memory: 512Mi, cpu: "${MAX_CPU}"}}]
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers:
            - {name: app, image: "app:1.4", resources: {limits: {memory: "${MEMORY}", cpu: "64"}}}
        """,
        """
        # file: first/limits.yaml
        # Files without a namespace that can be alternatives.
        apiVersion: v1
        kind: LimitRange
        metadata: {name: small}
        spec:
          limits: [{type: Container, max: {memory: 512Mi}}]
        # file: first/large.yaml
        apiVersion: v1
        kind: LimitRange
        metadata: {name: large}
        spec:
          limits: [{type: Container, max: {memory: 8Gi}}]
        # file: first/web.yaml
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec:
          containers:
            - {name: app, image: "app:1.4", resources: {limits: {memory: 2Gi}}}
        """,
    ),
)
def outside_limit_range(objects: ObjectSet) -> Problems:
    """A container, Pod or claim is outside the bounds of a LimitRange in its namespace.

    A [LimitRange](https://kubernetes.io/docs/concepts/policy/limit-range/) sets a minimum, a
    maximum and a ratio of limit to request for each container, for the Pod as a whole, or for
    claims. The API server checks them when a Pod or claim is created, not when a workload is
    created. `kubectl apply` therefore accepts a Deployment, but no Pod appears.

    Before this check, the LimitRange sets defaults in containers. A container without a limit gets
    `default`, and a container without a request gets `defaultRequest`. If there is a maximum but no
    default, the maximum is the default.

    podlint reports only Pods that are certainly in the namespace of the LimitRange. Change the
    amount, or change the bounds of the LimitRange.
    """
    from podlint.admission.namespaces import is_presumed
    from podlint.admission.offences import offences_of_claims, offences_of_pods
    from podlint.admission.wording import consequence, offence_advice, offence_message, title

    for offence in (*offences_of_pods(objects), *offences_of_claims(objects)):
        if offence.is_own_default:
            continue  # limit-range-refuses-own-defaults reports the LimitRange.
        bound, default = offence.breach.bound, offence.default
        owner = offence.breach.bounds.owner
        yield Problem(
            offence_message(offence),
            at=offence.at,
            related=(
                Related(f"the bound in {title(owner)}", bound.at),
                *((Related("the default of the container", default.at),) if default else ()),
            ),
            why=consequence(offence.owner),
            help=offence_advice(offence),
            severity=Severity.WARNING if is_presumed(owner, offence.owner, objects) else None,
        )
