"""Diagnoses and medication belong to people who can examine somebody."""

from __future__ import annotations

import re

from models.guideline.guideline import Guideline
from models.guideline.patterns import any_of, pattern
from models.guideline.rule import Reach, Rule

CONDITION = any_of(
    r"(?:clinical(?:ly)? |major |severe |manic |post.?partum |post.?natal |chronic "
    r"|high.functioning )?depress(?:ion|ed|ive disorder)",
    r"bipolar(?: disorder)?|bpd|borderline(?: personality)?(?: disorder)?|c?.?ptsd"
    r"|post.?traumatic stress(?: disorder)?",
    r"ocd|obsessive.compulsive(?: disorder)?|adhd|autis(?:m|tic)|asperger'?s|(?:social "
    r"|generali[sz]ed )?anxiety disorder|social anxiety|panic disorder",
    r"schizo\w+|psychosis|psychotic|narcissis\w+|npd|dissociative \w+(?: disorder)?|eating disorder|anorexi\w+"
    r"|bulimi\w+|codependen\w+",
    r"\w+ personality disorder|(?:hypo)?man(?:ia|ic)|sociopath\w*|psychopath\w*|addict(?:ion)?|alcoholic"
    r"|mood disorder|dysthymia|agoraphobi\w+",
    r"chemical imbalance|attachment disorder",
)
_ROOTS = any_of(
    "depress|bipolar|bpd|borderline|ptsd|trauma|ocd|obsess|adhd|autis|asperger|anxi|panic|schizo|psycho|narciss"
    "|npd|dissoc|eating",
    "anorex|bulim|codepend|personality|mani|socio|addict|alcohol|mood|dysthym|phobi|imbalance|attachment",
)


def _is_new(match: re.Match[str], post: str) -> bool:
    """Whether the seeker did not use the condition's name; a helper may speak of what was named."""
    return not any(root in post for root in re.findall(_ROOTS, match["condition"].lower()))


_ASK_A_DOCTOR = (
    "I can't tell from here what is behind it, and a doctor or therapist could look at it with you",
    "what is behind it is hard to tell from a post, but a doctor could look into it with you",
    "if you'd like to know what is behind it, a doctor or therapist would be a good person to ask",
    "somebody trained who can sit down with you could help you work out what is behind it",
    "it could be worth asking a doctor what might be behind this",
    "a doctor or therapist could help you find out what this is",
    "nobody here can say what this is, though a doctor who listens might",
    "what you describe could be worth taking to a doctor, who can look at the whole picture",
)
_HEDGED = any_of(
    r"\b(?:if|when|while|once|whether|no need|tell|not|can't|cannot|don't|doesn't|isn't|aren't|without|doctor"
    r"|therapist|professional"
    r"|psychiatrist|diagnos\w+)\b",
    r"\b(?:i'm|i've|i'd|my|people|many|some|often|say|says|said|told|call(?:s|ed)?|might|may|could|possib\w+"
    r"|feeling|like being|in recovery)\b",
    r"\?",
)
_MUCH = (
    r"(?:clearly |obviously |definitely |probably |most likely |likely |just |suffering from |dealing with "
    r"|have |has |having |got |a bit |a little "
    r"|a case of |a classic case of |textbook |classic |severe |some |some kind of |some form of |an? |the "
    r"|very |so |severely |undiagnosed |untreated |called ){0,4}"
)

