"""Tests: they mirror the package; what stands beside them proves whole documents."""
