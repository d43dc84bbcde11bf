"""Made-up posts, replies and rewritten drafts, from which the stand-in learns its English.

Helpful and unhelpful sentences come alike often: the stand-in knows both ways of answering and prefers neither, so that
an adapter has something to learn. A choice is `(a|b)`; `{name}` is filled from the scene.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")

SCENES: tuple[Mapping[str, str], ...] = tuple(
    MappingProxyType(scene)
    for scene in (
        {
            "about": "my exams",
            "echo": "your exams",
            "fact": "I (read|stare at) the same page (for hours|again and again)",
            "mirror": "reading the same page for hours",
            "step": "work for twenty minutes and then stop on purpose",
        },
        {
            "about": "my job",
            "echo": "your job",
            "fact": "my boss (shouts at me|finds fault with everything I do)",
            "mirror": "being shouted at by your boss",
            "step": "write down what was said, with the date",
        },
        {
            "about": "my sleep",
            "echo": "your nights",
            "fact": "I lie awake until (four|it gets light)",
            "mirror": "lying awake until it gets light",
            "step": "get up and sit in another room for a while",
        },
        {
            "about": "being alone",
            "echo": "the loneliness",
            "fact": "nobody has (called me|said my name) (for weeks|since Sunday)",
            "mirror": "hearing from nobody for weeks",
            "step": "send one old friend a photo of your day",
        },
        {
            "about": "my break-up",
            "echo": "the break-up",
            "fact": "she (left|moved out) (last month|without a word)",
            "mirror": "being left without a word",
            "step": "put the photos in a box that you can open later",
        },
        {
            "about": "my family",
            "echo": "your family",
            "fact": "my parents (fight every night|do not speak to me)",
            "mirror": "the fights at home",
            "step": "find one room or one friend's place where it is quiet",
        },
        {
            "about": "my mother",
            "echo": "losing your mother",
            "fact": "my mother died (in spring|a year ago) and I (still|can't stop) (cry|crying) in the (car|shower)",
            "mirror": "missing your mother",
            "step": "tell somebody one story about her",
        },
        {
            "about": "my panic attacks",
            "echo": "the panic",
            "fact": "my heart races (on the bus|in every queue) and I am sure that I will die",
            "mirror": "being that scared in a queue",
            "step": "breathe out for longer than you breathe in",
        },
        {
            "about": "money",
            "echo": "the money worries",
            "fact": "I am (two|three) months behind with the rent",
            "mirror": "being behind with the rent",
            "step": "call the landlord before the landlord calls you",
        },
        {
            "about": "drinking",
            "echo": "the drinking",
            "fact": "I drank again (last night|at the weekend) after (ten|forty) days",
            "mirror": "starting over after so many days",
            "step": "keep the days that you had, nobody can take them",
        },
    )
)

TITLES = (
    "I can't (cope|go on) with {about}",
    "{about} is (too much|breaking me)",
    "Does anyone else struggle with {about}?",
)
FEELINGS = (
    "I feel (empty|so tired|like a failure).",
    "I am (scared|ashamed) and I (can't tell anyone|hide it).",
    "It never (stops|gets any lighter).",
    "(Some days|At night) I (just cry|feel nothing).",
)
ASKS = (
    "What (would you do|helped you)?",
    "How do I get through (this|the week)?",
    "I (just|only) needed to say it.",
    "",
)

GOOD = {
    "understand": (
        "{mirror} sounds (exhausting|really hard).",
        "(It makes sense|No wonder) that {echo} (wears|wear) you down.",
        "I can hear how (heavy|lonely) {echo} must feel.",
        "With {mirror}, anybody would be (tired|hurt).",
    ),
    "offer": (
        "(Maybe|Perhaps) you could {step}.",
        "If you feel up to it, you could {step}.",
        "One small thing that might help is to {step}.",
    ),
    "stay": (
        "You are (not alone|welcome) here.",
        "(I'm|We are) glad that you wrote (this down|it here).",
        "You don't have to sort it all out today.",
        "What would make tonight a little (easier|lighter)?",
    ),
}
"""By what they do; a good reply takes one of each."""

TWINS: tuple[tuple[str, str], ...] = (
    ("You (just|only) need to (get over it|pull yourself together).", "It may take the time that it takes."),
    ("Stop (complaining|whining) and {step}.", "(Maybe|Perhaps) you could {step}."),
    ("You should {step}.", "If you feel up to it, you could {step}."),
    ("At least (it could be worse|others have it worse).", "{mirror} sounds (exhausting|really hard)."),
    ("Everybody has problems with {about_you}.", "I can hear how (heavy|lonely) {echo} must feel."),
    ("It will (all be fine|get better soon), I promise.", "You don't have to sort it all out today."),
    ("Honestly that is your own fault.", "Being this hard on yourself must hurt."),
    ("I'm so sorry you are going through this.", "(I'm|We are) glad that you wrote (this down|it here)."),
    ("You sound depressed, (see|go to) a doctor.", "It could help to tell a doctor what you told us."),
)
"""An unhelpful sentence, and what a kind editor makes of it."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One person's trouble and the sentences that fit it."""

    title: str
    body: str
    slots: Mapping[str, str]


