"""Sympathy that says nothing of this post, or says it twice; and whether a draft shows that the post was read."""

from __future__ import annotations

import re

from models.guideline.guideline import Guideline

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

_UNDERSTOOD = re.compile(
    r"\b(?:sounds? (?:like|as if|as though|so|really|very|incredibly|pretty|extremely|hard|tough|exhausting"
    r"|painful|awful|scary|lonely|frustrating|overwhelming|difficult|horrible|terrible|heart|stress\w+|confusing"
    r"|rough)|"
    r"(?:that|this|it|which|what you\W+\w+)(?:'s| is| must be| must have been| can be| has been| would be| seems"
    r"| was) (?:\w+ ){0,3}(?:hard|tough|painful|awful|scary|lonely|frustrating|overwhelming|difficult|horrible"
    r"|terrible|heart\w+|stress\w+|confusing|rough|a lot|exhausting|understandable|normal|natural|common"
    r"|challenging|devastating|hurtful|upsetting|unfair|traumatic|okay to|ok to)|"
    r"(?:hard|tough|difficult|painful|challenging|scary|frustrating|heartbreaking|stressful|awful|terrible"
    r"|horrible|rough|frightening|upsetting|overwhelming|exhausting|distressing|confusing) (?:it (?:is|must|can)"
    r"|when|to (?:have|be|see|feel|go|deal|lose|live|watch|hear|handle|cope|find|accept|let|know|break|imagine"
    r"|talk|trust|move|experience|manage|navigate|carry)|time|place|position|situation|spot|thing|decision"
    r"|experience|for you|enough|road|feeling|process|on you)|"
    r"(?:makes?|made|perfect|total|complete|lot of|making) sense|no wonder|of course you|understandabl\w+"
    r"|naturally|i (?:can |could |only |really |truly |totally |do |completely )*(?:hear|imagine|see (?:how|why"
    r"|that|you)|understand|get (?:it|why|that|how)|feel for|relate|empathi[sz]e|sympathi[sz]e|admire"
    r"|appreciate)|"
    r"(?:my )?heart (?:goes|breaks|aches|hurts)|i(?:'m| am) (?:so |very |really |truly |deeply "
    r"|terribly )*(?:sorry|glad|proud|impressed|happy (?:for|that|to hear)|touched)|sorry (?:for|about|to hear"
    r"|you|that)|glad (?:you|that you)|good (?:for you|job|on you)|kudos|congrat\w+|courage\w*|brave\w*|"
    r"you(?:'re| are) (?:not alone|very |so |really |clearly |obviously |definitely |still "
    r"|already )*(?:not alone|hurting|grieving|struggling|suffering|feeling|worried|scared|afraid|anxious"
    r"|frustrated|confused|torn|overwhelmed|sad|angry|upset|going through|carrying|dealing|trying"
    r"|doing (?:the best|a|so|your best|great|well)|experiencing|in (?:a|so much|pain|such)|concerned|strong"
    r"|brave|aware)|not alone in|"
    r"you(?:'ve| have) (?:\w+ )?(?:been through|gone through|had (?:a|so|to)|been (?:dealing|struggling|carrying"
    r"|hurt|feeling)|experienced|suffered|endured|lost|already)|you must (?:be|feel|have)|you (?:sound"
    r"|seem) (?:\w+ )?(?:like|to|hurt|sad|very|really|overwhelmed|torn|confused|frustrated|lonely|conflicted"
    r"|worried|anxious|scared|motivated|aware|ready|determined|stressed|tired|unhappy|caring|concerned)|"
    r"you(?:'re| are) (?:right|wise|smart|absolutely right)|you (?:deserve|did nothing wrong|care|clearly care"
    r"|obviously|have every right|describe|mention(?:ed)?|are describing|said|say|wrote|feel|felt|love|loved"
    r"|want|miss|wish)|your (?:feelings?|pain|hurt|grief|frustration|concern|concerns|anxiety|sadness|fear|fears"
    r"|anger|worry|worries|loneliness|stress|struggles?|loss|confusion|guilt|situation|story|question|experience"
    r"|reaction) (?:is|are|makes?|of|about|and|over|for|must|sounds?|seems?|when|that|around|toward|towards|at)|"
    r"it(?:'s| is) (?:\w+ ){0,2}(?:okay|ok|normal|natural|common|understandable|hard|tough|difficult|painful"
    r"|scary|frustrating|great|good|wonderful|awesome|admirable|clear|obvious|never easy|not easy|not uncommon"
    r"|not unusual|not your fault|very common|healthy|perfectly|possible to feel)|isn't easy|is not easy"
    r"|never easy|can't be easy|(?:been|was|were) (?:there|through)|(?:i|i've) (?:felt|went"
    r"|gone) (?:\w+ )?(?:that|this|the same|through)|same here|me too|not your fault|a lot (?:to carry"
    r"|for one person|of people feeling|out of a person)|hard on anyone|nothing small about|heavy thing"
    r"|wears? you down|weighs on you|anyone might feel|comes through in|no small thing|is a lot\b"
    r"|hard enough without|not strange that|what a (?:\w+ )?(?:difficult|hard|tough|painful|terrible|awful"
    r"|frustrating|stressful|scary|horrible|challenging|confusing|heart\w+|nightmare|loss))",
    re.IGNORECASE,
)


def is_stock(sentence: str) -> bool:
    """Whether the sentence is sorry, and nothing about what for."""
    words = _WORD.findall(sentence.lower().replace("’", "'"))
    return 0 < len(words) <= 24 and bool(_SORRY.search(sentence)) and _STOCK_WORDS.issuperset(words)


def shows_understanding(sentence: str) -> bool:
    """Whether the sentence reflects, validates or names what somebody feels. Generous: a doubtful yes adds nothing."""
    return bool(_UNDERSTOOD.search(sentence.replace("’", "'"))) and not is_stock(sentence)
