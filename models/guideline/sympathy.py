"""Sympathy that says nothing of this post, or says it twice; and whether a draft shows that the post was read."""

from __future__ import annotations

import re
from collections.abc import Collection

from models.guideline.guideline import Guideline
from models.guideline.patterns import any_of, pattern
from models.guideline.spelling import spelt

EMPTY = Guideline(
    id="stock-sympathy",
    looks_for="Sympathy that would fit any post: so sorry you are going through this.",
    edit="Says what this post is about, or takes the second time out.",
    reason="Naming what this person wrote shows that it was read; stock sympathy can sound automatic.",
    source="LLUMI: no generic or repeated empathy; arXiv 2604.08479: the empathy template",
    weight=0.5,
)

UNDERSTANDING = Guideline(
    id="understanding",
    looks_for="A draft in which nothing shows that the post was understood.",
    edit="Adds one sentence that reflects what the seeker said.",
    reason="A sentence that reflects what they wrote shows that they were heard before any advice comes.",
    source="EPITOME: interpretations; #chatsafe: acknowledge; BOLT: reflecting before problem-solving",
    weight=0.8,
)

_STOCK_WORDS_LISTED = """
i i'm im i've am we we're us me my so very really truly deeply terribly incredibly just genuinely sincerely
extremely sorry to hear read learn of about that you you're youre your have had has been be are is it it's was
were having going gone go through this these all such a an hard difficult tough rough painful awful terrible
horrible sad time times situation experience thing things for what struggle struggles pain trouble troubles
happened dealing deal with feeling feel felt feels way like struggling suffering facing experiencing right now
at the moment lately and too oh wow aw aww hey hi hello dear man ugh hugs hug virtual sending saddened heart
goes out breaks in much must
"""
_STOCK_WORDS = frozenset(_STOCK_WORDS_LISTED.split())
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_SORRY = re.compile(r"\b(?:sorry|saddened|heart (?:goes|breaks))\b", re.IGNORECASE)

_HARD = (
    "hard|tough|painful|awful|scary|lonely|frustrating|overwhelming|difficult|horrible|terrible|heart-?breaking"
    "|heart-?wrenching|stressful|confusing|rough"
    "|exhausting|challenging|devastating|hurtful|upsetting|unfair|traumatic|frightening|distressing|unsettling"
    "|tiring|draining|crushing|tired|sad|tragic"
)
_OKAY = "okay|ok|normal|natural|common|understandable|valid|reasonable|expected|uncommon|unusual|human"
_SURELY = pattern(
    any_of(
        rf"\bsounds? (?:\w+ ){{0,2}}(?:like|as if|as though|so|really|very|incredibly|pretty|extremely|{_HARD})\b"
        rf"|\bit seems (?:like |that |as if )?you\b",
        rf"\b(?:that|this|it|which)(?:'s| is| must be| must have been| can be| has been| would be| seems"
        rf"| was) (?:\w+ ){{0,3}}(?:{_HARD}|a lot|too much)\b",
        rf"\b(?:{_HARD}) (?:for you|place|position|situation|spot|decision|experience|time|road|it (?:is"
        rf"|must))\b|\bwhat an? (?:\w+ )?(?:{_HARD}|nightmare|loss)\b",
        r"\b(?:it|that|this) must (?:be|feel) (?:so |really |very |such )?\w+|\bwho wouldn't\b|\bonly human\b"
        r"|\b(?:is|be|'s) (?:heavy|hard|tiring|unsettling|exhausting|so tiring)\b",
        r"^(?:being|having|losing|living|hearing|watching|missing|hating|not)\b.{0,80}?\b(?:is|are|must"
        r"|sounds|isn't|can be|hurts?)\b",
        r"\b(?:is|are) (?:weighing on|getting to) you\b|\bleaves a mark\b|\ba strain on\b"
        r"|\bno surprise\b|\bwould weigh on\b|\bmany (?:of us|people) (?:would )?feel(?:ing)?\b"
        r"|\blots of people would\b|\bhow \w+ you feel\b",
        rf"\bmust (?:\w+ )?(?:hurt|sting|ache|weigh|wear|feel|have (?:been|felt|hurt)|be (?:so |really "
        rf"|very )?(?:{_HARD}))\b|\b(?:same|similar) boat\b",
        r"\bsucks?\b|\bnothing shameful\b|\bsays something good about you\b|\bnothing wrong with (?:you"
        r"|feeling)\b|\bi\b[^.!?]{1,60}\b(?:too|as well)(?= *[.!,]|$)"
        r"|\bwear (?:anyone|anybody|you|a person) down\b|\b(?:anyone|anybody) in your\b",
        rf"\b(?:so|very|really|quite|incredibly|extremely|pretty|super) (?:{_HARD})\b|\b(?:it|this"
        rf"|that) can (?:be|feel) (?:\w+ )?\w+ing\b",
        r"\b(?:makes?|made) (?:\w+ ){0,3}sense|\b(?:perfect|total|complete) sense\b|\bno wonder\b|\bof course you\b"
        r"|\bunderstandabl\w+|\bnot your fault\b",
        r"\bi (?:can |could |only |really |truly |totally |do |completely )*(?:hear (?:you|that|how|the)|imagine"
        r"|see (?:how|why|that|you)|understand|get (?:it|why|that|how)|feel for|relate|empathi[sz]e"
        r"|sympathi[sz]e|admire|appreciate)\b",
        r"\bi can't (?:even )?(?:begin to )?imagine\b|\bcannot imagine\b|\bheart (?:goes|breaks|aches|hurts)\b",
        r"\b(?:i(?:'m| am) (?:so |very |really |truly |deeply |terribly )*)?(?:sorry (?:for|about|to hear|you"
        r"|that|this)|glad (?:you|that you|to hear)|proud of you|impressed|touched)\b",
        r"\b(?:good (?:for you|job|on you)|kudos|congrat\w+|courage\w*|brave\w*|commend|applaud|strength)\b",
        r"\byou(?:'re| are| must be| must feel| sound| seem) (?:\w+ ){0,2}(?:not alone|hurting|grieving"
        r"|struggling|suffering|feeling|worried|scared|afraid|anxious|frustrated|confused|torn|overwhelmed|sad"
        r"|angry|upset|going through|carrying|dealing|hurt|stuck|in pain|concerned|tired|exhausted|conflicted"
        r"|lonely|unhappy|stressed)\b",
        r"\bnot alone\b|\byou(?:'ve| have) (?:\w+ )?(?:been through|gone through|been (?:dealing|struggling"
        r"|carrying|hurt|feeling)|experienced|suffered|endured|lost|a lot)\b",
        rf"\bit(?:'s| is) (?:\w+ ){{0,3}}(?:{_OKAY})\b|\b(?:isn't|is not|never|can't be|not) easy\b"
        rf"|\b(?:{_OKAY}) (?:to|that|for|reaction|response|feeling)\b",
        r"\b(?:been|was|were) (?:there|through (?:this|that|it))\b|\bi(?:'ve)? (?:felt|went"
        r"|gone) (?:\w+ )?(?:that|this|the same|through)\b|\bsame here\b|\bme too\b",
        r"\ba lot (?:to carry|to deal|to take|for one person|of people feeling|out of a person)\b"
        r"|\bhard on anyone\b|\bnothing small about\b|\bheavy feeling\b|\bwears? (?:you|people) down\b",
        r"\bhard place to be\b|\bweigh on you\b|\banyone might feel\b|\bno small thing\b|\bis a lot\b"
        r"|\bhard enough without\b|\bnot strange that\b|\bwould (?:hurt|feel)\b|\bwhy you'd feel\b"
        r"|\bcan't be easy\b",
    )
)
_LIKELY = pattern(
    any_of(
        r"^(?:so,? )?you (?:mention|said|say|wrote|describe|feel|felt|love|loved|want|miss|wish|care|clearly"
        r"|obviously|deserve|did nothing)\w*\b",
        r"\b(?:because|since|as|that|see|hear|know) you (?:mention|said|wrote|describe|feel|felt|love|loved|want"
        r"|miss|wish|care)\w*\b",
        r"\byour (?:feelings?|pain|hurt|grief|frustration|concerns?|anxiety|sadness|fears?|anger|worr(?:y|ies)"
        r"|loneliness|stress|struggles?|loss|confusion|guilt|situation|story|reaction) (?:is|are|makes?|must"
        r"|sounds?|seems?)\b",
        r"\byou(?:'re| are) (?:right|wise|strong|brave|aware|trying|doing)\b|\byou have every right\b"
        r"|\bso,? (?:you|your|someone|he|she)\b",
    )
)
_SUPPOSING = re.compile(r"^(?:if|when|once|whether|unless|sometimes)\b", re.IGNORECASE)


