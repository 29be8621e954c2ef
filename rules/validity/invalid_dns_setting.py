"""An invalid DNS, host name or host alias setting."""

from podlint.authoring import Problems, Refused, Severity, rule


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "`kubectl apply` fails with `spec.dnsConfig.nameservers[0]: Invalid "
        "value: must be a valid IP address`"
    ),
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
    """A DNS setting, a host name or a host alias is invalid.

    `dnsPolicy: None` requires a name server. A Pod can have at most 3 name servers and 32 search
    domains. Name servers and host aliases need valid IP addresses, without leading zeros.
    `hostname` and `subdomain` can have at most 63 characters: lowercase letters, digits and `-`.
    """
    yield refused.problem(refused.remedy or "Write a valid host name or IP address.")
