"""Finding place names in running text and deciding which place each one means."""

from hayy.finding.finder import Finder

__all__ = ["Finder"]
