"""A probe or lifecycle hook that connects to a host other than the Pod."""

from podlint.authoring import Delete, Fix, JudgedPod, Problems, Severity, rule
from podlint.pods.handlers import spoken_name

_LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))


@rule(
    severity=Severity.WARNING,
    at_most=Severity.ERROR,
    earlier=(("0.1", Severity.WARNING),),
    since="0.1",
    symptom=(
        "a probe that does not test its own container; or Pod Security rejects "
        'the Pod with `violates PodSecurity "baseline:latest": probe or '
        "lifecycle host`"
    ),
    standards=("pss:baseline",),
    fragments=True,
    bad=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              startupProbe:
                tcpSocket: {host: 10.0.0.7, port: 9000}  # finding
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet:
                  host: localhost  # finding
                  #     ^^^^^^^^^
                  path: /health
                  port: 8080
              lifecycle:
                preStop:
                  httpGet: {host: example.org, path: /bye, port: 80}  # finding
        """,
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: proxy
          namespace: kube-system
        spec:
          selector:
            matchLabels: {app: proxy}
          template:
            metadata:
              labels: {app: proxy}
            spec:
              hostNetwork: true
              containers:
                - name: app
                  image: app:1.4
                  readinessProbe:
                    httpGet: {path: /ready, port: 9098, host: localhost}  # finding
        """,
    ),
    fixed="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: proxy
              image: proxy:2
              restartPolicy: Always
              startupProbe:
                tcpSocket: {port: 9000}
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet:
                  path: /health
                  port: 8080
              lifecycle:
                preStop:
                  httpGet: {path: /bye, port: 80}
        """,
    good=(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                httpGet:
                  path: /health
                  port: 8080
                  httpHeaders:
                    - {name: Host, value: shop.example.org}
        """,
        """
        # Policy versions before v1.34 do not check the host.
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels:
            pod-security.kubernetes.io/enforce: baseline
            pod-security.kubernetes.io/enforce-version: v1.33
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          namespace: shop
        spec:
          containers:
            - name: app
              image: app:1.4
              livenessProbe:
                tcpSocket: {host: localhost, port: 8080}
        """,
    ),
)
def probe_host(pod: JudgedPod) -> Problems:
    """A probe or lifecycle hook connects to the host in its `host` field instead of its Pod.

    The kubelet makes the connection from the node: `localhost` is the node itself, and other hosts
    may be reachable only from the node. The response says nothing about the container. From policy
    version v1.34 on, the baseline level of the [Pod Security
    Standards](https://kubernetes.io/docs/concepts/security/pod-security-standards/) forbids `host`
    in every `httpGet` and `tcpSocket`, in probes and in hooks.

    Remove `host`: the kubelet then connects to the Pod's own address. To name a virtual host, set a
    `Host` header in `httpHeaders`. If the server listens only on the loopback interface, use an
    `exec` probe.

    In a Pod with `hostNetwork: true`, `localhost` is the Pod's own address, so the probe reaches
    the right program. The baseline level still forbids the field. podlint checks this level even if
    no Namespace sets it. In this case, the default profile does not report such a probe.

    Policy versions: from v1.34 on. API servers older than 1.34 do not have this check.
    """
    for violation in pod.violated("hostProbesAndHostLifecycle"):
        if violation.pod.spec.host_network and str(violation.value) in _LOOPBACK:
            if not violation.demand.lenient:
                yield violation.problem(
                    f"{spoken_name(str(violation.path[-3]))} of {violation.who} names host "
                    f"`{violation.shown}`",
                    help="Remove `host` if the program also listens on the node's address. "
                    "Otherwise use an `exec` probe.",
                )
            continue
        yield violation.problem(
            f"{spoken_name(str(violation.path[-3]))} of {violation.who} connects to host "
            f"`{violation.shown}` instead of the Pod",
            fix=Fix("remove `host`", (Delete(violation.at.path),), safe=False),
            why="A response from that host says nothing about the container.",
            help="Remove `host`. For a virtual host, set a `Host` header in `httpGet.httpHeaders`.",
        )
