"""A setting of names and addresses that the API server refuses."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom="kubectl apply: spec.dnsConfig.nameservers[0]: Invalid value: must be a valid "
    "IP address",
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          hostname: web.example  # finding
          #         ^^^^^^^^^^^
          dnsPolicy: None
          dnsConfig:
            nameservers:
              - dns.example  # finding
              # ^^^^^^^^^^^
          hostAliases:
            - ip: 10.1.0.256  # finding
            #     ^^^^^^^^^^
              hostnames: [db]
          containers:
            - name: app
              image: app:1.4
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          hostname: web
          subdomain: example
          dnsPolicy: None
          dnsConfig:
            nameservers:
              - 10.0.0.10
          hostAliases:
            - ip: 10.1.0.25
              hostnames: [db.example]
          containers:
            - name: app
              image: app:1.4
        """,
)
def invalid_dns_setting(refused: Refused) -> Problems:
    """A setting of DNS, of the host name or of host aliases is invalid.

    `dnsPolicy: None` needs a name server. At most 3 name servers and 32 search domains;
    addresses are IPs without leading zeros. Host name and subdomain are at most 63 lower-case
    letters, digits and `-`.
    """
    yield refused.problem(refused.remedy or "Write a valid host name or IP address.")
