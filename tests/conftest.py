"""For every test: generated examples are the same each time, so that a run fails for what changed and nothing else.

`HYPOTHESIS_PROFILE=search make test` looks for new ones.
"""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "repeatable", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", deadline=None, max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))
