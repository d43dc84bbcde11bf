"""What one kind of trouble brings: sentences for the post, and sentences that answer it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """Templates of one trouble. The first six make posts, the rest make replies that know what the post is about."""

    name: str
    titles: tuple[str, ...]
    situations: tuple[str, ...]
    details: tuple[str, ...]
    feelings: tuple[str, ...]
    asks: tuple[str, ...]
    """What the seeker wants to know, where they want advice."""
    echoes: tuple[str, ...]
    """Validation that shows the post was read."""
    steps: tuple[str, ...]
    """One concrete thing to do, offered."""
    questions: tuple[str, ...]
    shares: tuple[str, ...]
    """The helper's own story, in one or two sentences."""
    orders: tuple[str, ...]
    """The same good intentions, as commands."""
    shrinking: tuple[str, ...]
    """Makes the trouble small."""
