"""What every test may use. The cast of people is added below by name."""

from __future__ import annotations

import hypothesis

hypothesis.settings.register_profile("suite", deadline=None)  # a busy machine is no fault
hypothesis.settings.load_profile("suite")
