"""Jianzhen 鉴真: find, prove and act on falsified environmental-monitoring data."""

__version__ = "0.1.0"