_HOLLOW = pattern(
    r"^(?:(?:just )?(?:stay|be) strong|hang in there|you(?:'ve)? got this|keep your (?:head|chin) up|chin up"
    r"|(?:my )?thoughts and prayers|praying for you",
    r"|sending (?:you )?(?:lots of |all the |some |my |positive )*(?:hugs|love|vibes|prayers|strength|light"
    r"|love and light|good vibes|virtual hugs|good thoughts)"
    r"(?: and (?:love|hugs|light|strength))?|rooting for you|keep (?:going|fighting)|one day at a time"
    r"|you are loved|virtual hugs?|(?:big )?hugs)"
    r"(?: (?:your way|to you|from here|my friend|friend|op|dear|buddy|okay|ok))*[\s.!…❤♥️]*$",
)


def is_hollow(sentence: str) -> bool:
    """Whether the sentence is a phrase of encouragement that would fit any post."""
    return bool(_HOLLOW.search(spelt(sentence)))


def is_stock(sentence: str) -> bool:
    """Whether the sentence is sorry, and nothing about what for."""
    words = _WORD.findall(sentence.lower().replace("’", "'"))
    return 0 < len(words) <= 24 and bool(_SORRY.search(sentence)) and _STOCK_WORDS.issuperset(words)


def shows_understanding(sentence: str, post_words: Collection[str] = ()) -> bool:
    """Whether the sentence reflects, validates or names what somebody feels, or takes up the post's own words.

    Generous: a doubtful yes adds nothing.
    """
    plain = spelt(sentence)
    if is_stock(plain):
        return False
    if _SURELY.search(plain) or (_LIKELY.search(plain) and not _SUPPOSING.match(plain)):
        return True
    return len(telling_words(plain) & set(post_words)) >= _TAKEN_UP


_TAKEN_UP = 3
"""So many of the post's telling words in one sentence are no accident."""


def telling_words(text: str) -> set[str]:
    """The words of `text` that say what it is about."""
    return {w for w in _WORD.findall(text.lower()) if len(w) > 3 and w not in _STOCK_WORDS and w not in _EVERYDAY}


_EVERYDAY_LISTED = """
about after again also always another anything around away back because been before being both come could didn't does
doesn't doing don't done down each else even ever every everything find first from getting give goes gone good have
having help here i'll into it's keep know last less like little long look made make makes many maybe mean more most much
must need never next nothing once only other over people really right same saying says should since some someone
something sometimes somewhere still stop such take talk tell than that that's their them then there these they thing
things think this those time told toward tried trying under until upon very want wants well went were what when where
which while will with within without won't work would year years you'd you'll your yourself
"""
_EVERYDAY = frozenset(_EVERYDAY_LISTED.split())
