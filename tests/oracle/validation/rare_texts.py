"""Texts that the server reads itself: tolerations in an annotation, schedules, time zones."""

from __future__ import annotations

from collections.abc import Iterator

from .rare import Object, annotated, cron_job

TOLERATIONS = "scheduler.alpha.kubernetes.io/tolerations"
JSON = (
    "null", "{}", "[1]", "[null]", "[{}]", '[{"Key": "a", "OPERATOR": "Exists"}]', '[{"key": 1}]',
    '[{"key": "a", "tolerationSeconds": "1"}]', '[{"tolerationSeconds": 1.5}]',
    '[{"tolerationSeconds": 99999999999999999999}]', '[{"tolerationSeconds": 1e3}]',
    '[{"tolerationSeconds": 9223372036854775808}]', '[{"tolerationSeconds": -9223372036854775808}]',
    '[{"key": {"a": 1}}]', '[{"key": true}]', '[{"key": [1]}]', '["a"]', "[true]", "[[]]", "true", "1",
    '"a"', '"', "[", "[1", '{"a"', '{"a":}', "{a", "[1 2]", "1 2", "nul", "-", "-a", "-0", "1.", "1.a",
    "1e", "1ea", "1e+", "1e+1", '"\\x"', '"\\', '"\\u12x"', '"\\u12', '"\\u12ab"', '"a\nb"', "ä", " a",
    "é]", "\x01", '"\'', "'", "\\", '[{"key":1},{"effect":2},3]', '{"a":1 2}', '{"a" 1}', "{,}",
    "tru", "t", '[{"key":"a"},"b",{"operator":1}]', "\u2003a", "1.5", '[{"tolerationSeconds":{}}]',
    '[{"tolerationSeconds":true}]', '[{"operator":1}]', '[{"effect":false}]', '[{"value":[]}]',
    '[{"key":NaN}]', "01.2.3.4", '[{"key":1.5}]', "[],", "[[],[]]", '{"a":[],"b":{}}', "\t[]\r\n",
    '[{"key":null,"other":1}]', "[}", "{]", "[,]", '[{"key":"a","key":1}]', "}", "]", "[" * 10_001,
    '"a\\n"', '[{"key":"a\\"b", "operator":"Exists"}]', f"{'[' * 2_000}{']' * 2_000}",
)  # fmt: skip
ZONES = (
    "", "Local", "local", "Europe/Berlin", "Mars/Base", "a..b", "/UTC", "\\UTC", "Europe/..", "-UTC",
    "Europe//Berlin", "Etc/GMT+1", "America/Argentina/Buenos_Aires", "a b", "UTC\n",
)  # fmt: skip
SCHEDULES = (
    "TZ=Mars/Base 0 0 * * *", "CRON_TZ=UTC 0 0 * * *", "TZ=UTC", "1-2-3 * * * *", "*/1/2 * * * *",
    "0 0 0 * *", "-1 * * * *", "*/-1 * * * *", "@often", "@every 0", "@every 1h", "@every -1h",
    "0-59/5 * * * *", "5/10 * * * *", "@every 1", "@every 1d", "@every h", "@every .h", "@every .",
    "@every 1h99999999999999999999s", "@every 9999999999h", '@every 1"\\é', "@every 1.5h3", "@every +",
    "@every -9223372036854775808ns", "@every 9223372036854775808ns", "@every 2562047h47m17s",
    "@every 1.00000000000000000001h", "@every 9223372036s1000ms", "@every 9223372036s9223372036s",
    "9223372036854775808 * * * *", "-9223372036854775808 * * * *", '1" * * * *', "1-a-3 * * * *",
    "a-2-3 * * * *", "TZ=../UTC 0 0 * * *", "TZ=/UTC 0 0 * * *", "TZ= 0 0 * * *", "1/a * * * *",
)  # fmt: skip


def named() -> Iterator[tuple[str, Object]]:
    """All of them, each with a name."""
    for text in JSON:
        size = f" of {len(text)} characters" if len(text) > 60 else ""
        yield f"tolerations {text[:60]}{size}", annotated({TOLERATIONS: text})
    for zone in ZONES:
        yield f"time zone {zone}", cron_job(timeZone=zone)
    for schedule in SCHEDULES:
        yield f"schedule {schedule}", cron_job(schedule=schedule)
