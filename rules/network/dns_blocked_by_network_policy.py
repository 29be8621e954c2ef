"""A NetworkPolicy that allows traffic, but not the DNS requests that it needs."""

from __future__ import annotations

from collections.abc import Collection

from podlint.authoring import (
    NetworkPolicy,
    ObjectSet,
    PodTarget,
    Problem,
    Problems,
    Related,
    Service,
    Severity,
    rule,
)
from podlint.document.shortening import shortened


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom=(
        "errors such as `Temporary failure in name resolution`, `i/o timeout` on port 53 or "
        "`getaddrinfo EAI_AGAIN`, although the destination is allowed"
    ),
    asks_for=("NetworkPolicy",),
    bad="""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: web
        spec:
          podSelector:
            matchLabels: {app: web}
          policyTypes: [Ingress, Egress]
          egress:  # finding
        # ^^^^^^
            - to:
                - podSelector:
                    matchLabels: {app: db}
              ports: [{port: 5432}]
            - to:
                - podSelector:
                    matchLabels: {k8s-app: kube-dns}
              ports: [{port: 53, protocol: UDP}]
            - to:
                - namespaceSelector: {}
              ports: [{port: 53}]
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
              containers:
                - name: app
                  image: app:1.4
                  env:
                    - name: DATABASE
                      value: postgres://db.shop.svc.cluster.local:5432/shop
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: cache
        spec:
          podSelector:
            matchLabels: {app: cache}
          policyTypes: [Egress]
          egress:  # finding
            - to:
                - podSelector:
                    matchLabels: {app: cache}
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: cache
        spec:
          clusterIP: None
          selector: {app: cache}
          ports: [{port: 6379}]
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: cache
          labels: {app: cache}
        spec:
          containers:
            - name: cache
              image: redis:7
              command: [sh, -c, "redis-cli -h cache info replication; exec redis-server"]
        """,
    good=(
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: web
        spec:
          podSelector:
            matchLabels: {app: web}
          egress:
            - to:
                - podSelector:
                    matchLabels: {app: db}
              ports: [{port: 5432}]
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: dns
        spec:
          podSelector: {}
          egress:
            - to:
                - namespaceSelector:
                    matchLabels: {kubernetes.io/metadata.name: kube-system}
              ports: [{port: 50, endPort: 60, protocol: UDP}]
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
              containers:
                - name: app
                  image: app:1.4
                  env:
                    - {name: DB_HOST, value: db.shop.svc}
        """,
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: all
        spec:
          podSelector: {}
          policyTypes: [Egress]
          egress:
            - ports: [{port: 5432}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: by-address
        spec:
          selector:
            matchLabels: {app: by-address}
          template:
            metadata:
              labels: {app: by-address}
            spec:
              containers:
                - name: app
                  image: app:1.4
                  args: [--database=10.0.0.7]
                  env:
                    - {name: DB_HOST, value: 10.0.0.7}
                    - {name: PUBLIC_URL, value: "https://shop.example.com"}
                    - {name: PUBLIC_HOST, value: shop.example.com}
                    - {name: LISTEN_HOST, value: localhost}
                    - {name: AUDIENCE, value: "https://kubernetes.default.svc.cluster.local"}
                    - {name: CERTIFICATE_HOST, value: by-address.shop.svc}
                    - {name: OWN_NAME, value: by-address}
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: by-address
        spec:
          selector: {app: by-address}
          ports: [{port: 80}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: on-host-network
        spec:
          selector:
            matchLabels: {app: host}
          template:
            metadata:
              labels: {app: host}
            spec:
              hostNetwork: true
              containers:
                - name: app
                  image: app:1.4
                  env:
                    - {name: DB_HOST, value: db.shop.svc}
        """,
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata:
          name: deny
        spec:
          podSelector: {}
          policyTypes: [Ingress, Egress]
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
              containers:
                - name: app
                  image: app:1.4
                  env:
                    - {name: DB_HOST, value: db.shop.svc}
        """,
    ),
)
def dns_blocked_by_network_policy(objects: ObjectSet) -> Problems:
    """A NetworkPolicy allows some egress traffic of a Pod, but no DNS requests.

    If a policy with egress rules selects a Pod, the Pod can only open connections that a policy
    allows. To connect to a host by its name, it first asks the DNS server of the cluster, by UDP
    and TCP on port 53. The DNS server runs in another namespace, so a `podSelector` alone does not
    select it.

    podlint reports Pods that name a host in `env`, `args` or `command`. It does not report policies
    that allow no egress at all, because other policies usually accompany them.

    Allow UDP and TCP port 53 to the namespace `kube-system`.
    """
    from podlint.relations.network_policies import (
        allows_dns,
        has_other_policies,
        policies_of,
    )

    if not objects.all_read or has_other_policies(objects):
        return
    services = frozenset(each.name for each in objects.of(Service) if each.name)
    reported: set[int] = set()
    for pod in objects.whole_pods():
        if pod.spec.host_network or pod.spec.dns_policy == "None":
            continue
        policies = list(policies_of(pod, objects, "Egress"))
        if any(allows_dns(each) for each in policies):
            continue
        for policy in policies:
            if policy.spec and policy.spec.egress and id(policy) not in reported:
                own = {each.name for each in objects.services_of(pod)}
                problem = _problem(policy, pod, services, own)
                if problem:
                    reported.add(id(policy))
                    yield problem


def _problem(
    policy: NetworkPolicy, pod: PodTarget, services: frozenset[str], own: Collection[str | None]
) -> Problem | None:
    from podlint.pods.named_hosts import named_hosts

    aliases = {name for each in pod.spec.host_aliases for name in each.hostnames}
    for container in pod.spec.all_containers:
        for host in named_hosts(container, services):
            if host.name in aliases:
                continue
            if host.name.partition(".")[0] in own and not host.connects:
                continue
            return Problem(
                f"NetworkPolicy `{shortened(policy.name or '', 30)}` allows no DNS requests, but "
                f"its Pods connect to `{shortened(host.name, 30)}`",
                at=policy.at / "spec" / "egress",
                key=True,
                related=(Related("a Pod that the policy selects names this host", host.at),),
                why="The Pods cannot resolve host names, so the connections fail although the "
                "destination is allowed.",
                help="Add an egress rule for UDP and TCP port 53 to the namespace `kube-system`.",
            )
    return None
