"""What posts tell of body, mind and daily life, with plain words for it."""

from __future__ import annotations

from models.guideline.lexicon import CLOSE, FAMILY
from models.guideline.patterns import any_of, pattern
from models.guideline.situations import CANNOT, HAVE, NOBODY, Kind, Situation, event, state, who

_BODY_AND_MIND = (
    state(
        rf"\b(?:i {HAVE}|i'm {HAVE}|i've {HAVE}|my|having) (?:\w+ )?(?:panic|anxiety) attacks?\b"
        rf"|\bi(?: \w+){{1,4}} panic attacks?\b",
        "having panic attacks",
        "with panic attacks",
        6,
    ),
    state(
        rf"\bi(?:'m|'ve| am| have)?(?: also| been| really)? (?:{HAVE}) (?:\w+ )?anxiety\b(?! (?:attack"
        rf"|disorder))|\bmy anxiety\b",
        "living with anxiety",
        "with anxiety",
        4,
    ),
    state(
        rf"\bi(?:'m|'ve| am| have)?(?: also| been| really)? (?:{HAVE}|battling|fighting) (?:\w+ )?depression\b"
        rf"|\bmy depression\b",
        "living with depression",
        "with depression",
        5,
    ),
    state(rf"\bi (?:also )?{HAVE} (?:\w+ )?ptsd\b|\bmy ptsd\b", "living with PTSD", "with PTSD", 6),
    state(
        any_of(
            rf"\bi(?: \w+){{0,2}} (?:{CANNOT}|don't|haven't) (?:seem to )?(?:sleep|fall asleep|slept)\b(?! (?:with"
            rf"|together|over|in the same))",
            r"\bi(?: \w+){1,3} (?:trouble|hard time|difficulty) (?:falling a)?sleeping\b",
            r"\bmy insomnia\b",
        ),
        "sleeping so badly",
        "when you can't sleep",
        5,
    ),
    state(
        rf"\bi(?: \w+)? {HAVE} (?:\w+ ){{0,2}}nightmares\b|\bmy nightmares\b",
        "having nightmares",
        "with nightmares",
        5,
    ),
    state(
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
    state(
        rf"\bi(?: just)? (?:{CANNOT}|don't) (?:seem to )?(?:stop|quit) (?:thinking|worrying|overthinking)\b"
        rf"|\bmy mind (?:won't|doesn't|never) (?:stop|shut|rest)\w*\b|\bi over ?think\b",
        "having a mind that won't rest",
        "when your mind won't rest",
        4,
    ),
    state(
        r"\bi(?: \w+){0,2} (?:no|lost (?:all )?(?:my )?|don't have (?:any|the)|zero) (?:motivation|energy)\b"
        r"|\bi(?: \w+){0,2} get out of (?:my )?bed\b|\bi(?:'ve)?(?: have)? (?:lost|no) interest in\b",
        "having no energy for anything",
        "with no energy for anything",
        5,
    ),
    state(
        r"\bi(?:'m| am|'ll| feel like i'm| will)? (?:just )?(?:not |never |never be )(?:be )?good enough\b",
        "feeling that you're not good enough",
        "when you feel that you're not good enough",
        4,
    ),
    state(
        r"\bi (?:\w+ )?(?:hate|despise|loathe) (?:myself|who i am|the way i look|how i look|my body)\b",
        "feeling that way about yourself",
        "when you feel that way about yourself",
        5,
    ),
    state(
        r"\bi(?:'m| am| get| feel) (?:\w+ )?(?:nervous|anxious|scared|uncomfortable|awkward"
        r"|shy) (?:being )?(?:around|in front of|talking to|to talk to|to speak to|meeting) (?:\w+ )?(?:people"
        r"|crowds|strangers|others|groups)\b",
        "finding it so hard to be around people",
        "when being around people is this hard",
        5,
    ),
)
_LIFE = (
    state(
        rf"\b(?:i|i've|and) {CANNOT} (?:seem to )?(?:find|get|keep) (?:a |any )?(?:job|work)\b|\bi(?:'m"
        rf"| am) (?:\w+ )?unemployed\b",
        "not finding steady work",
        "when steady work is so hard to find",
        5,
    ),
    state(
        r"\bi(?:'m| am| was|'ve been) (?:\w+ )?(?:homeless|evicted|kicked out)\b|\bi have (?:no place"
        r"|nowhere) to (?:live|go|stay)\b|\bkicked me out\b",
        "not having a safe place to live",
        "with no safe place to live",
        7,
    ),
    state(
        rf"\bi(?:'m| am) (?:\w+ )?in debt\b|\bmy debts?\b|\b(?:i|we) {CANNOT} afford (?:rent|food|my|our|the"
        rf"|to live(?! alone| on| by))\b|\bmy (?:money|financial) (?:problems|issues|troubles|stress)\b"
        rf"|\bi have no money\b",
        "having money worries",
        "with money worries",
        4,
    ),
    event(
        rf"{who(CLOSE)} (?:has|have|had|diagnosed with|battling|fighting) (?:\w+ )?(?:cancer|dementia"
        rf"|alzheimer'?s|leukemia|a (?:stroke|brain tumou?r))\b",
        "your {who} being that ill",
        "with your {who} being that ill",
        8,
    ),
    event(
        rf"\bmy (?P<who>{CLOSE}) (?:is|are|got|has been|became) (?:very |really |seriously |terminally )?(?:ill"
        rf"|dying|in (?:the )?hospital)\b",
        "your {who} being ill",
        "with your {who} being ill",
        7,
    ),
    state(
        rf"\bi(?:'m| am| have to| had to|'ve been)? (?:\w+ )?(?:take care of|taking care of|caring for|care for"
        rf"|looking after|look after) (?:\w+ and )?my (?:\w+ )?(?P<who>{FAMILY})\b",
        "looking after your {who}",
        "while looking after your {who}",
        5,
    ),
    state(
        rf"\b{NOBODY} (?:else )?(?:to (?:talk|turn|go) to|i can (?:talk|turn) to)\b"
        rf"|\bi {CANNOT} talk to any ?(?:one|body)\b",
        "having nobody to talk to",
        "with nobody to talk to",
        6,
    ),
    state(
        r"\bi(?:'ve| have|'ve got| got)?(?: got)? no (?:real |close |true )?friends\b|\bi (?:don't"
        r"|do not) have (?:any |many |a lot of )?(?:real |close |true )?friends\b"
        r"|\bi(?:'ve)? lost (?:all )?(?:of )?my friends\b",
        "not having friends around you",
        "without friends around you",
        6,
    ),
    state(
        r"\bi(?:'m| am)? (?:failing|failed|flunk\w*) (?:\w+ ){0,3}(?:class(?:es)?|exams?|courses?|tests?"
        r"|school|grades?|subjects?|semester)\b|\bmy grades (?:are|have|keep|went|dropped)\b",
        "the pressure at school",
        "with the pressure at school",
        4,
    ),
    state(
        r"\b(?:i hate my job|my (?:job|work) is (?:\w+ )?(?:stress\w+|killing|draining|hard)"
        r"|stress(?:ed)? (?:out )?(?:at|from|with|about|by) (?:my )?(?:work|job))\b",
        "things being this hard at work",
        "with things this hard at work",
        4,
    ),
    state(
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
            rf"\bi(?:'m| am|'ve| have)? (?:\w+ )?(?:{CANNOT}|don't|hard to|struggl\w+ to) (?:seem to )?trust (?:him"
            rf"|her|them|anyone|people|my \w+|anybody|men|women|my)\b|\bmy trust issues\b|\bi have trust issues\b"
        ),
        "finding it hard to trust",
        "when trusting is this hard",
        Kind.DOUBT,
        4,
    ),
)

OF_ONESELF = (*_BODY_AND_MIND, *_LIFE)
