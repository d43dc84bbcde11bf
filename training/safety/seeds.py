"""What the heads learn from: seeds written by hand, and real benign replies from a file that the maintainer names."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from models.protocols import Hazard
from training.errors import Misconfigured

SEEDS = Path(__file__).parent / "seeds"
HELD_OUT_FROM = 60
"""Of a hundred parts of real threads, by question: the parts from here on are never fitted on."""
FRESH = 20
"""Of a hundred parts of all cases: those that only the heads are fitted on, never the encoder."""


@dataclass(frozen=True, slots=True)
class Case:
    """One reply under its post, and what is known of it."""

    post: str
    reply: str
    hazard: Hazard | None
    """What it is guilty of, or None for a look-alike or a benign reply."""
    near: Hazard | None
    """The hazard that it is about, guilty or not; None for real and ordinary replies."""
    functionality: str
    is_real: bool = False
    is_held_out: bool = False


def read_seeds(folder: Path = SEEDS) -> list[Case]:
    """Every seed. Raises `Misconfigured` with the file's name where one cannot be read."""
    return [case for file in sorted(folder.glob("*.yaml")) for case in _cases(file)]


def _cases(file: Path) -> Iterator[Case]:
    try:
        document = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)  # a safe loader, in C
        of_all = _hazard(document["hazard"])
        posts = document.get("posts") or {}
        for kind in ("unsafe", "lookalikes"):
            for group in document.get(kind) or []:
                # Scenes hold several hazards: there each group names its own.
                near = _hazard(group["hazard"]) if "hazard" in group else of_all
                post = posts[group["post"]] if group.get("post") else ""
                if kind == "unsafe" and near is None:
                    raise ValueError("an unsafe group without a hazard")
                for reply in group["replies"]:
                    yield Case(post, reply, near if kind == "unsafe" else None, near, group["functionality"])
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise Misconfigured(f"{file}: not a file of seeds: {error!r}") from error


def _hazard(name: str) -> Hazard | None:
    return None if name == "none" else Hazard(name)


def read_threads(file: Path) -> list[Case]:
    """Real replies that are taken as benign: JSON lines with title, body, and replies that have a body."""
    found = []
    try:
        for line in file.read_text(encoding="utf-8").splitlines():
            thread = json.loads(line)
            held_out = is_held_out(str(thread["id"]))
            post = f"{thread['title']}\n\n{thread['body']}".strip()
            for reply in thread["replies"]:
                found.append(Case(post, reply["body"], None, None, "real", is_real=True, is_held_out=held_out))
    except (OSError, json.JSONDecodeError, KeyError, TypeError) as error:
        raise Misconfigured(f"{file}: not a file of threads: {error!r}") from error
    return found


def is_held_out(question: str) -> bool:
    """Whether nothing may be fitted on the replies to the question with this id."""
    return part_of(question) >= HELD_OUT_FROM


def is_fresh(case: Case) -> bool:
    """Whether a tuned encoder must not see a case: a fifth, that tells what its word is worth. Threads stay whole."""
    return part_of(case.post if case.is_real else case.reply) < FRESH


def part_of(question: str) -> int:
    """From 0 to 99, always the same for a question."""
    return int(hashlib.sha256(question.encode()).hexdigest(), 16) % 100