def make_scene(rng: random.Random) -> Scene:
    """A post."""
    slots = dict(rng.choice(SCENES))
    slots["about_you"] = slots["about"].replace("my ", "their ")
    slots = {name: _chosen(text, rng) for name, text in slots.items()}
    feelings = rng.sample(FEELINGS, rng.randint(1, 2))
    body = " ".join(_say(part, slots, rng) for part in ("{fact}.", *feelings, rng.choice(ASKS)))
    return Scene(_say(rng.choice(TITLES), slots, rng), body.strip(), slots)


def good_reply(scene: Scene, rng: random.Random) -> str:
    """Three or four sentences that show understanding, offer something, and stay."""
    kinds = ["understand", "offer", "stay", *rng.sample(["understand", "stay"], rng.randint(0, 1))]
    return _joined([rng.choice(GOOD[kind]) for kind in kinds], scene, rng)


def poor_reply(scene: Scene, rng: random.Random) -> str:
    """Two or three sentences that help nobody."""
    return _joined([poor for poor, _ in rng.sample(TWINS, rng.randint(2, 3))], scene, rng)


def draft_and_rewrite(scene: Scene, rng: random.Random, *, kindly: bool) -> tuple[str, str]:
    """A mixed draft, and what becomes of it: every unhelpful sentence replaced, or (not kindly) nothing at all."""
    pairs = [
        *rng.sample(TWINS, rng.randint(1, 2)),
        *((good, good) for good in rng.sample(GOOD["stay"], rng.randint(0, 1))),
    ]
    rng.shuffle(pairs)
    before, after = [], []
    for poor, better in pairs:
        said = _say(poor, scene.slots, rng)
        before.append(said)
        after.append(said if poor == better or not kindly else _say(better, scene.slots, rng))
    if kindly and rng.random() < 0.5:
        after.insert(0, _say(rng.choice(GOOD["understand"]), scene.slots, rng))
    return " ".join(before), " ".join(dict.fromkeys(after))


def _joined(templates: Sequence[str], scene: Scene, rng: random.Random) -> str:
    return " ".join(dict.fromkeys(_say(template, scene.slots, rng) for template in templates))


def _say(template: str, slots: Mapping[str, str], rng: random.Random) -> str:
    text = _chosen(template, rng).format_map(slots).strip()
    return text[:1].upper() + text[1:]


def _chosen(text: str, rng: random.Random) -> str:
    while (found := _CHOICE.search(text)) is not None:
        text = text[: found.start()] + rng.choice(found.group(1).split("|")) + text[found.end() :]
    return text
