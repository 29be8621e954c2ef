"""A fully qualified host name that is too long for Linux."""

from podlint.authoring import ObjectSet, Problem, Problems, Severity, rule
from podlint.pods.host_names import LONGEST_FQDN, shortest_fqdn
from podlint.pods.operating_system import may_run_on_windows


@rule(
    severity=Severity.ERROR,
    since="0.2",
    symptom=(
        "the Pod stays `ContainerCreating`; the event `FailedCreatePodSandBox` with `failed to "
        "construct FQDN`"
    ),
    asks_for=("setHostnameAsFQDN",),
    bad=(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: payment-reconciliation-worker
          namespace: shop
        spec:
          selector:
            matchLabels: {app: worker}
          template:
            metadata:
              labels: {app: worker}
            spec:
              setHostnameAsFQDN: true  # finding
              #                  ^^^^
              subdomain: payment-reconciliation
              containers:
                - name: app
                  image: app:1.4
        """,
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: payment-reconciliation-store
        spec:
          serviceName: payment-reconciliation
          selector:
            matchLabels: {app: worker}
          template:
            metadata:
              labels: {app: worker}
            spec:
              setHostnameAsFQDN: true  # finding
              containers:
                - name: app
                  image: app:1.4
        """,
    ),
    good=(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: payment-reconciliation-worker
          namespace: shop
        spec:
          selector:
            matchLabels: {app: worker}
          template:
            metadata:
              labels: {app: worker}
            spec:
              setHostnameAsFQDN: true
              hostname: worker
              subdomain: payment-reconciliation
              containers:
                - name: app
                  image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: payment-reconciliation-worker-for-europe-without-subdomain
          namespace: shop
        spec:
          setHostnameAsFQDN: true
          containers:
            - name: app
              image: app:1.4
        """,
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: payment-reconciliation-worker-for-europe
          namespace: shop
        spec:
          setHostnameAsFQDN: true
          hostNetwork: true
          dnsPolicy: ClusterFirstWithHostNet
          subdomain: payment-reconciliation
          containers:
            - name: app
              image: app:1.4
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: payment-reconciliation-worker-for-europe
          namespace: other
        spec:
          subdomain: payment-reconciliation
          containers:
            - name: app
              image: app:1.4
        """,
        """
        # 64 characters: payment-reconciliation.payment-worker-eu.shop.svc.cluster.local
        apiVersion: v1
        kind: Pod
        metadata:
          name: payment-reconciliations
          namespace: shop
        spec:
          setHostnameAsFQDN: true
          subdomain: payment-worker-eu
          containers:
            - name: app
              image: app:1.4
        """,
    ),
)
def host_name_too_long(objects: ObjectSet) -> Problems:
    """The fully qualified host name of a Pod is longer than the 64 bytes that Linux allows.

    With `setHostnameAsFQDN`, the kubelet sets the host name to
    `HOSTNAME.SUBDOMAIN.NAMESPACE.svc.cluster.local`. If it is too long, the kubelet does not create
    the Pod ([Pod's setHostnameAsFQDN
    field](https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-sethostnameasfqdn-field)).
    The host name is `spec.hostname` or the Pod's name, to which a controller appends up to 17
    characters.

    podlint assumes the cluster domain `cluster.local`.

    Set a short `hostname`, shorten the subdomain, or remove `setHostnameAsFQDN`.
    """
    for pod in objects.whole_pods():
        name = shortest_fqdn(pod, objects.namespace or pod.owner.namespace)
        if name is None or len(name) <= LONGEST_FQDN or may_run_on_windows(pod.spec):
            continue
        own = pod.spec.hostname is None and pod.owner.qualified_kind != "StatefulSet"
        yield Problem(
            f"fully qualified host name has at least {len(name)} characters, but Linux allows "
            f"{LONGEST_FQDN}",
            at=pod.spec.at / "setHostnameAsFQDN",
            why="The kubelet cannot create the Pod, which stays in `ContainerCreating`.",
            help="Set a short `hostname`, shorten the subdomain, or remove `setHostnameAsFQDN`."
            if own
            else "Shorten the names, or remove `setHostnameAsFQDN`.",
        )
