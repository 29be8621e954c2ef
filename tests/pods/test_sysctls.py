"""Names and values of kernel parameters."""

from __future__ import annotations

import pytest

from podlint.pods.sysctls import fault_of_value, normal_name


@pytest.mark.parametrize(
    ("name", "normal"),
    [
        ("net.ipv4.tcp_syncookies", "net.ipv4.tcp_syncookies"),
        ("net/ipv4/tcp_syncookies", "net.ipv4.tcp_syncookies"),
        ("net/ipv4/conf/eth0.100/forwarding", "net.ipv4.conf.eth0/100.forwarding"),
        ("net.ipv4.conf.eth0/100.forwarding", "net.ipv4.conf.eth0/100.forwarding"),
        ("", ""),
    ],
)
def test_the_first_separator_decides(name: str, normal: str) -> None:
    assert normal_name(name) == normal
    assert normal_name(normal) == normal


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("net.ipv4.ip_unprivileged_port_start", "0"),
        ("net.ipv4.ip_unprivileged_port_start", "65535"),
        ("net.ipv4.ip_local_port_range", "1024\t65535"),
        ("net.ipv4.ip_local_port_range", "1024"),
        ("net.ipv4.ip_local_port_range", "0x400 9999"),
        ("net.ipv4.ip_local_reserved_ports", ""),
        ("net.ipv4.ip_local_reserved_ports", "80,9000-9010"),
        ("net.ipv4.tcp_keepalive_time", " 600\n"),
        ("net.ipv6.conf.all.disable_ipv6", "-1"),
        ("net.core.somaxconn", "0x80"),
        ("kernel.shmmax", "18446744073692774399"),
        ("kernel.sem", "250 32000 32 128"),
        ("net.ipv4.tcp_congestion_control", "bbr"),
        ("not.known", "junk"),
    ],
)
def test_values_that_the_kernel_takes(name: str, value: str) -> None:
    assert fault_of_value(name, value) is None
    assert fault_of_value(name.replace(".", "/"), value) is None


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("net.ipv4.ip_unprivileged_port_start", "65536", "one number from 0 to 65535"),
        ("net.ipv4.ip_unprivileged_port_start", "-1", "one number from 0 to 65535"),
        ("net/ipv4/ip_unprivileged_port_start", "junk", "one number from 0 to 65535"),
        ("net.ipv4.ip_local_port_range", "0 65535", "two numbers from 1 to 65535"),
        ("net.ipv4.ip_local_port_range", "1024-65535", "two numbers from 1 to 65535"),
        ("net.ipv4.ip_local_port_range", "60999 32768", "the lower port first"),
        ("net.ipv4.ip_local_reserved_ports", "80 443", "ports and ranges, such as `80,90-99`"),
        ("net.ipv4.tcp_rmem", "4096, 87380, 6291456", "three numbers"),
        ("net.ipv4.tcp_keepalive_time", "600s", "one number"),
        ("net.core.somaxconn", "1 2", "one number"),
        ("kernel.shm_rmid_forced", "true", "one number from 0 to 1"),
        ("kernel.sem", "1 2 3 4 5", "numbers"),
        ("net.core.somaxconn", "9" * 20, "one number"),
        ("net.core.somaxconn", "९", "one number"),
    ],
)
def test_values_that_the_kernel_refuses(name: str, value: str, wanted: str) -> None:
    assert fault_of_value(name, value) == wanted
