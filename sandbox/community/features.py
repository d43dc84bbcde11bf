"""What can be counted in a reply, from its text alone, whoever or whatever wrote it."""

# A pattern stays whole on its line: cut in two it hides its brackets.
# ruff: noqa: E501
from __future__ import annotations

import re
from dataclasses import dataclass


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_VALIDATION = _any_of(
    r"(?:that|this|it|what you \w+|\w+ing)\b[^.?!]{0,60}\b(?:sounds?|must (?:be|feel|have)|makes? (?:\w+ ){0,3}sense|feels?)\b",
    r"\bmust (?:be|feel|hurt|weigh|make)\b",
    r"\bsounds? (?:\w+ ){0,2}(?:hard|heavy|lonely|painful|exhausting|tiring|draining|frightening|rough|tough|sad|unfair)\b",
    r"\bno small thing\b|\btakes? a (?:lot out of|toll)\b|\bwears? (?:you|a person|anyone|people) (?:down|out)\b|\bhard enough\b",
    r"\bcomes? through in what you\b|\bwould leave (?:\w+ ){1,4}feeling\b|\bany(?:one|body) (?:might|could|would) feel\b",
    r"\bmakes? (?:\w+ ){0,4}sense\b|\bno wonder\b|\bnaturally\b|\bunderstandable\b",
    r"\b(?:is|only|just|so|very|completely|really) human\b",
    r"\bof course (?:you|it|this|that)\b",
    r"\bi(?:'m| am)? (?:can )?(?:hear|see|understand|imagine|struck)\b[^.?!]{0,30}\b(?:you|why|how)\b",
    r"\bany(?:one|body)\b[^.?!]{0,30}\bwould\b|\bwould (?:wear|grind|make|break) any(?:one|body)\b",
    r"\byou(?:'re| are| have|'ve)(?: \w+){0,3} (?:not alone|been (?:carrying|holding|through)|carrying|trying|tried)\b",
    r"\byou(?:'re| are) (?:not|n't) (?:stupid|weak|ridiculous|broken|alone|selfish|lazy)\b",
    r"\byou aren't (?:stupid|weak|ridiculous|broken|alone|selfish|lazy)\b",
    r"\b(?:both are|both be|can both) (?:true|real|allowed)\b",
    r"\b(?:isn't|is not) (?:weakness|treason|your fault|something you did wrong)\b|\bwas never your job\b",
    r"\b(?:i'm|i am) (?:really |so )?(?:glad|relieved) (?:that )?you\b|\bthank you for (?:trusting|telling|sharing|writing)\b",
    r"\b(?:such|so) a? ?(?:\w+ )?(?:heavy|lonely|hard|painful|exhausting|sad)\b",
    r"\bbeing (?:\w+ ){1,8}is (?:\w+ )?(?:heavy|lonely|hard|painful|exhausting|terrifying|frightening)\b",
    r"\bit(?:'s| is) (?:okay|ok|fine|all right|human) to\b|\bnothing (?:wrong with you|shameful)\b",
    r"\b(?:hard|heavy|lot|enormous weight|heavy thing) (?:to (?:carry|hold|bear|take|live with|deal with))\b",
)
_OFFER = _any_of(
    r"\byou (?:could|might|may want|can) |\bmaybe |\bperhaps |\bit (?:might|may|could) help to ",
    r"\bif you (?:want|like|feel|can)\b|\bthere (?:may|might) be an? |\bwould it be possible|\bhave you thought of",
    r"\bi(?:'d| would) (?:start|try|begin)\b|\ba small (?:first )?step\b",
)
_TRIED = _any_of(r"\bone (?:\w+ )?(?:thing|sentence|idea) that helped\b|\bwhat helped me\b|\bhelped me was\b")
_DOING = _any_of(
    r"\b(?:writ(?:e|ing)|wrote|call|ring|tell(?:ing)?|ask(?:ing)?|walk|sit(?:ting)?|breathe|list|book|open|put(?:ting)?|send(?:ing)?",
    r"drink|eat|sleep|plan|keep|copy|read|note|turn|move|mute|set|pick(?:ing)?|talk(?:ing)?|text|go(?:ing)?|stay|cross|make",
    r"unpack(?:ing)?|hold|light|decide|do|buy|giv(?:e|ing)|say|getting|becoming|explaining|naming|answering|visit|join|try|take|find",
    r"ride)\b",
)
_ORDER = _any_of(
    r"(?:^|[.!?;:\n,]\s*|\b(?:and|so)\s+)(?:just\s+)?(?:stop|quit|don't|get|go|try to|find|man up|toughen|pull yourself|snap out|forget"
    r"|move on|block|delete|grow|calm down|relax|exercise|meditate|be (?:strong|positive|grateful|glad)|make a plan|face|think of|shut)\b",
    r"^just (?!as|because|so|the|that|this|wanted|wondering|here|a\b|an\b|in|like|to|under|over|know|saying)\w+",
    r"\byou (?:need|have|ought) to\b|\byou (?:should|must)\b|\byou'd better\b",
)
_EMPTY = _any_of(
    r"\bsorry (?:to hear|for your|for what|you(?:'re| are) going|that you(?:'re| are) going)",
    r"\bstay strong\b|\bhang in there\b|\byou'?ve got this\b|\bthoughts and prayers\b|\beverything happens for a reason\b",
    r"\bsending (?:you )?(?:hugs|love|positive|good|light)|\btake care of yourself\b|\bthis too shall pass\b",
)
_CLINICAL = _any_of(
    r"\b(?:individuals|maladaptive|coping mechanisms?|utili[sz]e|evidence-based|cognitive|behaviou?ral|dysregulation|intervention",
    r"elevated levels|protective factor|psychoeducation|facilitate|implement|please be advised|symptomatology|research suggests",
    r"it is (?:recommended|important|advisable))\b",
)
_SHRINK = _any_of(
    r"\bat least\b|\bhave it (?:\w+ )?worse\b|\bnot (?:that bad|the end of the world|that deep|a real problem)\b",
    r"\b(?:just|only) (?:an? )?(?:phase|job|exam|pet|dog|relationship|nerves|life|stress|old age|homesickness|money|nature|in your head)\b",
    r"\bget over it\b|\bno big deal\b|\bnothing (?:special|serious|new)\b|\bfirst world problems\b|\bperspective\b|\boverreact",
    r"\bbright side\b|\bevery(?:one|body) (?:is|has|gets|goes|fights|feels)\b|\bcount yourself lucky\b|\bbe (?:glad|grateful)\b",
    r"\bwait until you have\b",
)
_PROMISE = _any_of(
    r"\b(?:i promise|i swear|guarantee|trust me|believe me)\b|\balways gets better\b|\b(?:gets|will get) better\b",
    r"\b(?:will|gonna) (?:all )?(?:be|get|work out)(?: \w+)? (?:fine|okay|all right|better|happy)\b",
)
_CONTEMPT = _any_of(
    r"\b(?:pathetic|loser|whin(?:y|ing)|lazy|idiots?|disgust\w*|coward|waste of space|drama|shut up|selfish|pity|nobody cares|joke",
    r"your own fault|just do it|end it|better off without|want to die|stop living|don't wake up)\b",
)
_OUTSIDE = _any_of(
    r"\b(?:dm|pm|message) me\b|\bmy (?:dms|inbox)\b|\b(?:telegram|discord|whatsapp|snapchat)\b|\bprivate chat\b",
    r"\blink in\b|\bsign up\b|\buse the code\b|\byour number\b",
)
_SELF = _any_of(r"\b(?:i|me|my|mine|i'm|i've|i'd|we)\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_COMMON = frozenset(
    _WORD.findall(
        "a about after all am an and any are as at be because been but by can could did do does don't for from had "
        "has have he her him his how i if in into is it it's i'm just like me more my no not of on one or out she "
        "so some than that the their them then there they this to too up was we were what when which who will with "
        "would you you're your"
    )
)


