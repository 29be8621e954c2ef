"""Where the clients in command lines connect to."""

from __future__ import annotations

import pytest

from podlint.pods.commands.connections import connections_of, runs_in_background


@pytest.mark.parametrize(
    ("script", "host", "port"),
    [
        ("until nc -z -w 2 localhost 8080; do sleep 1; done", "localhost", 8080),
        ("until nc -zv db 5432; do echo waiting for web 80; sleep 2; done", "db", 5432),
        ("until curl -sf http://localhost:8080/health; do sleep 1; done", "localhost", 8080),
        ("while [ \"$(curl -s 'localhost:9200')\" != 200 ]; do sleep 5; done", "localhost", 9200),
        ("pg_isready -h localhost -p 5433", "localhost", 5433),
        ("until pg_isready -h db; do :; done", "db", 5432),
        ("wait-for-it.sh db:5432 -t 30", "db", 5432),
        ("(echo > /dev/tcp/127.0.0.1/80) > /dev/null", "127.0.0.1", 80),
        ("dockerize -wait tcp://db:5432 -timeout 60s", "db", 5432),
        ("curl localhost/ready", "localhost", 80),
        ("curl https://user:pass@web/x", "web", 443),
        ("redis-cli -h redis ping", "redis", 6379),
        ("grpc_health_probe -addr=localhost:50051", "localhost", 50051),
        ("mysqladmin ping -h127.0.0.1 --silent", "127.0.0.1", 3306),
        ("nslookup db.default.svc", "db.default.svc", None),
    ],
)
def test_a_connection_is_found(script: str, host: str, port: int | None) -> None:
    (connection,) = connections_of(["sh", "-c", script])
    assert (connection.host, connection.port) == (host, port)
    assert connection.resolves is (port is None)


@pytest.mark.parametrize(
    "script",
    [
        'echo "curl localhost:80"',
        "# curl localhost:80",
        "nc -vz $HOST 80",
        "wget http://${FRONTEND}",
        "nc -l -p 8080",
        "my-curl localhost:80",
        "host=$DB",
        "sleep 1",
    ],
)
def test_what_names_no_host(script: str) -> None:
    assert connections_of(["sh", "-c", script]) == ()


def test_a_client_without_a_shell() -> None:
    (connection,) = connections_of(["/usr/bin/curl", "-d", "@x", "http://web:9200/"])
    assert (connection.program, connection.host, connection.port) == ("curl", "web", 9200)


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("server & curl localhost", True),
        ("redis-server --daemonize yes; redis-cli ping", True),
        ("pg_ctl start; psql -h localhost", True),
        ("curl localhost 2>&1 && echo ok &> log", False),
    ],
)
def test_a_server_of_ones_own(script: str, found: bool) -> None:
    assert runs_in_background(["sh", "-c", script]) is found
