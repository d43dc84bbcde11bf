"""How near a post speaks of danger to its own writer: nothing said, ideation, or a present intent, plan or means.

Tiers, not a score: on public posts a light model's precision at 90 % recall is about 0.3, so this only decides whether
machines keep quiet and whether moderators hear at once. It never decides anything about a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.protocols import CrisisTier, Post
from models.safety.guards import before, sentence_around
from models.safety.index import PhraseIndex, segments
from models.safety.phrases import any_phrase, lines, phrase
from models.safety.quotes import blank_quotes
from models.safety.reading import read_plain, read_unmasked

IMMINENT = """
    <i-intend> {2} <my-death>
    <i-intend> {2} (<be-dead>|end it|do it|go through with it) {3} <soon>
    <my-death> {4} <soon>
    (want to|wanna|going to) <be-dead> {2} <soon>
    <soon> {4} <my-death>
    <soon> {1} i (will|am going to|'ll|'m going to) (die|end it|be dead|be gone)
    (tonight|today|tomorrow|this) (is|will be) (the (night|day|end)|my last|it for me|my final)
    it (ends|all ends|will all end|will be over) (tonight|today|tomorrow|soon)
    (this is|these are|consider this) [my] (goodbye|farewell|last (post|words|message|night|day|goodbye|letter)|
        suicide note|final (post|words|message|goodbye|letter))
    (goodbye|good bye|farewell) (everyone|everybody|all|world|reddit|cruel world|forever|to you all|to everyone|to
        this world|and thank you)
    bye (world|forever|everyone|cruel world)
    (by the time|when) (you|anyone|someone|they) (read|reads|see|sees|find|finds) (this|me) {3} (gone|dead|over|be here)
    i [have|'ve|just|already|am|'m|finally] [just|already|finally] (wrote|written|writing|left|finished|finishing) {2}
        (suicide|goodbye|farewell|final|last) (note|notes|letter|letters|message|messages)
    i [have|'ve|just|already|finally] [just|already|finally] (wrote|written) (my|the) (note|notes|letter|letters)
    i [have|'ve] [got|already|now] (a|my|the) (plan|date|method|means) (to (die|do it|end it|kill myself)|set|picked|
        ready|in place|and (a|the|my) (date|means|method|pills|time)|for (tonight|ending|suicide|how))
    i [have|'ve|got] [got|already|now|all] (the|my|a|some|enough) {1} (pills|gun|rope|noose|razor|blade|knife|tablets|
        everything i need) {3} (ready|in front of me|next to me|beside me|in my (hand|hands|lap|car|room|drawer)|here
        with me|loaded|within reach|right here|on the (table|desk))
    (pills|gun|rope|noose|razor|blade|knife|tablets) [is|are] {1} (in my (hand|hands|lap)|in front of me|next to me|
        beside me|right here)
    i [have|'ve] (just|already|now) (taken|took|swallowed) {2} (pills|tablets|bottle|meds|medication|overdose|too
        many|all of)
    i (took|swallowed) (all [of] (my|the)|a whole|the whole|a bottle|a bunch of|a lot of|too many|an overdose) {2}
    i [have|'ve] (just|already) (cut my (wrist|wrists)|slit my)
    (standing|sitting|am|i'm) [here] (on|at) (the|a) (edge|ledge|bridge|roof|rooftop|tracks|train tracks|railing)
    (nothing|<nobody>) (can|will|could) (stop me|change my mind|save me)
    i've made up my mind [and] {6} (die|dying|dead|suicide|end|life|kill|gone)
    i have made up my mind [and] {6} (die|dying|dead|suicide|end|life|kill|gone)
    (given|gave|giving) away (my|all my|everything|most of my) {1} (things|stuff|belongings|possessions|cat|dog|i own)
    (tried|attempted) to <my-death> {3} (last night|yesterday|today|earlier|this (morning|week|evening|afternoon)|
        (hours|hour|days) ago|just now)
    (last night|yesterday|today|this morning|earlier) i (tried|attempted) to <my-death>
    (attempted|tried) suicide (last night|yesterday|today|this (morning|week|evening)|again last night)
"""

CONCERN = """
    <my-death>
    (want|wants|wanted|wanting|wish|wished|wishing|wanna|hope|hoping|rather|ready|beg|begging|pray|praying|deserve|
        love|longing|long|like) [to|i could|that i|i would|it would|i'd|i] [just|only|really|simply|finally|would]
        [all] <be-dead>
    (wish|wishing) [that] i (was|were|had) (dead|never (born|been born|existed|woken up)|died|not (here|alive))
    (better|better off|easier) if i (was|were|am|had) (dead|gone|never born|not here|not around|to die|died)
    i (should|deserve to) [just] (die|be dead)
    suicidal
    (thought|thoughts|think|thinking|idea|ideas|fantasize|fantasizing|fantasise|dream|dreaming|obsessed|contemplating|
        contemplate|considering|considered|consider) (about|of|with) [my|just|often|often about] (suicide|death|dying|
        killing myself|ending (it|it all|my life|my own life|things)|being dead|not being (here|alive)|hurting myself|
        harming myself|jumping|overdosing|cutting)
    (contemplating|considering|contemplated|considered) (suicide|ending (it|my life)|death)
    (don't|do not|no longer|not) [really|even|actually|think i] (want to|wanna|wanting to|feel like) [really] (live|
        living|be alive|be here|exist|existing|wake up|go on|keep (living|going)|being alive|continue)
    (no|any|don't see the|don't see a|what's the|lost my|the) (reason|point|will) (to|in|for|of) [even] (live|living|
        be alive|go on|going on|keep (living|going)|staying alive|stay alive|life|being alive|existing)
    nothing [left] to live for
    life (isn't|is not|ain't|is no longer) worth (it|living)
    not worth living
    <everyone> (would|will|'d|is|are) {2} (better off|happier|easier|better) without me
    (better off|happier|easier|better) (without me|with me (dead|gone))
    better off dead
    <nobody> (would|will|'d) {1} (miss|notice|care) (me|if i (died|die|was gone|were gone|disappeared|killed))
    (can't|cannot|can not) (go on (living|like this|anymore|any longer)|keep living|live like this|live anymore|live
        with myself)
    (cut|cutting|burn|burning|burned|burnt|hurt|hurting|harm|harming|harmed|starve|starving) (myself|my (arm|arms|
        wrist|wrists|leg|legs|thigh|thighs))
    (self harm|selfharm|self harming|self harmed|self injury)
    (relapsed|relapse|started|stop|stopped|back to|urge to|urges to|want to|wanting to) {1} (cut|cutting) [again|
        after|for]
    i (hate|hated) (being alive|that i woke up|waking up alive)
    (never|not) (been|be) born
    unalive [myself]
    (throw|threw|throwing|made myself throw|make myself throw|puke|puked|vomit|vomited) [it|everything|lunch|dinner|
        myself|food] [all] [up] (after (eating|lunch|dinner|breakfast|meals|every|the)|again after|on purpose)
    (purging|purged|purge) {2} (again|every|after|daily|day|my|food|meals)
    (haven't|have not|barely) eaten [anything] (in|for) {2} days
    (starve|starving|starved) myself
    suicide (note|plan|letter|attempt|attempts)
"""

_FIGURE = any_phrase(
    lines("""
        of (embarrassment|laughter|laughing|boredom|shame|cringe|cuteness|curiosity|excitement|heat|hunger|shock)
        from (embarrassment|laughter|laughing|boredom|shame|cringe|cuteness|excitement|heat|cold)
        laughing
        (lol|lmao|haha)
        for (a|that|some) (pizza|coffee|nap|cake|drink|cigarette|burger)
    """)
)
_CUT_OTHER = any_phrase(
    lines("""
        (cut|cutting) {1} (down|back|off|out|him|her|them|ties|hair|contact|class|classes|corners|sugar|carbs|costs)
    """)
)
_SUBJECT_MATTER = any_phrase(
    lines("""
        suicide (prevention|hotline|awareness|squad|rates|rate)
        for a (friend|book|paper|class|story|novel|character)
        (my|the|a) (novel|story|book|character|essay|film|game)
    """)
)
_PAST = any_phrase(
    lines("""
        used to
        (years|year|decade|decades|months) ago
        back then
        when i was [a|in|about] (kid|child|teen|teenager|younger|young|#|twelve|thirteen|fourteen|fifteen|sixteen|
            seventeen|eighteen|nineteen|high school|college|school)
        in the past
        in (high|middle) school
        as a (kid|child|teen|teenager)
        last (year|spring|summer|autumn|fall|winter)
        at (#|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty) $
        (once|i) was [once|very|deeply|also] suicidal
        no longer (suicidal|think|want to (die|kill))
        not (suicidal|thinking)
        not suicidal (anymore|any more)
        survived
        had been
    """)
)
_STILL = any_phrase(
    lines("""
        (again|still|now|lately|today|tonight|these days|since then|returned|returning|came back|coming back)
        (is|are) back
    """)
)
_NEGATED = before(
    """
    (not|never|don't|didn't|won't|wouldn't|isn't|wasn't|haven't|ain't|couldn't|without|neither|nor)
    no (intention|plan|plans|desire|wish) (of|to|for)
    """,
    reach=4,
)
_OTHERS = re.compile(
    r"\b(?:he|she|they|someone|somebody|people|who|friend|brother|sister|son|daughter|mother|mom|mum|father|dad|wife|husband|girlfriend|"
    r"boyfriend|gf|bf|partner|roommate|cousin|uncle|aunt|ex|kid|child|teenager|student|client|patient|neighbou?r|you|anyone|him|her|"
    r"them|coworker|colleague|grandfather|grandmother|classmate|celebrity|singer|character)(?:'s|'ll|'d|'ve|'re)?\b"
)
_ME = re.compile(r"\b(?:i|i'm|im|i've|i'd|i'll|me|my|myself)\b")

_INDEX = PhraseIndex(
    [(CrisisTier.IMMINENT, phrase(line)) for line in lines(IMMINENT)]
    + [(CrisisTier.CONCERN, phrase(line)) for line in lines(CONCERN)]
)


def crisis_tier(post: Post) -> CrisisTier:
    """The highest tier that any sentence of the post's title or body reaches."""
    plain = read_plain(blank_quotes(post.text))
    unmasked = read_unmasked(plain, _INDEX.vocabulary)
    found = CrisisTier.NONE
    for reading in (plain, unmasked) if unmasked else (plain,):
        for tier in _tiers(reading.text):
            if tier is CrisisTier.IMMINENT:
                return tier
            found = tier
    return found


def _tiers(text: str) -> Iterator[CrisisTier]:
    """The tier of each thing that is said and counts."""
    for start, end in segments(text):
        for tier, candidate in _INDEX.candidates(text[start:end]):
            if any(_counts(text, *match.span()) for match in candidate.regex.finditer(text, start, end)):
                yield tier


def _counts(text: str, start: int, end: int) -> bool:
    """Whether the words are meant, now, and by the writer of themselves."""
    where = sentence_around(text, start, end)
    said = text[start:end]
    if (
        _FIGURE.match(where.after.lstrip())
        or _CUT_OTHER.search(said + where.after)
        or _SUBJECT_MATTER.search(said + where.after)
    ):
        return False
    if _NEGATED.search(where.before):
        return False
    whole = where.before + said + where.after
    if _PAST.search(whole) and not _STILL.search(where.after):
        return False
    return not _is_about_another(where.before, said)


def _is_about_another(before: str, said: str) -> bool:
    """Whether the nearest person before the words is somebody else. No person at all means the writer."""
    if _ME.search(said):
        return False
    others, me = _last(_OTHERS, before + said), _last(_ME, before)
    return others > me


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)
