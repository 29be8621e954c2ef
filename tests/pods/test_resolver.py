"""Name servers and search domains that do not fit."""

from __future__ import annotations

import pytest

from podlint.document import load
from podlint.models import Pod, decode
from podlint.models.pod import PodSpec
from podlint.pods.resolver import cut_nameservers, cut_searches


def spec(text: str) -> PodSpec:
    (decoded,) = decode(load(f"apiVersion: v1\nkind: Pod\nspec: {{{text}}}\n")[0])
    assert isinstance(decoded.object, Pod)
    assert decoded.object.spec
    return decoded.object.spec


@pytest.mark.parametrize(
    ("servers", "policy", "cut"),
    [
        ("1.1.1.1, 8.8.8.8, 9.9.9.9", "", 1),
        ("1.1.1.1, 8.8.8.8, 9.9.9.9", "dnsPolicy: Default,", 1),
        ("1.1.1.1, 8.8.8.8, 9.9.9.9", "dnsPolicy: ClusterFirstWithHostNet,", 1),
        ("1.1.1.1, 8.8.8.8, 9.9.9.9", "dnsPolicy: None,", 0),
        ("1.1.1.1, 8.8.8.8, 1.1.1.1", "", 0),
        ("1.1.1.1, 8.8.8.8", "", 0),
        ("10.96.0.10, 8.8.8.8, 9.9.9.9", "", 0),
        ("100.64.0.10, 8.8.8.8, 9.9.9.9", "", 0),
        ("'2606:4700::1111', 8.8.8.8, 9.9.9.9", "", 1),
        ("'fd00::a', 8.8.8.8, 9.9.9.9", "", 0),
        ("'${DNS}', 8.8.8.8, 9.9.9.9", "", 0),
    ],
)
def test_name_servers(servers: str, policy: str, cut: int) -> None:
    assert cut_nameservers(spec(f"{policy} dnsConfig: {{nameservers: [{servers}]}}")) == cut


@pytest.mark.parametrize(
    ("count", "policy", "cut"),
    [
        (29, "", 0),
        (30, "", 1),
        (32, "", 3),
        (32, "dnsPolicy: Default,", 0),
        (32, "dnsPolicy: None,", 0),
        (32, "hostNetwork: true,", 0),
        (32, "hostNetwork: true, dnsPolicy: ClusterFirstWithHostNet,", 3),
    ],
)
def test_search_domains(count: int, policy: str, cut: int) -> None:
    domains = ", ".join(f"d{number}.example.com" for number in range(count))
    assert cut_searches(spec(f"{policy} dnsConfig: {{searches: [{domains}]}}")) == cut


def test_long_search_domains() -> None:
    domain = ".".join(["a" * 61] * 4)
    domains = ", ".join(f"d{number}.{domain}" for number in range(8))
    assert cut_searches(spec(f"dnsConfig: {{searches: [{domains}]}}")) == 1
    assert cut_searches(spec(f"dnsPolicy: None, dnsConfig: {{searches: [{domains}]}}")) == 0


def test_a_cluster_domain_that_is_repeated_counts_once() -> None:
    domains = ", ".join(["cluster.local", *(f"d{number}.example.com" for number in range(29))])
    assert cut_searches(spec(f"dnsConfig: {{searches: [{domains}]}}")) == 0


def test_without_settings_nothing_is_cut() -> None:
    assert cut_nameservers(spec("")) == 0
    assert cut_searches(spec("")) == 0
