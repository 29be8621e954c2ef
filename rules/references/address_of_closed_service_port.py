"""An address with a port that the Service does not have."""

from podlint.authoring import ObjectSet, Problem, Problems, Related, Service, Severity, rule
from podlint.document.shortening import listed, shortened
from podlint.relations.service_addresses import ServiceAddress, service_addresses


@rule(
    severity=Severity.WARNING,
    since="0.2",
    symptom="requests to the Service time out, or fail with `connection refused`",
    asks_for=("Service",),
    bad="""
        apiVersion: v1
        kind: Service
        metadata:
          name: orders
          namespace: shop
        spec:
          selector: {app: orders}
          ports:
            - {name: http, port: 80, targetPort: 8080}
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
              args:
                - --orders=http://orders.shop.svc:8080/v1  # finding
              env:
                - name: ORDERS_URL
                  value: http://orders:8080  # finding
                  #      ^^^^^^^^^^^^^^^^^^
                - name: ORDERS_SECURE_URL
                  value: https://web@orders.shop/v1  # finding
                - name: BACKENDS
                  value: orders:80,orders:9000  # finding
        """,
    good="""
        apiVersion: v1
        kind: Service
        metadata:
          name: orders
          namespace: shop
        spec:
          selector: {app: orders}
          ports:
            - {name: http, port: 80, targetPort: 8080}
            - {name: grpc, port: 9000}
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: peers
          namespace: shop
        spec:
          clusterIP: None
          selector: {app: peers}
          ports: [{port: 7000}]
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: mail
          namespace: shop
        spec:
          type: ExternalName
          externalName: mail.example.com
          ports: [{port: 25}]
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: redis
          namespace: shop
        spec:
          selector: {app: redis}
          ports: [{port: 6379}]
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
          namespace: shop
        spec:
          hostAliases:
            - ip: 10.0.0.1
              hostnames: [redis.shop]
          containers:
            - name: app
              image: app:1.4
              args: ["--orders=http://orders", "--mirror=http://redis.shop:80"]
              env:
                - {name: ORDERS_URL, value: "http://orders.shop.svc.cluster.local:80/v1"}
                - {name: ORDERS_GRPC, value: "orders:9000"}
                - {name: PEERS, value: "http://peers:8080"}
                - {name: SMTP, value: "smtp://mail:2525"}
                - {name: CACHE_IMAGE, value: "redis:8080"}
                - {name: CACHE, value: "redis:7"}
                - {name: OTHER_ORDERS, value: "http://orders.depot:8080"}
                - {name: PUBLIC_ORDERS, value: "http://orders.example.com:8080"}
                - {name: PORT_LATER, value: "http://orders:$(ORDERS_PORT)"}
        """,
)
def address_of_closed_service_port(objects: ObjectSet) -> Problems:
    """A container uses an address whose port its Service does not have.

    A Service accepts connections only on the ports in its `ports`, not on the `targetPort` or on
    the ports of its Pods. A connection to another port times out or is refused.

    podlint compares URLs such as `http://orders:8080` in `env`, `command` and `args` with the
    Services in the same manifests. In `env`, podlint also compares values such as `orders:8080`.
    podlint does not check headless Services, because the name of a headless Service resolves to the
    addresses of its Pods.

    Use a port of the Service, or add the port to the Service.
    """
    for address in service_addresses(objects):
        closed = [each for each in address.service if _is_closed(each, address, objects)]
        if len(closed) < len(address.service):
            continue
        service = closed[0]
        assert service.spec
        ports = [
            f"`{each.port}`" + (f" ({each.name})" if each.name else "")
            for each in service.spec.ports
        ]
        implied = " (the default of the scheme)" if address.default else ""
        yield Problem(
            f"{address.user} uses port {address.port}{implied}, which Service "
            f"{shortened(address.host, 40)} does not have",
            at=address.at,
            related=(Related("the ports of the Service", service.spec.at / "ports"),),
            why="Connections to other ports of a Service time out or are refused.",
            help=f"Use a port of the Service: {shortened(listed(ports, 'or'), 90)}.",
        )


def _is_closed(service: Service, address: ServiceAddress, objects: ObjectSet) -> bool:
    spec = service.spec
    if spec is None or not spec.ports or objects.is_fragment(service):
        return False
    if spec.type == "ExternalName" or spec.cluster_ip == "None":
        return False
    return all(each.port is not None and each.port != address.port for each in spec.ports)