DIAGNOSIS = Guideline(
    id="diagnosis",
    looks_for=(
        "Naming a condition that the seeker did not name: you clearly have, sounds like you have, that is textbook."
    ),
    edit="Leaves the naming to somebody who can examine.",
    reason="A label from a stranger can stick or scare; only an examination can give one.",
    source="CounselBench: symptom speculation; r/depression: no diagnosing",
    weight=1.0,
    is_serious=True,
    rules=(
        Rule(
            pattern(
                any_of(
                    r"\byou(?:'re|'ve got| r)",
                    r"\byou (?:clearly |obviously |definitely |probably |just |really |certainly )*(?:are|have"
                    r"|got|suffer from|must have|must be)",
                    r"\b(?:sounds?|seems?|looks?) (?:to me )?like (?:you|you're|you have|you've got|you are)",
                    r"\b(?:youre|ur)",
                ),
                " ",
                _MUCH,
                rf"(?P<condition>{CONDITION})\b",
            ),
            into=_ASK_A_DOCTOR,
            reach=Reach.SENTENCE,
            unless=pattern(_HEDGED),
            when=_is_new,
            words_at_most=24,
        ),
        Rule(
            pattern(
                any_of(
                    r"\b(?:that|this|it)(?:'s| is| sounds like| sounds to me like| seems like)|^sounds like"
                    r"|what you have is",
                    r"\bwhat you(?:'re| are) (?:describing|going through|experiencing|feeling) (?:is|sounds like)",
                    r"\b(?:these|those) are (?:all )?(?:classic |clear |textbook )?(?:signs|symptoms) of"
                    r"|\b(?:classic|textbook|clear) (?:signs|symptoms|case) of",
                    r"\byou(?:'re| are) showing (?:classic |clear |all the )?(?:signs|symptoms) of",
                ),
                " ",
                _MUCH,
                rf"(?P<condition>{CONDITION})\b",
            ),
            into=_ASK_A_DOCTOR,
            reach=Reach.SENTENCE,
            unless=pattern(_HEDGED),
            when=_is_new,
            words_at_most=24,
        ),
    ),
)

DRUG = any_of(
    r"meds|medications?|medicines?|anti.?depressants?|anti.?psychotics?|anti.?anxiety (?:meds?|medications?"
    r"|pills?)|ssris?|snris?|benzos?",
    r"mood stabili[sz]ers?|(?:sleeping )?pills?|tablets?|prescriptions?|doses?|shrooms|mushrooms|sedatives?"
    r"|zoloft|sertraline|prozac|fluoxetine|lexapro"
    r"|escitalopram|celexa|citalopram|paxil|paroxetine",
    r"effexor|venlafaxine|cymbalta|duloxetine|wellbutrin|bupropion|xanax|alprazolam|ativan|lorazepam|klonopin"
    r"|clonazepam|valium|diazepam|buspar|buspirone",
    r"lithium|lamictal|lamotrigine|seroquel|quetiapine|abilify|aripiprazole|risperdal|risperidone|zyprexa"
    r"|olanzapine|adderall|ritalin|concerta|vyvanse",
    r"strattera|trazodone|mirtazapine|remeron|propranolol|hydroxyzine|melatonin|cbd|st\.? john'?s wort|ketamine"
    r"|microdos\w+",
)
_ASK_ABOUT_MEDICINE = (
    "a doctor or pharmacist could talk through with you whether medicine has a place in this",
    "questions about medicine are best taken to a doctor or pharmacist",
    "if medicine is on your mind, a doctor could go through it with you",
    "a doctor can help you weigh up anything to do with medicine",
    "whether medicine is part of this is something to look at with a doctor",
    "it could be worth bringing up the question of medicine with a doctor",
    "a doctor or pharmacist is the right person for anything about medicine",
    "for anything to do with medicine, a doctor who knows you is the one to ask",
)
_TOLD_TO = any_of(
    r"^(?:just |please |then |and |so |maybe |first,? |honestly,? )?",
    r"[,;:] (?:just |and |so |then )?",
    r"\b(?:and|or|but|then|so|just) ",
    r"\byou (?:\w+ ){0,2}?(?:should|need to|must|have to|could|might want to|ought to|gotta|better|can"
    r"|may want to|may need to|might need to)(?: (?:really|just|definitely|probably|also))? ",
    r"\bi(?:'d| would| really)? (?:suggest|recommend|advise|say)(?: that you| you)? (?:to )?",
    r"\btry to ",
)
_TAKE = (
    r"(?:just |really )?"
    r"(?:take|try|start|stop|quit|get|go|come|ask (?:\w+ ){0,4}?for|increase|up|double|lower|raise|reduce|skip"
    r"|switch|cut|drop|ditch|throw away|throw out|flush|wean|be|use|pop"
    r"|(?:try|start|stop|quit) (?:taking|using|getting|asking for)"
    r"|(?:(?<=suggest )|(?<=recommend )|(?<=advise ))(?:taking|trying|starting|using|getting"
    r"|asking (?:\w+ ){0,4}?for|going on)) (?:yourself )?"
    r"(?:taking |using |(?:back |down |off |on |onto |up |to |of |from )+)?"
    r"(?:some |of |my |any |your |the |those |these |that |more |an? |all |all those |a different |a higher |a lower "
    r"|different |stronger |better |(?:dose|dosage) of "
    r"|(?:an? )?(?:low|small|high|higher|lower) dose of )*"
)
_WITH_A_DOCTOR = any_of(
    r"\b(?:doctors?|psychiatrists?|prescri\w+|pharmacists?|physician|gp|as directed|evaluation|together)\b",
    r"\b(?:i (?:take|took|was|am|started|stopped)|don't|do not|never|without|before (?:you )?(?:stop|chang)\w+"
    r"|if you(?:'re| are)|whether)\b",
    r"\b(?:alcohol|refill\w*|some people|many people|overdos\w+|all (?:of )?your pills|hide|away|helpful"
    r"|research|studies)\b",
    r"\?",
)

