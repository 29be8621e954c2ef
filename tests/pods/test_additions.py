"""What webhooks add to a Pod, from its annotations and labels."""

from __future__ import annotations

import pytest

from podlint import lint_text
from podlint.document import load
from podlint.models.decoding import decode
from podlint.models.workloads import pods_of
from podlint.pods.additions import Additions, additions_to


def added(annotations: str) -> Additions:
    text = (
        f"apiVersion: v1\nkind: Pod\nmetadata: {{name: a, annotations: {annotations}}}\nspec: {{}}"
    )
    (decoded,) = decode(next(iter(load(text))))
    (pod,) = pods_of(decoded.object)
    return additions_to(pod)


@pytest.mark.parametrize(
    ("annotations", "volumes", "variables"),
    [
        ("{vault.hashicorp.com/agent-inject: 'true'}", ["vault-secrets", "vault-config"], []),
        ("{sidecar.istio.io/inject: 'true'}", ["istio-envoy", "custom-bootstrap-volume"], []),
        (
            "{azure.workload.identity/use: 'true'}",
            ["azure-workload-identity-reserved-1a2b"],
            ["AZURE_CLIENT_ID", "AZURE_KUBERNETES_CA_FILE"],
        ),
        (
            "{instrumentation.opentelemetry.io/inject-nginx: 'true'}",
            ["otel-nginx-agent", "otel-nginx-conf-dir"],
            ["OTEL_SERVICE_NAME", "LD_LIBRARY_PATH"],
        ),
        ("{admission.datadoghq.com/enabled: 'true'}", ["agent-tmp", "datadog"], ["DD_AGENT_HOST"]),
    ],
)
def test_a_webhook_adds_its_volumes(
    annotations: str, volumes: list[str], variables: list[str]
) -> None:
    found = added(annotations)
    assert all(map(found.defines_volume, volumes))
    assert all(map(found.defines_variable, variables))
    assert not found.defines_volume("data")
    none = added(annotations.replace("'true'", "'false'"))
    assert not any(map(none.defines_volume, volumes))


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ('{"certs": {"secret": {"secretName": "x"}}}', True),
        ('["certs"]', False),
        ("{certs}", False),
        ("[" * 100_000, False),
    ],
)
def test_an_annotation_defines_volumes(written: str, known: bool) -> None:
    assert added(f"{{sidecar.istio.io/userVolume: '{written}'}}").defines_volume("certs") == known


def test_a_volume_that_an_annotation_defines_is_not_undefined() -> None:
    text = """\
apiVersion: v1
kind: Pod
metadata:
  name: a
  annotations:
    sidecar.istio.io/userVolume: '{"certs": {"secret": {"secretName": "x"}}}'
spec:
  containers:
    - name: app
      image: app:1
      volumeMounts:
        - {name: certs, mountPath: /certs}
        - {name: other, mountPath: /other}
"""
    found = [each.message for each in lint_text(text).findings if "undefined" in each.rule]
    assert len(found) == 1
    assert "`other`" in found[0]
