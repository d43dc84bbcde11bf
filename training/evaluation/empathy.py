"""An EPITOME-like reading of empathy: emotional reactions, interpretations and explorations, 0 (none) to 2 (strong).

Rules and word lists of our own, after the published definitions of the three mechanisms; no trained model and no data
of that project's. What this can not do: it reads surfaces, so irony passes and rare wordings are missed; it knows the
words that the guideline engine writes with, so it must not be used to praise that engine above others; a model that is
trained against it will learn to please it. Read it as a description of a system's texts, never as a score of help.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.audit.case import plain
from models.guideline.lexicon import FEELINGS
from training.evaluation.words import content_words

_I = re.IGNORECASE
_FEELING = "(?:" + "|".join(sorted((re.escape(word) for word in FEELINGS), key=len, reverse=True)) + ")"
_WEIGHT = (
    r"(?:(?:really|so|very|incredibly|extremely|truly|pretty|quite|such a|a|like a|like an) )*"
    r"(?:hard|tough|heavy|difficult|painful|rough|awful|terrible|horrible|scary|frightening|terrifying|exhausting"
    r"|draining|overwhelming|frustrating|lonely|isolating|confusing|stressful|sad|hurtful|unfair|lot|burden)"
)

_MOVED = re.compile(
    r"\b(?:i(?:'m| am) (?:(?:so|very|really|truly|deeply) )*(?:sorry|sad|sorry to hear|glad|happy|proud|worried"
    r"|relieved"
    r"|moved|touched|concerned|heartbroken) (?:that |to hear (?:that |about |of )?|about |for |of )?(?:you|your"
    r"|how|what)\b"
    r"|my heart (?:breaks|aches|hurts|goes out)|(?:breaks|warms) my heart|it (?:hurts|pains|saddens) me|i feel for you"
    r"|i(?:'m| am) (?:here|rooting|cheering) (?:for|with) you|i care (?:about|what)|i(?:'m| am) proud of you)",
    _I,
)
_WARM = re.compile(
    r"\b(?:(?:so |very |really )?sorry\b|hugs?\b|sending (?:you )?(?:love|strength|warmth|good)|take care"
    r"|you(?:'re| are) not alone"
    r"|you matter|stay strong|be (?:kind|gentle) (?:to|with) yourself|i hope|wishing you|glad you"
    r"|thank you for (?:sharing"
    r"|telling|trusting|posting|reaching)|it(?:'ll| will) be (?:ok|okay|fine|all right|alright)|proud of you)",
    _I,
)
_NAMED = re.compile(
    rf"\b(?:(?:sounds?|seems?|feels?|looks?|must(?: be| feel| have been| have felt)?|can be|(?:is|'s|are) (?:so"
    rf"|really|incredibly))"
    rf" (?:like )?(?:it(?:'s| is| was| has been) |you(?:'re| are|'ve been| have been| feel) (?:feeling )?|that )?"
    rf"(?:(?:so|very|really|quite|pretty|a bit|a little|completely) )*(?:{_WEIGHT}|{_FEELING})"
    rf"|(?:you(?:'re| are| must be| must feel| feel| felt| might be| may be)|leaves? you|makes? you feel"
    rf"|left you|to (?:be|feel))"
    rf" (?:(?:so|very|really|feeling|left|completely|that|this) )*{_FEELING}"
    r"|no wonder (?:you|that)|(?:it|that|this) makes (?:\w+ )?sense that you|carry(?:ing)? (?:all|so much|that|this)"
    r"|anyone (?:would|in your))",
    _I,
)
_UNDERSTOOD = re.compile(
    r"\b(?:i (?:can )?(?:(?:totally|completely|really|do) )?(?:understand|get it|hear you|see (?:how|why|that)|relate"
    r"|(?:can(?:'t| not|not)? )?(?:only )?imagine|know (?:how|what|that feeling))|(?:been there|same here|me too)"
    r"|(?:it|that|this) makes sense|(?:that|this|it)(?:'s| is) (?:valid|normal|understandable)"
    r"|your feelings are valid)\b",
    _I,
)
_ASKED = re.compile(
    r"\b(?:tell (?:me|us) more|i(?:'d| would) (?:like|love) to (?:hear|know)|i(?:'m| am) (?:curious|wondering)|i wonder"
    r"|feel free to (?:share|tell))\b",
    _I,
)
_ADVICE = re.compile(
    r"\b(?:why (?:don't|not|can't) |have you (?:tried|considered|thought|talked|spoken|seen|looked)|what if you"
    r"|did you try"
    r"|how about|who (?:cares|needs|knows)|can't you|don't you think|right\?|you know\?|could you (?:try|maybe"
    r"|just)|are you (?:serious"
    r"|kidding|stupid|crazy))",
    _I,
)
_GENERIC = re.compile(
    r"^\W*(?:(?:so|and|but|hey|oh|well),? )?(?:what(?:'s| is| happened| has happened| is going on|'s going on"
    r"|'s wrong)(?: wrong| up)?"
    r"|are you (?:ok|okay|all right|alright|safe)(?: now| today)?|how are you(?: doing| feeling)?(?: now| today)?"
    r"|(?:do you )?(?:want|wanna|like) to (?:talk|chat|vent)(?: about it| more)?|why)\W*$",
    _I,
)


@dataclass(frozen=True, slots=True)
class Empathy:
    """The three mechanisms, 0 to 2 each."""

    reactions: int
    interpretations: int
    explorations: int

    @property
    def is_absent(self) -> bool:
        """Whether there is no sign of any."""
        return self.reactions == self.interpretations == self.explorations == 0


def empathy(sentences: Sequence[str], post: str) -> Empathy:
    """How much of each mechanism a reply to this post shows; the strongest sentence counts."""
    told = [plain(one) for one in sentences]
    known = content_words(post)
    return Empathy(
        _strongest(2 if _MOVED.search(one) else 1 if _WARM.search(one) else 0 for one in told),
        _strongest(2 if _NAMED.search(one) else 1 if _UNDERSTOOD.search(one) else 0 for one in told),
        _strongest(_exploration(one, known) for one in told),
    )


def _exploration(sentence: str, known: frozenset[str]) -> int:
    """Asking about the seeker's own matter in its own words is strong, any other open question weak, advice none."""
    is_question = sentence.rstrip().endswith("?")
    if (not is_question and not _ASKED.search(sentence)) or _ADVICE.search(sentence):
        return 0
    if _GENERIC.search(sentence):
        return 1
    is_specific = bool(known.intersection(content_words(sentence))) or re.search(rf"\b{_FEELING}\b", sentence, _I)
    return 2 if is_question and is_specific and re.search(r"\byou(?:r|'\w+)?\b", sentence, _I) else 1


def _strongest(found: Iterable[int]) -> int:
    return max(found, default=0)
