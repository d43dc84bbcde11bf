"""Diagnoses and medication belong to people who can examine somebody."""

from __future__ import annotations

import re

from models.guideline.guideline import Guideline
from models.guideline.rule import Reach, Rule

_I = re.IGNORECASE

CONDITION = (
    r"(?:(?:clinical(?:ly)? |major |severe |manic |post.?partum |post.?natal |chronic "
    r"|high.functioning )?depress(?:ion|ed|ive disorder)|bipolar(?: disorder)?|bpd"
    r"|borderline(?: personality)?(?: disorder)?|"
    r"c?.?ptsd|post.?traumatic stress(?: disorder)?|ocd|obsessive.compulsive(?: disorder)?|adhd|a\.?d\.?d\.?"
    r"|autis(?:m|tic)|asperger'?s|(?:social |generali[sz]ed |an? )?anxiety disorder|"
    r"social anxiety|panic disorder|schizo\w+|psychosis|psychotic|narcissis\w+|npd"
    r"|dissociative \w+(?: disorder)?|an? eating disorder|anorexi\w+|bulimi\w+|codependen\w+|"
    r"\w+ personality disorder|(?:hypo)?man(?:ia|ic)|sociopath\w*|psychopath\w*|an? addict(?:ion)?|alcoholic"
    r"|an? mood disorder|dysthymia|agoraphobi\w+|a phobia|a chemical imbalance|an attachment disorder)"
)
_ROOTS = (
    "depress",
    "bipolar",
    "bpd",
    "borderline",
    "ptsd",
    "trauma",
    "ocd",
    "obsess",
    "adhd",
    "add",
    "autis",
    "asperger",
    "anxi",
    "panic",
    "schizo",
    "psycho",
    "narciss",
    "npd",
    "dissoc",
    "eating",
    "anorex",
    "bulim",
    "codepend",
    "personality",
    "mani",
    "socio",
    "addict",
    "alcohol",
    "mood",
    "dysthym",
    "phobi",
    "imbalance",
    "attachment",
)


def _is_new(match: re.Match[str], post: str) -> bool:
    """Whether the seeker did not use the condition's name; a helper may speak of what was named."""
    named = match["condition"].lower()
    return not any(root in post for root in _ROOTS if root in named)


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
_HEDGED = re.compile(
    r"\?|\b(?:if|whether|not|n't|can't|cannot|don't|doesn't|isn't|aren't|without|doctor|therapist|professional"
    r"|psychiatrist|diagnos\w+|i|i'm|i've|i'd|me|my|people|many|some|often|say|says|said|told|call(?:s|ed)?"
    r"|might|may|could|possib\w+|feel(?:ing)? )\b",
    _I,
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
            re.compile(
                rf"\b(?:you(?:'re| are| r)?|youre|ur|you sound like you|sounds? (?:to me )?like you"
                rf"|seems? (?:to me )?like you|i think you|i'd say you)(?:'re| are|'ve got| have| got"
                rf"| suffer(?:ing)? from| must have| must be| probably have| have got)? (?:clearly |obviously "
                rf"|definitely |probably |most likely |likely |just |suffering from |dealing with |have |has "
                rf"|having |got |a bit |a little |a case of |a classic case of |textbook |classic |severe |some "
                rf"|some kind of |some form of |an? |the |very |so |severely |undiagnosed "
                rf"|untreated ){{0,4}}(?P<condition>{CONDITION})\b",
                _I,
            ),
            into=_ASK_A_DOCTOR,
            reach=Reach.CLAUSE,
            unless=_HEDGED,
            when=_is_new,
            words_at_most=24,
        ),
        Rule(
            re.compile(
                rf"\b(?:(?:that|this|it)(?:'s| is| sounds like| sounds to me like| seems like)|sounds like"
                rf"|what you(?:'re| are) (?:describing|going through|experiencing|feeling) (?:is|sounds like)"
                rf"|what you have is|(?:these|those) are (?:all )?(?:classic |clear |textbook )?(?:signs"
                rf"|symptoms) of|you(?:'re| are) showing (?:classic |clear |all the )?(?:signs|symptoms) of"
                rf"|(?:classic|textbook|clear) (?:signs|symptoms|case) of) (?:clearly |obviously |definitely "
                rf"|probably |most likely |just |called |a |an |some |some kind of |a case of "
                rf"|a classic case of |textbook |classic |severe |undiagnosed |signs of "
                rf"|symptoms of ){{0,3}}(?P<condition>{CONDITION})\b",
                _I,
            ),
            into=_ASK_A_DOCTOR,
            reach=Reach.CLAUSE,
            unless=_HEDGED,
            when=_is_new,
            words_at_most=24,
        ),
    ),
)

