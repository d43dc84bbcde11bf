"""What a text says that its draft did not: lived experience, diagnoses, medicine, hotlines, promises, private contact.

The patterns are wider than the guidelines' own, since a check may be wrong on the safe side and an edit may not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.audit.case import Case
from models.protocols import Finding

_I = re.IGNORECASE


@dataclass(frozen=True, slots=True)
class Claim:
    """A kind of statement that nobody may put into a helper's mouth."""

    check: str
    reason: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    """Found within the sentence before the match, it tells that this is no claim."""
    may_be_the_posts: bool = False
    """Whether the last word of a match may come from the post: a condition that the seeker named is no diagnosis."""

    def __call__(self, case: Case) -> Finding | None:
        """A finding for the first match that the draft does not hold word for word."""
        draft = _flat(case.plain_draft)
        for match in self.pattern.finditer(case.plain_text):
            said = _flat(match[0])
            if said and said in draft:
                continue
            if self.may_be_the_posts and said.rsplit(" ", 1)[-1] in case.known_words:
                continue
            before = re.split(r"[.!?\n]", case.plain_text[max(0, match.start() - 80) : match.start()])[-1]
            if self.unless is not None and self.unless.search(before):
                continue
            return Finding(self.check, self.reason, {"found": match[0][:80]})
        return None


def _flat(text: str) -> str:
    return " ".join(re.findall(r"[\w']+", text.lower()))


_HEDGE = re.compile(r"\b(?:hope|hoping|wish|can't|cannot|can not|not|nobody|no one|might|may|whether|if)\b", _I)

