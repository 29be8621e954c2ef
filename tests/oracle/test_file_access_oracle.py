"""Files of volumes against Kubernetes' own plugins: each run draws new Pods; needs root."""

from __future__ import annotations

import os
import secrets

import pytest
from file_access.library import answers
from file_access.questions import questions
from volume_answers import faults

pytestmark = pytest.mark.oracle

COUNT = 2_000


@pytest.mark.skipif(os.geteuid() != 0, reason="the plugins change the owners of files")
def test_random_volumes() -> None:
    asked = list(questions(COUNT, secrets.randbelow(10**9)))
    compared = 0
    for question, answer in zip(asked, answers(asked), strict=True):
        if "entries" in answer:
            compared += len(answer["entries"])
            assert faults(question, answer) == [], question
    assert compared > COUNT
