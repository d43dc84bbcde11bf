"""Everything that goes wrong with Reddit, on request: each fault by name, a number of times or at a rate."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

_ANYTHING = r"/(?!api/v1/access_token)"
_LISTINGS = r"/(r/[^/]+/(comments|new)|api/info|comments/|user/)"
_REPLIES = r"/(r/[^/]+/comments|api/info)"
_SENDING = r"/api/(compose|comment|submit|editusertext|report)"


@dataclass(frozen=True, slots=True)
class Kind:
    """A fault that can be armed: what it does, and which requests it waits for unless told otherwise."""

    name: str
    what: str
    method: str = ""
    pattern: str = _ANYTHING
    seconds: float = 0.0


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("400-json", "answers 400 with the reason as JSON, and does nothing"),
        Kind("401-invalid-token", "answers 401 and says that the token is invalid"),
        Kind("401-bare", "answers 401 without a word why"),
        Kind("403", "answers 403"),
        Kind("429-retry-after", "answers 429 with a retry-after of `seconds`, real ones", seconds=2),
        Kind("429-bare", "answers 429 without a word when to come back"),
        Kind("503", "answers 503, and does nothing"),
        Kind("502-after-processing", "does what was asked, then answers 502"),
        Kind("stall", "does what was asked, then keeps silent for `seconds`, real ones", seconds=20),
        Kind("reset-before", "drops the connection, and does nothing"),
        Kind("reset-after", "does what was asked, then drops the connection"),
        Kind("html-200", "answers 200 with a web page instead of JSON, and does nothing"),
        Kind("bad-json", "does what was asked, then answers JSON that breaks off"),
        Kind("dead-anchor", "forgets the anchor of a listing: the answer is empty", "GET"),
        Kind(
            "late-insertion", "dates a new reply `seconds` back, virtual ones, into the middle of listings", seconds=600
        ),
        Kind("hidden-score", "hides the scores even from moderators", "GET", _LISTINGS),
        Kind("deleted", "has one of the replies asked for deleted by its author just before", "GET", _REPLIES),
        Kind("removed", "has one of the replies asked for removed by a moderator just before", "GET", _REPLIES),
        Kind("missing-id", "leaves one of the ids asked for out of the answer", "GET", r"/api/info"),
        Kind("not-whitelisted", "refuses a message: that person does not take any", "POST", r"/api/(compose|comment)"),
        Kind("ratelimit-9-minutes", "refuses a send: try again in 9 minutes", "POST", _SENDING),
        Kind("wiki-invalid", "has a moderator break the wiki page asked for just before", "GET", r"/r/[^/]+/wiki/"),
        Kind("lost-mod-permission", "takes the reader's place as moderator away just before", "", r"/(r/|api/mod/)"),
    )
}


@dataclass(slots=True)
class Fault:
    """One armed fault. `left` counts down, None where `rate` (a probability for each request) decides instead."""

    id: int
    kind: Kind
    path: str
    method: str
    left: int | None
    rate: float
    seconds: float
    fired: int = 0

    def matches(self, method: str, path: str, query: Mapping[str, str]) -> bool:
        """Whether it waits for requests like this one."""
        if self.kind.name == "late-insertion":
            return False  # waits for a reply to be written, whoever writes it
        if self.method not in ("", method) or not path.startswith(self.path):
            return False
        if self.kind.name == "dead-anchor" and not (query.get("before") or query.get("after")):
            return False
        return bool(self.path) or re.match(self.kind.pattern, path) is not None


@dataclass(slots=True)
class Faults:
    """The faults that are armed, and how often each name fired. Not thread-safe; one event loop owns it."""

    rng: random.Random
    armed: list[Fault] = field(default_factory=list)
    fired: Counter[str] = field(default_factory=Counter)
    _ids: int = 0

    def arm(
        self,
        name: str,
        *,
        path: str = "",
        method: str = "",
        times: int | None = None,
        rate: float | None = None,
        seconds: float | None = None,
    ) -> Fault:
        """Arm a fault for the next `times` requests (1 unless a rate is given), or for each one with this probability.

        `path` is a prefix and replaces the fault's own choice of requests. Raises ValueError for what makes no sense.
        """
        if (kind := KINDS.get(name)) is None:
            raise ValueError(f"no fault is called {name!r}; there are {', '.join(KINDS)}")
        if rate is not None and not 0 < rate <= 1:
            raise ValueError("rate is a probability above 0 and at most 1")
        if times is not None and times < 1:
            raise ValueError("times is 1 or more")
        self._ids += 1
        fault = Fault(
            id=self._ids,
            kind=kind,
            path=path,
            method=method.upper() or kind.method,
            left=times if rate is None or times is not None else None,
            rate=1.0 if rate is None else rate,
            seconds=kind.seconds if seconds is None else seconds,
        )
        if rate is None and times is None:
            fault.left = 1
        self.armed.append(fault)
        return fault

    def pick(self, method: str, path: str, query: Mapping[str, str]) -> Fault | None:
        """The fault that befalls this request, if any does; the one armed first goes first."""
        for fault in self.armed:
            if fault.matches(method, path, query) and self._fires(fault):
                return fault
        return None

    def lateness(self) -> float:
        """Seconds by which the reply that is being written comes late."""
        for fault in self.armed:
            if fault.kind.name == "late-insertion" and self._fires(fault):
                return fault.seconds
        return 0.0

    def disarm(self, name: str | None = None) -> None:
        """Disarm the faults of that name, or all; what fired stays counted."""
        self.armed = [fault for fault in self.armed if name is not None and fault.kind.name != name]

    def _fires(self, fault: Fault) -> bool:
        if fault.rate < 1 and self.rng.random() >= fault.rate:
            return False
        fault.fired += 1
        self.fired[fault.kind.name] += 1
        if fault.left is not None:
            fault.left -= 1
            if fault.left == 0:
                self.armed.remove(fault)
        return True