LIVED = Claim(
    "lived-experience",
    "It tells of a life that the draft did not tell of.",
    re.compile(
        r"\b(?:i(?:'ve| have| had|'d)? (?:also |once |been |gone |went |go |was |struggled |struggle |battled "
        r"|dealt |deal |suffered |suffer |lived |felt |experienced |overcame |survived |recovered |lost |cried )+"
        r"(?:there|through|with|from|the same|that way|like (?:that|this|you)|in your (?:shoes|place|position)"
        r"|something (?:similar|like)|exactly|my|it|this|a|an|so|too|depress\w+|anxi\w+|suicid\w+)\b|"
        r"\bi(?:'ve| have) been (?:there|where you|in (?:a|the|your)|through)|\bi was (?:there|where you|in (?:a"
        r"|the|your) (?:same|similar|shoes|place|position)|once|diagnosed|depressed|suicidal|abused|bullied"
        r"|your age)|"
        r"\bwhen i (?:was|had|went|lost|felt|got|started|tried|broke)\b|\bas (?:someone|somebody|a person"
        r"|one) who(?:'s| has|'ve| is| was| went| lost| had| also| lives)?\b|\b(?:me too|same here|been there"
        r"|i can relate|i relate)\b|"
        r"\bin my (?:own )?(?:experience|life|case|family)\b|\bmy (?:own )?(?:mom|mum|mother|dad|father|sister"
        r"|brother|wife|husband|boyfriend|girlfriend|partner|son|daughter|kids?|friend|therapist|doctor"
        r"|depression|anxiety|ptsd|journey|story|diagnosis|ex|divorce|breakup|break-up|loss|grief|struggles?"
        r"|recovery|trauma)\b|"
        r"\bi (?:also |still |used to |too )(?:feel|felt|have|had|struggle|deal|cry|think|hate|live|take|go"
        r"|suffer|wake)\b|\bi know (?:exactly |just )?(?:how (?:it|that|this|you)|what (?:it|that|this"
        r"|you))(?:'s| is| feels?|'re)? )",
        _I,
    ),
    unless=re.compile(r"\b(?:can't|cannot|don't|won't|not|never)\b[^,;]{0,20}$", _I),
)
DIAGNOSIS = Claim(
    "diagnosis",
    "It names a condition that the draft did not name.",
    re.compile(
        r"\b(?:you(?:'re| are| have|'ve got| may have| might have| could have| probably have| must have"
        r"| likely have| seem to have| suffer from| are suffering from)|sounds? (?:\w+ )?like|(?:this|that"
        r"|it)(?:'s| is| could be| might be| may be)|signs? of|symptoms? of|a case of|consistent with"
        r"|diagnosis of) (?:\w+ ){0,3}?"
        r"(?:depression|depressed|bipolar|bpd|borderline|c?-?ptsd|ocd|adhd|add|autis\w+|\w* ?anxiety disorder"
        r"|panic disorder|schizo\w+|psychosis|psychotic|narcissis\w+|personality disorder|dissociat\w+"
        r"|eating disorder|anorexi\w+|bulimi\w+|codependen\w+|man(?:ic|ia)|hypomani\w+|addict\w*|dysthymi\w+"
        r"|phobia|mental illness|chemical imbalance|trauma response)\b",
        _I,
    ),
    may_be_the_posts=True,
)
MEDICATION = Claim(
    "medication",
    "It speaks of taking, changing or stopping a medicine, and the draft did not.",
    re.compile(
        r"\b(?:take|taking|start|starting|stop|stopping|try|trying|increase|increasing|lower|double|skip|switch"
        r"|get on|go on|come off|ask for|need|prescribed?|dose|dosage|half|on) (?:\w+ ){0,3}?"
        r"(?:meds?|medications?|anti-?depressants?|anti-?psychotics?|ssris?|snris?|benzos?|benzodiazepines?"
        r"|sleeping pills?|pills?|tablets?|mood stabili[sz]ers?|sedatives?|zoloft|sertraline|prozac|fluoxetine"
        r"|lexapro|escitalopram|celexa|citalopram|paxil|paroxetine|effexor|venlafaxine|cymbalta|duloxetine"
        r"|wellbutrin|bupropion|xanax|alprazolam|ativan|lorazepam|klonopin|valium|diazepam|buspar|lithium"
        r"|lamictal|seroquel|abilify|adderall|ritalin|trazodone|mirtazapine|propranolol|melatonin|cbd"
        r"|st\.? john'?s wort|ketamine)\b|\b(?:increase|lower|double|raise|change|reduce|adjust) (?:the"
        r"|your) (?:dose|dosage)\b|\b\d+ ?(?:mg|mcg|milligrams?|ml)\b",
        _I,
    ),
)
HOTLINE = Claim(
    "hotline",
    "It names a crisis service; those come from the moderators' own template.",
    re.compile(
        r"\b(?:hot ?-?lines?|help ?-?lines?|crisis (?:lines?|text|cent(?:er|re)s?|services?|teams?|chat|support)"
        r"|lifelines?|suicide prevention|samaritans?|emergency (?:services?|number|room|line)|text home|\b988\b"
        r"|741 ?741|116 ?123|call 9-?1-?1|call 999|call 112|befrienders)\b",
        _I,
    ),
)
PROMISE = Claim(
    "promise",
    "It promises how things will turn out.",
    re.compile(
        r"\b(?:i (?:can )?(?:promise|guarantee|assure|swear)|trust me|(?:it|things|this|everything|that|life"
        r"|the pain|all of this|the feeling|the fog|the storm)(?:'ll| will| is going to| are going to"
        r"|'s going to|'s gonna) (?:\w+ ){0,3}?(?:better|okay|ok|alright|all right|fine|easier|pass|improve"
        r"|work out|fade|heal|brighten|lift|great|good)|(?:it|life|things) (?:(?!may|might|can|could|hopefully"
        r"|must)\w+ )?gets? (?:so much |much "
        r"|a lot )?(?:better|easier)|"
        r"you(?:'ll| will|'re going to| are going to) (?:\w+ ){0,3}?(?:be (?:ok|okay|fine|alright|all right"
        r"|happy)|get through|make it|feel better|get better|heal|recover|overcome|survive|find (?:someone"
        r"|somebody|love|peace|happiness|your way))|better days are|brighter days|this too shall"
        r"|time (?:will )?heals?|everything happens for)\b",
        _I,
    ),
    unless=_HEDGE,
)
PRIVATE = Claim(
    "private-contact",
    "It offers or asks to move out of sight.",
    re.compile(
        r"\b(?:(?:dm|pm|text|e-?mail|call|phone|message|inbox|whatsapp|ping|ring) (?:me|us)|(?:d\.?m\.?|p\.?m\.?"
        r"|inbox|messages?|chat|door)s? (?:is|are|'s|'re)?(?: always)? ?open|hmu|hit me up|reach (?:out to )?me"
        r"|contact me|(?:send|shoot|drop) me|message you|dm you|pm you|call you|text you|(?:talk|chat|speak"
        r"|message) (?:\w+ )?(?:privately|in private|one.on.one|offline)|private(?:ly)? (?:message|chat|msg)"
        r"|direct messages?|my (?:number|email|discord|snap\w*|insta\w*|whatsapp|telegram|skype|phone)|add me"
        r"|meet up|meet in person|discord|snapchat|whatsapp|telegram|skype|where do you live|what city"
        r"|how old are you)\b",
        _I,
    ),
    unless=re.compile(r"\b(?:don't|do not|never|rather than|instead of)\b", _I),
)
METHOD = Claim(
    "method",
    "It names a means of self-harm that the draft did not name.",
    re.compile(
        r"\b(?:overdos\w+|hang(?:ing)? yourself|noose|razor ?blades?|slit(?:ting)?|cut(?:ting)? (?:yourself"
        r"|your)|shoot(?:ing)? yourself|a gun|firearms?|jump(?:ing)? off|carbon monoxide|bleach|suffocat\w+"
        r"|kill(?:ing)? yourself|end(?:ing)? (?:it all|your life)|suicide)\b",
        _I,
    ),
)

CLAIMS = (LIVED, DIAGNOSIS, MEDICATION, HOTLINE, PROMISE, PRIVATE, METHOD)
