"""Programs that go into the background."""

from __future__ import annotations

import pytest

from podlint.pods.commands.daemons import leaves_in_background


@pytest.mark.parametrize(
    "script",
    [
        "serve --port=8080 &",
        "prepare; service apache2 start",
        "/etc/init.d/ssh start",
        "systemctl start nginx",
        "redis-server /etc/redis.conf --daemonize yes",
        "mongod --fork --logpath /log",
        "pg_ctl -D /data start",
        "apachectl -k start",
        "apachectl start",
        "cron",
        "crond -l 2",
        "/usr/sbin/sshd",
        "/usr/local/tomcat/bin/catalina.sh start",
        "/opt/tomcat/bin/startup.sh",
        "envsubst < a > b && nginx",
    ],
)
def test_what_leaves(script: str) -> None:
    assert leaves_in_background(["sh", "-c", script], ("nginx",))


@pytest.mark.parametrize(
    "script",
    [
        "serve & wait",
        "service cron start && tail -f log",
        "redis-server --daemonize no",
        "apachectl -D FOREGROUND",
        "apachectl start -DFOREGROUND",
        "cron -f",
        "crond -l 2 -f",
        "/usr/sbin/sshd -D -e",
        "catalina.sh run",
        "./startup.sh",
        "nginx -g 'daemon off;'",
        "nginx -c /etc/own.conf",
        "if true; then service x start; fi",
        "",
    ],
)
def test_what_stays(script: str) -> None:
    assert leaves_in_background(["sh", "-c", script], ("nginx",)) is None


def test_an_ampersand_means_nothing_without_a_shell() -> None:
    assert leaves_in_background(["serve", "&"]) is None