@dataclass(frozen=True, slots=True)
class Features:
    """What can be counted in one reply."""

    words: int
    validation: int
    """Sentences that acknowledge the other's feelings or situation."""
    is_validated_first: bool
    """Whether such a sentence stands before any advice, order or question."""
    steps: int
    """Concrete things to do, offered."""
    orders: int
    questions: int
    sharing: float
    """Share of words that speak of the writer."""
    echo: float
    """How much of the post's own words come back, from 0 to 1."""
    empty: int
    clinical: int
    shrinking: int
    promises: int
    contempt: int
    outside: int
    longest_block: int
    """Words in the longest paragraph."""
    repetition: float
    """Share of word triples that were said before."""
    is_language: bool
    """Whether it reads like English sentences at all."""


def measure(text: str, post: str = "") -> Features:
    """The features of a reply, in the light of the post it answers. Lines quoted with `>` do not count."""
    own = "\n".join(line for line in text.replace("’", "'").splitlines() if not line.lstrip().startswith(">"))
    sentences = [found.group().strip() for found in _SENTENCE.finditer(own) if found.group().strip(" .!?*_")]
    words = [word.lower() for word in _WORD.findall(own)]
    validating = [bool(_VALIDATION.search(s)) and not s.endswith("?") for s in sentences]
    stepping = [_is_step(s) and not validating[i] for i, s in enumerate(sentences)]
    ordering = [bool(_ORDER.search(s)) and not stepping[i] and not s.endswith("?") for i, s in enumerate(sentences)]
    asking = [s.endswith("?") for s in sentences]
    acting = [i for i, (a, b, c) in enumerate(zip(stepping, ordering, asking, strict=True)) if a or b or c]
    return Features(
        words=len(words),
        validation=sum(validating),
        is_validated_first=True in validating and (not acting or validating.index(True) < acting[0]),
        steps=sum(stepping),
        orders=sum(ordering),
        questions=sum(asking),
        sharing=len(_SELF.findall(own)) / max(1, len(words)),
        echo=_echo(words, post),
        empty=len(_EMPTY.findall(own)),
        clinical=len(_CLINICAL.findall(own)),
        shrinking=len(_SHRINK.findall(own)),
        promises=len(_PROMISE.findall(own)),
        contempt=len(_CONTEMPT.findall(own)),
        outside=len(_OUTSIDE.findall(own)),
        longest_block=max((len(_WORD.findall(block)) for block in own.split("\n\n")), default=0),
        repetition=_repetition(words),
        is_language=sum(word in _COMMON for word in words) >= 0.22 * len(words) > 0,
    )


def _is_step(sentence: str) -> bool:
    if sentence.endswith("?"):
        return False
    return bool(_TRIED.search(sentence) or (_OFFER.search(sentence) and _DOING.search(sentence)))


def _echo(words: list[str], post: str) -> float:
    told = {word.lower() for word in _WORD.findall(post) if len(word) > 4}
    said = {word for word in words if len(word) > 4}
    return min(1.0, len(told & said) / 4) if told else 0.0


def _repetition(words: list[str]) -> float:
    triples = list(zip(words, words[1:], words[2:], strict=False))
    return 1 - len(set(triples)) / len(triples) if triples else 0.0
