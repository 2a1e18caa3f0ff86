"""What every test run shares: how hypothesis searches."""

import os

from hypothesis import HealthCheck, settings

SLOW_IS_FINE = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("same", derandomize=True, database=None, deadline=None, suppress_health_check=SLOW_IS_FINE)
settings.register_profile("search", deadline=None, suppress_health_check=SLOW_IS_FINE, print_blob=True)
settings.load_profile(os.environ.get("IFSO_HYPOTHESIS", "same"))
