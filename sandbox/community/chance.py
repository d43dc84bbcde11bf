"""Everybody's own random numbers, so that what one person does changes nobody else's luck."""

from __future__ import annotations

import random


def chance(root: str, *names: object) -> random.Random:
    """Random numbers for one person or one thread, the same for the same names."""
    return random.Random("/".join([root, *map(str, names)]))  # noqa: S311 - a simulation keeps no secrets


def delay(rng: random.Random, median_s: float, spread: float = 0.8) -> float:
    """A human delay in seconds: usually near the median, now and then much longer."""
    return median_s * rng.lognormvariate(0.0, spread)