DRUG = (
    r"(?:meds|medications?|medicines?|anti.?depressants?|anti.?psychotics?|anti.?anxiety (?:meds?|medications?"
    r"|pills?)|ssris?|snris?|benzos?|mood stabili[sz]ers?|sleeping pills?|pills|sedatives?|"
    r"zoloft|sertraline|prozac|fluoxetine|lexapro|escitalopram|celexa|citalopram|paxil|paroxetine|effexor"
    r"|venlafaxine|cymbalta|duloxetine|wellbutrin|bupropion|"
    r"xanax|alprazolam|ativan|lorazepam|klonopin|clonazepam|valium|diazepam|buspar|buspirone|lithium|lamictal"
    r"|lamotrigine|seroquel|quetiapine|abilify|aripiprazole|"
    r"risperdal|risperidone|zyprexa|olanzapine|adderall|ritalin|concerta|vyvanse|strattera|trazodone|mirtazapine"
    r"|remeron|propranolol|hydroxyzine|melatonin|cbd|st\.? john'?s wort|ketamine|microdos\w+)"
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

MEDICATION = Guideline(
    id="medication",
    looks_for="Telling somebody to take, change, get or stop a medicine.",
    edit="Sends the question to a doctor or pharmacist.",
    reason="Changing medicine on a stranger's word can do harm; a doctor knows the rest of the picture.",
    source="CounselBench: medication; r/depression and r/SuicideWatch: no medical advice",
    weight=1.0,
    is_serious=True,
    rules=(
        Rule(
            re.compile(
                rf"(?:^(?:just |please |then |and |so |maybe |first,? |honestly,? )?|[,;:] (?:just |and |so "
                rf"|then )?|\b(?:and|or|but|then|so|just) |\byou (?:\w+ ){{0,2}}?(?:should|need to|need|must"
                rf"|have to|could|might want to|ought to|gotta|better|can|may want to|may need to|may need"
                rf"|might need)(?: (?:really|just|definitely|probably|also))? |\bi(?:'d| would"
                rf"| really)? (?:suggest|recommend|advise|say)(?: that you| you)? (?:to )?|\btry to )"
                rf"(?:(?:just |really )?(?:take|taking|try|trying|start|starting|stop|stopping|quit|quitting|get"
                rf"|getting|go|going|come|coming|ask (?:\w+ ){{0,4}}?for|asking (?:\w+ ){{0,4}}?for|increase"
                rf"|increasing|up|double|lower|raise|reduce|skip|skipping|switch|switching|cut|drop|ditch|wean"
                rf"|ween|need|be|use|using|pop) (?:yourself )?(?:taking |using |(?:back |down |off |on |onto "
                rf"|up |to |of |from )+)?(?:some |any |your |the |those |these |that |more |an? |all |all those "
                rf"|a different |a higher |a lower |different |stronger |better |(?:dose|dosage) of "
                rf"|(?:an? )?(?:low|small|high|higher|lower) dose of )*)?{DRUG}\b",
                _I,
            ),
            into=_ASK_ABOUT_MEDICINE,
            reach=Reach.CLAUSE,
            unless=re.compile(
                r"\?|\b(?:doctors?|psychiatrists?|prescri\w+|pharmacists?|physician|gp|i (?:take|took|take|was"
                r"|am|started|stopped)|as (?:prescribed|directed)|don't|do not|never|without"
                r"|before (?:you )?(?:stop|chang)\w+|if you(?:'re| are)|whether|alcohol|evaluation|some people"
                r"|many people|overdos\w+|together|all (?:of )?your pills|hide|away)\b",
                _I,
            ),
            words_at_most=26,
        ),
        Rule(
            re.compile(
                rf"\b(?:you(?:'d| would)? (?:really |just |definitely |probably |clearly )?(?:need|require)"
                rf"|you(?:'d| would) (?:do better|be better off|benefit from)(?: being)? (?:on"
                rf"|off)?) ?(?:to be on |some |an? |stronger |better |different )*{DRUG}\b",
                _I,
            ),
            into=_ASK_ABOUT_MEDICINE,
            reach=Reach.CLAUSE,
            unless=re.compile(r"\?|\b(?:doctors?|psychiatrists?|if|whether|don't|may|might)\b", _I),
            words_at_most=26,
        ),
        Rule(
            re.compile(
                r"\b(?:take|start (?:with|on)|try|increase (?:it )?to|go up to"
                r"|double) (?:\w+ ){0,3}?\d{1,4} ?(?:mg|milligrams?|mcg|ml)\b",
                _I,
            ),
            into=_ASK_ABOUT_MEDICINE,
            reach=Reach.CLAUSE,
            unless=re.compile(r"\?|\b(?:i (?:take|took)|my doctor)\b", _I),
            words_at_most=26,
        ),
    ),
)
