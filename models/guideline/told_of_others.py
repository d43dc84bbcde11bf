"""What posts tell of losses, of love, and of how others treat somebody, with plain words for it."""

from __future__ import annotations

from models.guideline.lexicon import CLOSE, PARTNER
from models.guideline.patterns import any_of
from models.guideline.situations import CANNOT, event, state, who

_LOSSES = (
    event(
        rf"\bmy (?:\w+ )?{CLOSE} and (?:my )?(?:\w+ )?{CLOSE} (?:have )?(?:both )?(?:died|passed away|passed)\b",
        "losing them both",
        "after losing them both",
        9,
    ),
    event(
        rf"\bmy (?:\w+ )??(?P<who>{CLOSE})(?: (?!and my|but|because|when|who|after|before|says?|said"
        rf"|thinks?)\w+){{0,6}}? (?:died|passed away|passed on|took (?:his|her|their) own life|committed suicide"
        rf"|killed (?:himself|herself)|was killed)\b",
        "losing your {who}",
        "after losing your {who}",
        9,
    ),
    event(
        rf"\b(?:lost|losing|loss of|death of) my (?:\w+ )?(?P<who>{CLOSE})\b(?!'s| (?:trust|respect|number))",
        "losing your {who}",
        "after losing your {who}",
        8,
    ),
    event(
        r"\b(?:i had a miscarriage|my miscarriage|i miscarried|(?:lost|losing) (?:the|our|my) baby|stillb\w+)\b",
        "losing your baby",
        "after losing your baby",
        9,
    ),
    event(
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
    event(
        r"\b(?:i lost my job|(?:i was|i got|i've been|being|getting) (?:fired|laid off|let go from))\b",
        "losing your job",
        "after losing your job",
        7,
    ),
    event(
        r"\b(?:won't let me see|can't see|not (?:able|allowed) to see|keeps? me from) my (?P<who>kids|children"
        r"|son|daughter|child|grandkids|grandchildren)\b",
        "not being able to see your {who}",
        "when you can't see your {who}",
        8,
    ),
)
_LOVE = (
    event(
        rf"{who(PARTNER)} (?:left me|dumped me|leaving me|broke up with me|broke it off|broke things off"
        rf"|ended (?:it|things|our)|breaking up with me|walked out)\b",
        "the break-up",
        "after the break-up",
        7,
    ),
    event(
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
    event(
        r"\bi(?:'m| am) (?:\w+ ){0,2}(?:going through|getting|in the middle of) (?:a |my |our "
        r"|the )?(?:\w+ )?divorced?\b|\bmy divorce\b|\bwe(?:'re| are) (?:getting )?divorc(?:ed|ing)\b",
        "going through a divorce",
        "while you go through a divorce",
        7,
    ),
    event(
        r"\bmy (?P<who>husband|wife|partner) (?:\w+ )?wants? (?:a |to )?(?:divorce|separate|leave me)\b",
        "hearing that your {who} wants to leave",
        "when your {who} wants to leave",
        7,
    ),
    event(
        any_of(
            rf"{who(PARTNER)} (?:cheated|cheating|unfaithful|had an affair|having an affair|slept with"
            rf"|sleeping with)\b(?! (?:on (?:his|her)|and i forgave))",
            r"\bi (?:was|got|have been|'ve been) cheated on\b",
            r"\bcheated on me\b",
        ),
        "being cheated on",
        "after being cheated on",
        8,
    ),
    event(
        r"\b(?:he|she|they|boyfriend|girlfriend|husband|wife|fiance|partner|friend)(?: \w+)? (?:lied|lies|lying"
        r"|lie) to me\b",
        "being lied to",
        "after being lied to",
        5,
    ),
    state(r"\bi (?:\w+ ){0,2}miss (?P<who>him|her|them)\b", "missing {who}", "when you miss {who} this much", 4),
    event(
        rf"\bi(?: just)? {CANNOT} (?:seem to )?(?:get over|move on from|let go of|stop loving|forget) (?:him"
        rf"|her|my \w+|this|it|what|the)\b",
        "not being able to let go",
        "when letting go is this hard",
        5,
    ),
    event(
        rf"{who(PARTNER)} (?:has feelings for|likes|loves|is in love with|in love with|wants to be with"
        rf"|is seeing|seeing) (?:another|someone|somebody)\b"
        r"|\b(?:she|he) (?:told me|admitted|admitted to me|said)(?: to me)?(?: that)? (?:she"
        r"|he) has feelings for (?:another|someone|somebody)\b",
        "hearing that there is somebody else",
        "after hearing that there is somebody else",
        6,
    ),
)
_TREATMENT = (
    event(
        rf"{who(CLOSE)} (?:hits?|beats?|hitting|beating|hurts?|hurting|abuses?|abusing|abused|chokes?|choked"
        rf"|slaps?|slapped|pushes|pushed|threatens?|threatened|threatening) me\b",
        "being treated like that by your {who}",
        "after being treated like that by your {who}",
        8,
    ),
    event(
        rf"{who(CLOSE)} (?:(?:yells?|yelling|screams?|screaming|shouts?|shouting|swears?|curses) at|insults?"
        rf"|insulting|belittles?|belittling|mocks|puts?|putting) me\b(?! (?:to|in|on|first|through))",
        "being spoken to like that by your {who}",
        "when your {who} speaks to you like that",
        7,
    ),
    event(
        any_of(
            r"\bi(?:'m| am| was| get| got|'ve been| have been| keep getting| keep being) (?:\w+ )?(?:bullied"
            r"|picked on|made fun of)\b",
            r"\b(?:bully|bullies|bullying|making fun of|makes? fun of|picks? on) me\b",
        ),
        "being picked on",
        "when you're picked on",
        7,
    ),
    event(
        r"\b(?:emotionally|verbally|physically|mentally|been|being) abused (?:all my life|by my|for|every"
        r"|on a daily)\b",
        "what you've been put through",
        "after what you've been put through",
        7,
    ),
    event(
        rf"{who(CLOSE)} (?:ignores? me|ignoring me|ignored me|ghosted me|stopped (?:talking|speaking) to me"
        rf"|won't (?:talk|speak) to me|(?:doesn't|don't) (?:talk|speak) to me|(?:doesn't|don't"
        rf"|won't) want (?:to talk to|anything to do with) me|cut me off|pushes me away|pushing me away"
        rf"|shuts me out)\b",
        "being shut out by your {who}",
        "after being shut out by your {who}",
        6,
    ),
    event(
        rf"{who(CLOSE)} (?:doesn't|don't|do not|does not|won't|never|cannot|can't) (?:\w+ )?(?:understand me"
        rf"|listens?(?: to me)?|believes? me|get it|take me serious\w*)\b",
        "not feeling heard by your {who}",
        "when your {who} won't hear you",
        5,
    ),
    event(
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
    event(
        r"\bmy parents(?: \w+){0,3} (?:divorc\w+|split(?:ting)?(?: up)?|separat\w+)\b",
        "your parents splitting up",
        "after your parents split up",
        5,
    ),
)

OF_OTHERS = (*_LOSSES, *_LOVE, *_TREATMENT)
