"""What every test may use. The cast of people is added below by name."""

from __future__ import annotations
