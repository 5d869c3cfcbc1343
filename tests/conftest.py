"""Shared settings of the test suite."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "ci", derandomize=True, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("deep", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("GOODWORD_HYPOTHESIS_PROFILE", "ci"))
