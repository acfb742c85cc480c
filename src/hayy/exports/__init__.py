"""Claims and states in the formats of other tools; ``docs/exports.md`` says what each keeps and what is lost.

GeoJSON and CSV of a state are in :mod:`hayy.export`.
"""
