"""hayy (حي, "neighbourhood"): who controls which neighbourhood, according to whom."""

__version__ = "0.1.0"
