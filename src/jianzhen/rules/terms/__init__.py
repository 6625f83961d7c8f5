"""Expressions that several rules share: clocks, places, values, documents."""
