"""The situations that posts tell of, each with plain words for it."""

from __future__ import annotations

from models.guideline.lexicon import CLOSE, FAMILY, PARTNER
from models.guideline.patterns import any_of, pattern
from models.guideline.situations import Kind, Situation

_MY = r"\bmy (?:\w+ )??"
_LATELY = (
    "(?: (?:just|recently|suddenly|finally|also|has|have|had|always|constantly|never|still|is|are|was|were|been"
    "|keeps?|kept|would|will|often|even))*"
)
_CANNOT = "(?:can't|cant|cannot|couldn't|can hardly|can barely|unable to)"
_HAVE = "(?:have|having|had|get|getting|got|with|suffer from|suffering from|struggle with|struggling with|dealing with)"
_NOBODY = "(?:no ?-?one|nobody|(?:don't|do not|not) have any ?(?:one|body))"


def _event(found: str, phrase: str, tied: str, weight: int) -> Situation:
    return Situation(pattern(found), phrase, tied, Kind.EVENT, weight)


def _state(found: str, phrase: str, tied: str, weight: int) -> Situation:
    return Situation(pattern(found), phrase, tied, Kind.STATE, weight)


def _who(people: str) -> str:
    return f"{_MY}(?P<who>{people}){_LATELY}"


_LOSSES = (
    _event(
        rf"{_who(CLOSE)} (?:died|passed away|passed on|took (?:his|her|their) own life|committed suicide"
        rf"|killed (?:himself|herself)|was killed)\b",
        "losing your {who}",
        "after losing your {who}",
        9,
    ),
    _event(
        rf"\b(?:lost|losing|loss of|death of) my (?:\w+ )?(?P<who>{CLOSE})\b(?!'s| (?:trust|respect|number))",
        "losing your {who}",
        "after losing your {who}",
        8,
    ),
    _event(
        r"\b(?:i had a miscarriage|my miscarriage|i miscarried|(?:lost|losing) (?:the|our|my) baby|stillb\w+)\b",
        "losing your baby",
        "after losing your baby",
        9,
    ),
    _event(
        any_of(
            r"\b(?:i|me) (?:\w+ )?(?:was|been|being|got|were) (?:\w+ )?(?:raped|molested|sexually (?:abused"
            r"|assaulted)|assaulted)\b",
            r"\b(?:raped|molested|assaulted) me\b",
            r"\babused (?:as a child|me|when i was)\b",
        ),
        "what was done to you",
        "after what was done to you",
        9,
    ),
    _event(
        r"\b(?:i lost my job|(?:i was|i got|i've been|being|getting) (?:fired|laid off|let go from))\b",
        "losing your job",
        "after losing your job",
        7,
    ),
    _event(
        r"\b(?:won't let me see|can't see|not (?:able|allowed) to see|keeps? me from) my (?P<who>kids|children"
        r"|son|daughter|child|grandkids|grandchildren)\b",
        "not being able to see your {who}",
        "when you can't see your {who}",
        8,
    ),
)
_LOVE = (
    _event(
        rf"{_who(PARTNER)} (?:left me|dumped me|leaving me|broke up with me|broke it off|broke things off"
        rf"|ended (?:it|things|our)|breaking up with me|walked out)\b",
        "the break-up",
        "after the break-up",
        7,
    ),
    _event(
        any_of(
            r"\b(?:my|our|this|a recent|a bad|a rough|going through a|over a|over the) break ?-?up\b",
            r"\b(?:he|she) (?:broke up with|dumped) me\b",
            r"(?<!after )(?<!before )(?<!when )(?<!until )(?<!if )(?<!since )\bwe (?:just |recently "
            r"|finally )?broke up\b",
        ),
        "the break-up",
        "after the break-up",
        6,
    ),
    _event(
        r"\bi(?:'m| am) (?:\w+ ){0,2}(?:going through|getting|in the middle of) (?:a |my |our "
        r"|the )?(?:\w+ )?divorced?\b|\bmy divorce\b|\bwe(?:'re| are) (?:getting )?divorc(?:ed|ing)\b",
        "going through a divorce",
        "while you go through a divorce",
        7,
    ),
    _event(
        r"\bmy (?P<who>husband|wife|partner) (?:\w+ )?wants? (?:a |to )?(?:divorce|separate|leave me)\b",
        "hearing that your {who} wants to leave",
        "when your {who} wants to leave",
        7,
    ),
    _event(
        any_of(
            rf"{_who(PARTNER)} (?:cheated|cheating|unfaithful|had an affair|having an affair|slept with"
            rf"|sleeping with)\b(?! (?:on (?:his|her)|and i forgave))",
            r"\bi (?:was|got|have been|'ve been) cheated on\b",
            r"\bcheated on me\b",
        ),
        "being cheated on",
        "after being cheated on",
        8,
    ),
    _event(
        r"\b(?:he|she|they|boyfriend|girlfriend|husband|wife|fiance|partner|friend)(?: \w+)? (?:lied|lies|lying"
        r"|lie) to me\b",
        "being lied to",
        "after being lied to",
        5,
    ),
    _state(r"\bi (?:\w+ ){0,2}miss (?P<who>him|her|them)\b", "missing {who}", "when you miss {who} this much", 4),
    _event(
        rf"\bi(?: just)? {_CANNOT} (?:seem to )?(?:get over|move on from|let go of|stop loving|forget) (?:him"
        rf"|her|my \w+|this|it|what|the)\b",
        "not being able to let go",
        "when letting go is this hard",
        5,
    ),
    _state(
        r"\b(?:we're in|i'm in|our|a|in a) long.distance relationship\b",
        "being so far apart",
        "with this much distance between you",
        3,
    ),
)
_TREATMENT = (
    _event(
        rf"{_who(CLOSE)} (?:hits?|beats?|hitting|beating|hurts?|hurting|abuses?|abusing|abused|chokes?|choked"
        rf"|slaps?|slapped|pushes|pushed|threatens?|threatened|threatening) me\b",
        "being treated like that by your {who}",
        "after being treated like that by your {who}",
        8,
    ),
    _event(
        rf"{_who(CLOSE)} (?:(?:yells?|yelling|screams?|screaming|shouts?|shouting|swears?|curses) at|insults?"
        rf"|insulting|belittles?|belittling|mocks|puts?|putting) me\b(?! (?:to|in|on|first|through))",
        "being spoken to like that by your {who}",
        "when your {who} speaks to you like that",
        7,
    ),
    _event(
        any_of(
            r"\bi(?:'m| am| was| get| got|'ve been| have been| keep getting| keep being) (?:\w+ )?(?:bullied"
            r"|picked on|made fun of)\b",
            r"\b(?:bully|bullies|bullying|making fun of|makes? fun of|picks? on) me\b",
        ),
        "being picked on",
        "when you're picked on",
        7,
    ),
    _event(
        r"\b(?:emotionally|verbally|physically|mentally|been|being) abused (?:all my life|by my|for|every"
        r"|on a daily)\b",
        "what you've been put through",
        "after what you've been put through",
        7,
    ),
    _event(
        rf"{_who(CLOSE)} (?:ignores? me|ignoring me|ignored me|ghosted me|stopped (?:talking|speaking) to me"
        rf"|won't (?:talk|speak) to me|(?:doesn't|don't) (?:talk|speak) to me|(?:doesn't|don't"
        rf"|won't) want (?:to talk to|anything to do with) me|cut me off|pushes me away|pushing me away"
        rf"|shuts me out)\b",
        "being shut out by your {who}",
        "after being shut out by your {who}",
        6,
    ),
    _event(
        rf"{_who(CLOSE)} (?:doesn't|don't|do not|does not|won't|never|cannot|can't) (?:\w+ )?(?:understand me"
        rf"|listens?(?: to me)?|believes? me|get it|take me serious\w*)\b",
        "not feeling heard by your {who}",
        "when your {who} won't hear you",
        5,
    ),
    _event(
        any_of(
            r"\b(?:we|they|my parents)(?: \w+){0,2} (?:fight|fighting|argue|arguing|bicker"
            r"|bickering)(?: \w+){0,2} (?:all the time|constantly|a lot|every ?day|always|every time|over everything"
            r"|about everything|nonstop)\b",
            r"\b(?:we|they|my parents)(?: are|'re)? (?:always|constantly|keep|just) (?:fight(?:ing)?|argu(?:e"
            r"|ing))\b",
        ),
        "all the arguing",
        "with all the arguing",
        4,
    ),
    _event(
        r"\bmy parents(?: \w+){0,3} (?:divorc\w+|split(?:ting)?(?: up)?|separat\w+)\b",
        "your parents splitting up",
        "after your parents split up",
        5,
    ),
)
_BODY_AND_MIND = (
    _state(
        rf"\b(?:i {_HAVE}|i'm {_HAVE}|i've {_HAVE}|my|having) (?:\w+ )?(?:panic|anxiety) attacks?\b"
        rf"|\bi(?: \w+){{1,4}} panic attacks?\b",
        "having panic attacks",
        "with panic attacks",
        6,
    ),
    _state(
        rf"\bi(?:'m|'ve| am| have)?(?: also| been| really)? (?:{_HAVE}) (?:\w+ )?anxiety\b(?! (?:attack"
        rf"|disorder))|\bmy anxiety\b",
        "living with anxiety",
        "with anxiety",
        4,
    ),
    _state(
        rf"\bi(?:'m|'ve| am| have)?(?: also| been| really)? (?:{_HAVE}|battling|fighting) (?:\w+ )?depression\b"
        rf"|\bmy depression\b",
        "living with depression",
        "with depression",
        5,
    ),
    _state(rf"\bi (?:also )?{_HAVE} (?:\w+ )?ptsd\b|\bmy ptsd\b", "living with PTSD", "with PTSD", 6),
    _state(
        any_of(
            rf"\bi(?: \w+){{0,2}} (?:{_CANNOT}|don't|haven't) (?:seem to )?(?:sleep|fall asleep|slept)\b(?! (?:with"
            rf"|together|over|in the same))",
            r"\bi(?: \w+){1,3} (?:trouble|hard time|difficulty) (?:falling a)?sleeping\b",
            r"\bmy insomnia\b",
        ),
        "sleeping so badly",
        "when you can't sleep",
        5,
    ),
    _state(
        rf"\bi(?: \w+)? {_HAVE} (?:\w+ ){{0,2}}nightmares\b|\bmy nightmares\b",
        "having nightmares",
        "with nightmares",
        5,
    ),
    _state(
        any_of(
            r"\bi(?:'m| am| just| always| keep|'ve been| have been)*(?: \w+)? cry(?:ing)?(?: myself to sleep"
            r"| every (?:day|night)| all the time| a lot| all (?:day|night)| constantly| for hours)\b",
            r"\bi (?:just )?can't stop crying\b",
            r"\bi keep crying\b",
        ),
        "crying that much",
        "when you cry that much",
        5,
    ),
    _state(
        rf"\bi(?: just)? (?:{_CANNOT}|don't) (?:seem to )?(?:stop|quit) (?:thinking|worrying|overthinking)\b"
        rf"|\bmy mind (?:won't|doesn't|never) (?:stop|shut|rest)\w*\b|\bi over ?think\b",
        "having a mind that won't rest",
        "when your mind won't rest",
        4,
    ),
    _state(
        r"\bi(?: \w+){0,2} (?:no|lost (?:all )?(?:my )?|don't have (?:any|the)|zero) (?:motivation|energy)\b"
        r"|\bi(?: \w+){0,2} get out of (?:my )?bed\b|\bi(?:'ve)?(?: have)? (?:lost|no) interest in\b",
        "having no energy for anything",
        "with no energy for anything",
        5,
    ),
    _state(
        r"\bi(?:'m| am|'ll| feel like i'm| will)? (?:just )?(?:not |never |never be )(?:be )?good enough\b",
        "feeling that you're not good enough",
        "when you feel that you're not good enough",
        4,
    ),
    _state(
        r"\bi (?:\w+ )?(?:hate|despise|loathe) (?:myself|who i am|the way i look|how i look|my body)\b",
        "feeling that way about yourself",
        "when you feel that way about yourself",
        5,
    ),
    _state(
        r"\bi(?:'m| am| get| feel) (?:\w+ )?(?:nervous|anxious|scared|uncomfortable|awkward"
        r"|shy) (?:being )?(?:around|in front of|talking to|to talk to|to speak to|meeting) (?:\w+ )?(?:people"
        r"|crowds|strangers|others|groups)\b",
        "finding it so hard to be around people",
        "when being around people is this hard",
        5,
    ),
)
_LIFE = (
    _state(
        rf"\b(?:i|i've|and) {_CANNOT} (?:seem to )?(?:find|get|keep) (?:a |any )?(?:job|work)\b|\bi(?:'m"
        rf"| am) (?:\w+ )?unemployed\b",
        "not finding steady work",
        "when steady work is so hard to find",
        5,
    ),
    _state(
        r"\bi(?:'m| am| was|'ve been) (?:\w+ )?(?:homeless|evicted|kicked out)\b|\bi have (?:no place"
        r"|nowhere) to (?:live|go|stay)\b|\bkicked me out\b",
        "not having a safe place to live",
        "with no safe place to live",
        7,
    ),
    _state(
        rf"\bi(?:'m| am) (?:\w+ )?in debt\b|\bmy debts?\b|\b(?:i|we) {_CANNOT} afford (?:rent|food|my|our|the"
        rf"|to live(?! alone| on| by))\b|\bmy (?:money|financial) (?:problems|issues|troubles|stress)\b"
        rf"|\bi have no money\b",
        "having money worries",
        "with money worries",
        4,
    ),
    _event(
        rf"{_who(CLOSE)} (?:has|have|had|diagnosed with|battling|fighting) (?:\w+ )?(?:cancer|dementia"
        rf"|alzheimer'?s|leukemia|a (?:stroke|brain tumou?r))\b",
        "your {who} being that ill",
        "with your {who} being that ill",
        8,
    ),
    _event(
        rf"\bmy (?P<who>{CLOSE}) (?:is|are|got|has been|became) (?:very |really |seriously |terminally )?(?:ill"
        rf"|dying|in (?:the )?hospital)\b",
        "your {who} being ill",
        "with your {who} being ill",
        7,
    ),
    _state(
        rf"\bi(?:'m| am| have to| had to|'ve been)? (?:\w+ )?(?:take care of|taking care of|caring for|care for"
        rf"|looking after|look after) (?:\w+ and )?my (?:\w+ )?(?P<who>{FAMILY})\b",
        "looking after your {who}",
        "while looking after your {who}",
        5,
    ),
    _state(
        rf"\b{_NOBODY} (?:else )?(?:to (?:talk|turn|go) to|i can (?:talk|turn) to)\b"
        rf"|\bi {_CANNOT} talk to any ?(?:one|body)\b",
        "having nobody to talk to",
        "with nobody to talk to",
        6,
    ),
    _state(
        r"\bi(?:'ve| have|'ve got| got)?(?: got)? no (?:real |close |true )?friends\b|\bi (?:don't"
        r"|do not) have (?:any |many |a lot of )?(?:real |close |true )?friends\b"
        r"|\bi(?:'ve)? lost (?:all )?(?:of )?my friends\b",
        "not having friends around you",
        "without friends around you",
        6,
    ),
    _state(
        r"\bi(?:'m| am)? (?:failing|failed|flunk\w*) (?:\w+ ){0,3}(?:class(?:es)?|exams?|courses?|tests?"
        r"|school|grades?|subjects?|semester)\b|\bmy grades (?:are|have|keep|went|dropped)\b",
        "the pressure at school",
        "with the pressure at school",
        4,
    ),
    _state(
        r"\b(?:i hate my job|my (?:job|work) is (?:\w+ )?(?:stress\w+|killing|draining|hard)"
        r"|stress(?:ed)? (?:out )?(?:at|from|with|about|by) (?:my )?(?:work|job))\b",
        "things being this hard at work",
        "with things this hard at work",
        4,
    ),
    _state(
        r"\bi (?:just |recently )?(?:moved|am moving|'m moving) (?:to a (?:new|different)|away|across the"
        r"|out of state)\b",
        "starting over in a new place",
        "while starting over in a new place",
        3,
    ),
    Situation(
        pattern(
            any_of(
                r"\bi (?:really |just |even )?(?:don't|do not|no longer) (?:really |even )?know (?:what (?:else )?to do"
                r"|where to (?:turn|start|go|begin)|who to turn to|what i should do|how to handle (?:this|it))\b",
                r"\bi(?:'m| am)? (?:have )?(?:no idea|not sure|at a loss)(?: of| about)?(?: for)? what to do\b",
            )
        ),
        "not knowing what to do next",
        "when you don't know what to do next",
        Kind.DOUBT,
        3,
    ),
    Situation(
        pattern(
            rf"\bi(?:'m| am|'ve| have)? (?:\w+ )?(?:{_CANNOT}|don't|hard to|struggl\w+ to) (?:seem to )?trust (?:him"
            rf"|her|them|anyone|people|my \w+|anybody|men|women|my)\b|\bmy trust issues\b|\bi have trust issues\b"
        ),
        "finding it hard to trust",
        "when trusting is this hard",
        Kind.DOUBT,
        4,
    ),
)

SITUATIONS = (*_LOSSES, *_LOVE, *_TREATMENT, *_BODY_AND_MIND, *_LIFE)