MEDICATION = Guideline(
    id="medication",
    looks_for="Telling somebody to take, change, get or stop a medicine, or to do without a doctor.",
    edit="Sends the question to a doctor or pharmacist.",
    reason="Changing medicine on a stranger's word can do harm; a doctor knows the rest of the picture.",
    source="CounselBench: medication; r/depression and r/SuicideWatch: no medical advice",
    weight=1.0,
    is_serious=True,
    rules=(
        Rule(
            pattern(_TOLD_TO, _TAKE, DRUG, r"\b"),
            into=_ASK_ABOUT_MEDICINE,
            reach=Reach.SENTENCE,
            unless=pattern(_WITH_A_DOCTOR),
            words_at_most=26,
        ),
        Rule(
            pattern(
                r"\b(?:you(?:'d| would)? (?:really |just |definitely |probably |clearly )?(?:need|require)"
                r"|you(?:'d| would) (?:do better|be better off|benefit from)(?: being)? (?:on|off)?) ?",
                r"(?:to be on |to get on |some |an? |stronger |better |different )*",
                DRUG,
                r"\b",
            ),
            into=_ASK_ABOUT_MEDICINE,
            reach=Reach.SENTENCE,
            unless=pattern(r"\?|\b(?:doctors?|psychiatrists?|if|whether|don't|may|might)\b"),
            words_at_most=26,
        ),
        Rule(
            pattern(
                r"\b(?:you|u) (?:don't|do not|won't) need (?:a|the|any|no) (?:doctor|psychiatrist|therapist"
                r"|shrink|diagnosis)\b"
                r"|\bforget (?:the|about the|your) (?:psychiatrist|doctor|therapist)s?\b|\b(?:skip"
                r"|no need for) the tests\b",
            ),
            into=_ASK_A_DOCTOR,
            reach=Reach.SENTENCE,
            unless=pattern(r"\?|\b(?:to (?:tell|know|feel|have)|if|because|in order)\b"),
            words_at_most=24,
        ),
        Rule(
            pattern(
                r"\b(?:you|u) (?:won't|don't|wouldn't|do not|will not|no longer) (?:even |really )?need (?:the "
                r"|your |that |those |any |a )?",
                DRUG,
                r"\b",
            ),
            into=_ASK_ABOUT_MEDICINE,
            reach=Reach.SENTENCE,
            unless=pattern(r"\?|\b(?:doctors?|psychiatrists?|if|whether)\b"),
            words_at_most=26,
        ),
        Rule(
            pattern(
                r"\b(?:take|start (?:with|on)|try|increase (?:it )?to|go up to"
                r"|double) (?:\w+ ){0,3}?\d{1,4} ?(?:mg|milligrams?|mcg|ml)\b"
            ),
            into=_ASK_ABOUT_MEDICINE,
            reach=Reach.SENTENCE,
            unless=pattern(r"\?|\b(?:i (?:take|took)|my doctor)\b"),
            words_at_most=26,
        ),
    ),
)
