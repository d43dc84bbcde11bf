"""Words of feeling and of family, and the situations that posts tell of, each with a plain way to name it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_I = re.IGNORECASE

_FEELINGS = """
abandoned, afraid, alone, angry, anxious, ashamed, betrayed, broken, burned out, burnt out, confused,
conflicted, defeated, depressed, desperate, devastated, disappointed, discouraged, drained, embarrassed, empty,
exhausted, frightened, frustrated, furious, guilty, heartbroken, helpless, hopeless, humiliated, hurt, insecure,
invisible, isolated, jealous, lonely, lost, miserable, nervous, numb, overwhelmed, panicked, powerless,
rejected, resentful, sad, scared, shaken, stressed out, stressed, stuck, terrified, tired, torn, trapped,
uncomfortable, uneasy, unhappy, unloved, unwanted, upset, used, worn out, worried, worthless, heart broken
"""
FEELINGS = tuple(" ".join(word.split()) for word in _FEELINGS.split(","))
"""Words that can be given back to somebody as they said them. None judges a person, as "crazy" does."""

SPELT = {"burnt out": "burned out", "heart broken": "heartbroken"}

PARTNER = r"(?:(?:ex[ -]?)?(?:boyfriend|girlfriend|husband|wife|fianc[eé]e?|partner|bf|gf)|ex)"
FAMILY = (
    r"(?:step)?-?(?:mom|mum|mother|mommy|dad|father|parents|sister|brother|son|daughter|kids|children|baby|child"
    r"|grandma|grandmother|grandpa|grandfather|aunt|uncle|cousin|family|in-laws|mother-in-law)"
)
CLOSE = rf"(?:{PARTNER}|{FAMILY}|(?:best |close |good |only )?friends?|roommate|dog|cat|boss)"
_MANY = re.compile(r"(?:parents|kids|children|friends|in-laws)$", _I)
_SHORT = {"bf": "boyfriend", "gf": "girlfriend"}


@dataclass(frozen=True, slots=True)
class Situation:
    """What a pattern in a post amounts to, as a phrase that can be the subject of a sentence ("losing your job")."""

    pattern: re.Pattern[str]
    phrase: str
    """With `{who}` where the pattern names somebody."""
    after: str = "with"
    """The word that ties a feeling to it: "after losing your job", "with money so tight"."""
    weight: int = 2
    """The heavier one is reflected."""

    def told(self, match: re.Match[str]) -> str:
        """The phrase, with the person the post names."""
        if "{who}" not in self.phrase:
            return self.phrase
        who = " ".join(match["who"].lower().split())
        return self.phrase.format(who=_SHORT.get(who, who))


def _s(pattern: str, phrase: str, after: str = "with", weight: int = 2) -> Situation:
    return Situation(re.compile(pattern, _I), phrase, after, weight)


_MY = r"\bmy (?:\w+ ){0,1}?"
_UP_TO_3 = r"(?: \w+){0,3}?"
_LATELY = (
    r"(?: (?:just|recently|suddenly|finally|also|has|have|had|always|constantly|never|still|is|are|was|were|been"
    r"|keeps?|kept|would|will|just|often|even))*"
)

SITUATIONS = (
    _s(
        rf"{_MY}(?P<who>{CLOSE}){_LATELY} (?:died|passed away|passed on|passed|took (?:his|her|their) own life"
        rf"|committed suicide|killed (?:himself|herself)|killed)\b",
        "losing your {who}",
        "after",
        9,
    ),
    _s(
        rf"\b(?:lost|losing|loss of|death of) my (?:\w+ )?(?P<who>{CLOSE})\b(?! (?:'s )?(?:trust|respect|number))",
        "losing your {who}",
        "after",
        8,
    ),
    _s(r"\b(?:miscarr(?:iage|ied)|(?:lost|losing) (?:the|our) baby|stillb\w+)\b", "losing the baby", "after", 9),
    _s(
        r"\b(?:i (?:was|got|'ve been|have been)|me being|after being|been|being) (?:\w+ )?(?:raped|molested"
        r"|sexually (?:abused|assaulted)|assaulted)\b|\b(?:raped|molested|assaulted) me\b|\babused (?:as a child"
        r"|me|when i was)\b",
        "what was done to you",
        "after",
        9,
    ),
    _s(
        rf"{_MY}(?P<who>{CLOSE}){_LATELY} (?:hits?|beats?|hitting|beating|hurts?|hurting|abuses?|abusing|abused"
        rf"|chokes?|choked|slaps?|slapped|pushes|pushed|threatens?|threatened|threatening) me\b",
        "being treated like that by your {who}",
        "after",
        8,
    ),
    _s(
        rf"{_MY}(?P<who>{CLOSE}){_LATELY} (?:(?:yells?|yelling|screams?|screaming|shouts?|shouting|swears?"
        rf"|curses) at|insults?|insulting|belittles?|belittling|calls|mocks|puts? me down|putting) me\b",
        "the way your {who} speaks to you",
        "with",
        7,
    ),
    _s(
        r"\b(?:i (?:am|was|get|got|'m|'ve been|have been)|being|been|getting) (?:\w+ )?(?:bullied|picked on"
        r"|made fun of)\b|\b(?:bully|bullies|bullying|making fun of|makes? fun of|picks? on) me\b",
        "being picked on",
        "after",
        7,
    ),
    _s(
        rf"{_MY}(?P<who>{PARTNER}){_LATELY} (?:left me|dumped me|leaving me|broke up with me|broke it off"
        rf"|broke things off|ended (?:it|things|our)|breaking up with me|walked out)\b",
        "the break-up",
        "after",
        7,
    ),
    _s(
        r"\b(?:(?:my|the|our|this|a|bad|recent|rough) break ?-?up|we (?:\w+ )?broke up|we(?:'ve| have) broken up"
        r"|he broke up with me|she broke up with me|(?:he|she) (?:left|dumped) me)\b",
        "the break-up",
        "after",
        6,
    ),
    _s(
        r"\b(?:going through|getting|in the middle of|went through|after) (?:a |my |our "
        r"|the )?(?:\w+ )?divorce\b|\bmy divorce\b|\bwe(?:'re| are) (?:getting )?divorc\w+",
        "going through a divorce",
        "while",
        7,
    ),
    _s(
        rf"{_MY}(?P<who>husband|wife|partner) (?:\w+ )?wants? (?:a |to )?(?:divorce|separate|leave)\b",
        "hearing that your {who} wants to end it",
        "after",
        7,
    ),
    _s(r"\bi(?:'m| am) (?:\w+ )?separated\b|\bwe(?:'re| are) (?:\w+ )?separated\b", "the separation", "after", 5),
    _s(
        rf"(?<!think )(?<!think that ){_MY}(?P<who>{PARTNER}){_LATELY} (?:cheated|cheating|unfaithful"
        rf"|had an affair|having an affair|had been cheating|slept with|sleeping with)\b",
        "being cheated on",
        "after",
        8,
    ),
    _s(r"\bi (?:was|got|have been|'ve been) cheated on\b|\bcheated on me\b", "being cheated on", "after", 8),
    _s(r"\b(?:lied|lies|lying|lie) to me\b", "being lied to", "after", 5),
    _s(r"\b(?:lost my job|(?:was|got|been|being) (?:fired|laid off|let go from))\b", "losing your job", "after", 7),
    _s(
        r"\b(?:can't|cant|cannot|couldn't|haven't been able to|struggling to) (?:seem to )?(?:find|get"
        r"|keep) (?:a |any )?(?:job|work)\b|\bi(?:'m| am) (?:\w+ )?unemployed\b",
        "not finding steady work",
        "with",
        5,
    ),
    _s(
        r"\b(?:homeless|evicted|no place to (?:live|go|stay)|nowhere to (?:live|go|stay)|kicked (?:me )?out)\b",
        "not having a safe place to live",
        "with",
        7,
    ),
    _s(
        r"\b(?:in debt|my debts?|can't afford|cant afford|cannot afford|money (?:problems|issues|troubles)"
        r"|financial (?:problems|issues|troubles|stress|difficulties)|pay (?:my|the) (?:bills|rent)|(?:have"
        r"|got) no money)\b",
        "having money worries",
        "with",
        4,
    ),
    _s(
        rf"{_MY}(?P<who>{CLOSE}){_UP_TO_3} (?:has|have|had|with|diagnosed with|battling"
        rf"|fighting) (?:\w+ )?(?:cancer|dementia|alzheimer'?s|leukemia|a (?:stroke|brain tumou?r))\b",
        "your {who} being that ill",
        "with",
        8,
    ),
    _s(
        rf"{_MY}(?P<who>{CLOSE}) (?:is|are|got|has been|became) (?:\w+ )?(?:sick|ill|dying"
        rf"|in (?:the )?hospital)\b",
        "your {who} being ill",
        "with",
        7,
    ),
    _s(
        rf"\b(?:take care of|taking care of|caring for|care for|caretaker (?:of|for)|caregiver (?:of|for|to)"
        rf"|looking after|look after) (?:\w+ and )?my (?:\w+ )?(?P<who>{FAMILY})\b",
        "looking after your {who}",
        "while",
        5,
    ),
    _s(
        r"\b(?:have|having|had|get|getting|got|with|my|of) (?:\w+ )?(?:panic|anxiety) attacks?\b"
        r"|\bpanic attacks?\b",
        "having panic attacks",
        "with",
        6,
    ),
    _s(
        r"\b(?:have|having|with|my|suffer from|from|struggle with|struggling with|dealing with|bad|severe"
        r"|social) (?:\w+ )?anxiety\b(?! (?:attack|disorder))",
        "living with that anxiety",
        "with",
        4,
    ),
    _s(
        r"\b(?:have|having|my|suffer from|suffering from|struggle with|struggling with|dealing with|battling"
        r"|fighting|suffered from) (?:\w+ )?(?:depression|depressed)\b",
        "living with depression",
        "with",
        5,
    ),
    _s(r"\b(?:my|have|having|with|suffer from|from) (?:\w+ )?ptsd\b", "living with PTSD", "with", 6),
    _s(
        r"\bi(?: \w+){0,2} (?:can't|cant|cannot|can hardly|can barely|couldn't|don't"
        r"|haven't) (?:seem to )?(?:sleep|fall asleep|slept)\b|\b(?:trouble|hard time|difficulty"
        r"|problems?) (?:falling a)?sleeping\b|\binsomnia\b|\bhard to (?:fall a)?sleep\b",
        "sleeping so badly",
        "with",
        5,
    ),
    _s(
        r"\b(?:have|having|get|getting|had) (?:\w+ ){0,2}nightmares\b|\bmy nightmares\b", "having nightmares", "with", 5
    ),
    _s(
        r"\bi(?:'m| am| just| always| keep| can't stop| cant stop|'ve been"
        r"| have been)*(?: \w+)? cry(?:ing)?(?: myself to sleep| every (?:day|night)| all the time| a lot"
        r"| all (?:day|night)| constantly| for hours)\b|\bcan't stop crying\b|\bkeep crying\b",
        "crying that much",
        "with",
        5,
    ),
    _s(
        r"\b(?:no ?-?one|nobody|don't have any ?(?:one|body)|dont have any ?(?:one|body)|not have any ?(?:one"
        r"|body)) (?:else )?(?:to (?:talk|turn|go) to|i can (?:talk|turn) to)\b|\bcan't talk to any ?(?:one"
        r"|body)\b",
        "having nobody to talk to",
        "with",
        6,
    ),
    _s(
        r"\b(?:have|got|with|having) no (?:real |close |true )?friends\b|\b(?:don't|dont|do not) have (?:any "
        r"|many |a lot of )?(?:real |close |true )?friends\b|\blost (?:all )?(?:of )?my friends\b",
        "not having friends around you",
        "with",
        6,
    ),
    _s(
        rf"{_MY}(?P<who>{CLOSE}){_LATELY} (?:ignores? me|ignoring me|ignored me|ghosted me|stopped talking to me"
        rf"|stopped speaking to me|won't (?:talk|speak) to me|wont talk to me|doesn't (?:talk|speak) to me"
        rf"|don't talk to me|(?:doesn't|don't|won't) want (?:to talk to|anything to do with) me|cut me off"
        rf"|pushes me away|pushing me away|shuts me out)\b",
        "being shut out by your {who}",
        "after",
        6,
    ),
    _s(
        rf"{_MY}(?P<who>{CLOSE}){_LATELY} (?:doesn't|don't|dont|doesnt|do not|does not|won't|never|cannot"
        rf"|can't) (?:\w+ )?(?:understand|listen|believe|get it|take me serious\w*)\b",
        "not feeling heard by your {who}",
        "with",
        5,
    ),
    _s(
        rf"{_MY}(?P<who>{CLOSE}){_LATELY} (?:doesn't|don't|dont|doesnt|do not|does not|won't"
        rf"|never) (?:\w+ )?(?:love|care about|like|want|respect|support|accept|approve of|trust) me\b",
        "not getting that from your {who}",
        "with",
        4,
    ),
    _s(
        r"\b(?:won't let me see|can't see|cant see|not (?:able|allowed) to see|keeps? me from) my (?P<who>kids"
        r"|children|son|daughter|child|grandkids|grandchildren)\b",
        "not being able to see your {who}",
        "with",
        8,
    ),
    _s(
        r"\b(?:we|they|parents|us)(?: \w+){0,3} (?:fight|fighting|argue|arguing|bicker"
        r"|bickering)(?: \w+){0,2} (?:all the time|constantly|a lot|every ?day|always|every time|over everything"
        r"|about everything|nonstop)\b|\b(?:always|constantly|keep|all we do is|just"
        r"|do nothing but) (?:fight(?:ing)?|argu(?:e|ing))\b",
        "all the arguing",
        "with",
        4,
    ),
    _s(
        r"\b(?:can't|cant|cannot|don't|dont|hard to|unable to|couldn't|never) (?:seem to )?(?:trust"
        r"|believe) (?:him|her|them|anyone|people|my|anybody|men|women)\b|\btrust issues\b",
        "finding it hard to trust",
        "with",
        4,
    ),
    _s(
        r"\b(?:can't|cant|cannot|couldn't|unable to) (?:seem to )?(?:get over|move on from|let go of|stop loving"
        r"|forget) (?:him|her|my|this|it|what|the)\b",
        "not being able to let go",
        "with",
        5,
    ),
    _s(
        r"\b(?:can't|cant|cannot|couldn't|don't|unable to) (?:seem to )?(?:stop|quit) (?:thinking|worrying"
        r"|overthinking)\b|\b(?:racing thoughts|mind (?:won't|wont|doesn't|never) (?:stop|shut|rest))\b"
        r"|\bi over ?think\b|\boverthinking\b",
        "having a mind that won't rest",
        "with",
        4,
    ),
    _s(r"\bi (?:\w+ ){0,2}miss (?P<who>him|her|them)\b", "missing {who}", "while", 4),
    _s(
        r"\b(?:no|any|lost (?:all )?(?:my )?|don't have (?:any|the)|zero) (?:motivation|energy)\b|\b(?:can't"
        r"|cant|hard to|don't want to|struggle to) get out of (?:my )?bed\b|\b(?:lost|no) interest in\b",
        "having no energy for anything",
        "with",
        5,
    ),
    _s(
        r"\b(?:i(?:'m| am)|i'll|i never feel|i feel|feel like i'm|i am) (?:just )?(?:not |never "
        r"|never be )good enough\b",
        "feeling like you're not good enough",
        "with",
        4,
    ),
    _s(
        r"\bi (?:\w+ )?(?:hate|despise|loathe) (?:myself|who i am|my life|the way i look|how i look|my body)\b",
        "feeling that way about yourself",
        "with",
        5,
    ),
    _s(
        r"\b(?:failing|failed|flunk\w*) (?:\w+ ){0,3}(?:class(?:es)?|exams?|courses?|tests?|school|grades?"
        r"|subjects?|semester)\b|\bmy grades (?:are|have|keep|went|dropped)\b",
        "the pressure at school",
        "with",
        4,
    ),
    _s(
        r"\b(?:hate my job|my (?:job|work) is (?:\w+ )?(?:stress\w+|killing|draining|hard)|stress(?:ed"
        r"|ful)? (?:out )?(?:at|from|with|about) (?:my )?(?:work|job)|my (?:boss|coworkers?|co-workers?) (?:is"
        r"|are|hates?|yells?|treats?))\b",
        "things being this hard at work",
        "with",
        4,
    ),
    _s(
        r"\blong.distance (?:relationship|with)\b|\b(?:lives|moved) (?:far away|in another (?:state|country"
        r"|city))\b",
        "being so far apart",
        "with",
        3,
    ),
    _s(
        r"\bi (?:just |recently )?(?:moved|am moving|'m moving) (?:to a (?:new|different)|away|across"
        r"|out of state|states)\b|\bin a new (?:city|town|school|country|state|place)\b",
        "starting over in a new place",
        "while",
        3,
    ),
    _s(
        r"\bmy parents(?: \w+){0,3} (?:divorc\w+|split(?:ting)?(?: up)?|separat\w+)\b",
        "your parents splitting up",
        "after",
        5,
    ),
    _s(
        r"\b(?:don't|dont|do not|didn't|no longer) (?:really |even )?know (?:what (?:else )?to do"
        r"|where to (?:turn|start|go|begin)|who to turn to|what i should do|how to handle (?:this|it))\b"
        r"|\bno idea (?:of )?what to do\b|\bnot sure what to do\b|\bat a loss\b",
        "not knowing what to do next",
        "while",
        3,
    ),
    _s(
        r"\b(?:emotional|emotionally|verbal|verbally|physical|physically|mental"
        r"|mentally)(?: and \w+)? abus(?:ed?|ive)\b",
        "what you've been put through",
        "after",
        6,
    ),
    _s(
        r"\b(?:nervous|anxious|scared|afraid|panic\w*|uncomfortable|awkward|shy|hard) (?:being )?(?:around"
        r"|in front of|talking to|to talk to|to speak to|meeting|in) (?:\w+ )?(?:people|crowds|strangers|others"
        r"|groups|public)\b",
        "finding it so hard to be around people",
        "with",
        5,
    ),
)
