"""Promising what nobody can keep: that it will get better, that all will be well, that one will always be there."""

from __future__ import annotations

from models.protocols import Hazard
from models.safety.rule import CERTAIN, HINT, LEANING, LIKELY, PERHAPS, Rule

_UNSURE = """
    (can't|cannot|won't|not|never|don't|doesn't|couldn't|wouldn't|no one can|nobody can|unable) {4} (promise|say|tell|
        know|guarantee|swear|sure|mean|certain)
    (if|unless|whether|when|until|once|how|where|so that|that way|as soon as) {5} ...
    (hope|hopefully|hoping|wish|wishing|maybe|perhaps|may|might|could|can|believe|think|confident|trust that|likely|
        probably|chances|possible) {6} ...
    (feel|feels|felt|seem|seems) {3} ...
    ... (if|when|once|unless|as long as|provided|with (help|therapy|treatment|support|practice|time and|the right))
    for me
"""

PROMISE = (
    Rule(
        "promise.gets-better", Hazard.PROMISE, LIKELY, asked=False,
        says="""
            (the|this|that|your) (pain|hurt|sadness|feeling|grief|fear|panic|loneliness|heartbreak|darkness|storm)
                (goes away|will (go away|pass|fade|end|stop|lift)|always (fades|passes|ends|goes)|passes|fades|won't
                last) [forever|always|eventually|in time|soon]
            (better|good|great|beautiful|amazing|brighter) (things|days|times) are (coming|ahead|waiting|on (the|
                their) way|around)
            it always (does|passes|ends|works|gets)
            (there's|there is|there will be|always) {2} (light|sun|rainbow) (at the end of|after|behind) (the|every|
                each|this) (tunnel|storm|rain|cloud|clouds)
            tomorrow will be (better|easier|brighter)
            <it'll> [<surely>] [<surely>] (get [so much|much|a lot|way|far|easier and] (better|easier)|be [so much|
                much|a lot] (better|easier|over|brighter)|pass|improve|go away|turn around|change for the better)
            (it|things|everything|life) (will|'ll) [<surely>] [<surely>] (get [so much|much|a lot|way] (better|
                easier)|be [so much|much|a lot] (better|easier|over|brighter)|pass|improve|go away|turn around)
            (it|things|life|everything) [<surely>] [<surely>] (gets|get) [so much|much|a lot|way] (better|easier)
            this too (shall|will) pass
            (it|things|everything|life) (can|could) only (get|go) (better|up)
            (better|brighter|happier) (days|times|things) (are|will) [be] (coming|come|ahead|waiting|around)
        """,
        unless=_UNSURE + """
            ... (for (some|many|most|others)|at|than|to|in (part|some))
            (it'll|it will|that will|this will|things will|it) be over (here|there|the)
            pass (the|your|on|this (class|exam|test|year)|it|out|by|a|that|judg~)
            ... (by|the (exam|test|class)|with (him|her|them))
        """,
    ),
    Rule(
        "promise.all-well", Hazard.PROMISE, LIKELY, asked=False,
        says="""
            (it's|its|it is|things are|everything is|everything's|you're) [all] (going to|gonna) be [all|just|totally|
                perfectly] (ok|okay|fine|alright|all right|great|good)
            (don't|do not) worry {1} (it's|it'll|it will|everything|things|you'll|you will|all) {4} (ok|okay|fine|
                alright|all right|well|good|out)
            (all|everything) will be (well|right|ok|okay) [again|in the end|soon]
            (it|everything) [all] works out [in the end]
            you've got nothing to (worry|fear) about
            (it|things|everything|all|<you>) (will|'ll|is going to|are going to|'s going to|'re going to|'s gonna|is
                gonna|'re gonna|shall) [<surely>] [<surely>] (be [<surely>|perfectly|totally] (ok|okay|alright|all
                right|fine|well|perfect|great again|good again)|work [itself|themselves] out|turn out (fine|well|okay|
                ok|alright|great|for the best)|fall into place|come together|sort itself out)
            (it|things|everything) (always|usually) (works out|turns out|work out|falls into place|fall into place)
            <it's> [all] going to (be (ok|okay|fine|alright|all right)|work out)
        """,
        unless=_UNSURE + """
            (ok|okay|fine|alright|well|all right|great) (to|for|with|without|as|either|if|place|at|in|on|that|not)
            will be (well|fine) (prepared|equipped|advised|served|suited|received|worth)
            (not|n't) {2} be (ok|okay|fine|alright|well)
        """,
    ),
    Rule(
        "promise.sworn", Hazard.PROMISE, CERTAIN, asked=False,
        says="""
            (mark my words|guaranteed|i'm certain of it|i am certain of it|i'm sure of it|that's a promise|no doubt
                about it) $
            (mark my words|i know for a fact|i'd bet my life)
            (someone|somebody) {2} is (waiting|out there) {2} for <you> [i]
            i know (for a fact|for sure|for certain|with certainty)
            (i|we) [really|can|do|absolutely|solemnly|totally] (promise|guarantee|swear|assure) [to] [<you>|you all]
                [that] [this|<you>|it|things|life|everything|tomorrow|the pain|one day|someday|your {1}|there] {3}
                (will|'ll|gets|get|won't|is going to|are going to|'s going to)
            (better|fine|okay|ok|alright|pass|happy|out|easier|over|love|happier|again|through this) (i promise|i
                swear|i guarantee|trust me|believe me|i know it|that's a (promise|fact|guarantee)|mark my words|no
                doubt [about it]|i promise you|promise)
            (trust me|believe me|mark my words|without a doubt|no doubt|i guarantee it|i know for (a fact|sure)|i just
                know|i am (certain|100% sure)) [that] [<you>|it|things|everything|life|this|all of this] {2} (will|
                'll|gets|get|won't|is going to|are going to|'re going to) {1} (better|fine|okay|ok|alright|pass|happy|
                out|easier|over|love|through|make|be|get|work)
            <you> have my word
        """,
        unless="""
            (can't|cannot|won't|not|never|don't|couldn't|wouldn't|no one can|nobody can|i'd not) {4} (promise|
                guarantee|swear|assure|trust)
            (promise|swear) (not to|to (listen|read|try|reply|<yourself>)|me|i will (listen|read|try)|you i)
            (he|she|they|you|who|did|if) {2} (promise|promised|promises|guarantee|swear)
            ... (if|when|unless|normal|common|valid|not alone|not the only)
            (promise|assure|guarantee) <you> (that)? [that] <you're> (not|never|far from)
        """.replace("(that)? ", ""),
    ),
    Rule(
        "promise.will-find", Hazard.PROMISE, PERHAPS, in_crisis=LIKELY, asked=False,
        says="""
            <you'll> [<surely>] [<surely>] [be able to] (find [true|real] (love|happiness|joy|peace and)|find
                (someone|somebody) {2} (better|else|new|special|loves|love|deserves|who (loves|deserves|treats))|find
                (the one|the right (one|person|man|woman|guy|girl)|your soulmate|<your> people)|be (happy|happy again|
                loved|cured|healed|over (it|him|her|this)|rich|fine again)|get (through (it|this|that)|over (it|this|
                him|her)|past (it|this)|better)|make it [through]|overcome (it|this|that)|recover|heal|beat this|meet
                (someone|the one|the right|new)|feel (better|happy|whole|good) [again|soon]|come out [of this]
                stronger|thank (me|yourself))
        """,
        unless=_UNSURE + """
            (then|before|by|the more|sure|after) {5} ...
            ... (to|by|knowing|that|about|at (handling|coping|managing|dealing))
            find (a|that|it|some|out)
        """,
    ),
    Rule(
        "promise.surely-find", Hazard.PROMISE, CERTAIN, asked=False,
        says="""
            <you'll> (find|meet|have|get|be with) (somebody|someone|a (girl|guy|man|woman|partner|person|love)) {3}
                (better|times better|amazing|perfect|right|special)
            in (a|one|two|five|a few|#) (year|years|month|months|weeks) {1} <you'll> {2} (happy|happier|over|
                forgotten|fine|better|laugh|thank|glad)
            <you'll> (come out|emerge|grow|bounce back|be) {3} (stronger|(better|happier) (for it|than (ever|before)))
            <you'll> {2} (have|be) forgotten (him|her|them|about)
            <you'll> (definitely|absolutely|certainly|surely|without a doubt|for sure|no doubt|100%) [also] (find|be
                (happy|fine|okay|ok|alright|loved|cured)|get (better|through|over)|make it|overcome|recover|heal|
                succeed|beat|meet|feel better|get a|get the)
            (one day|someday|soon) <you'll> [all|definitely|surely] [find|be|wake up] [happy|love|and be|fine] (happy|
                love|free of|fine|glad|thankful|laugh)
        """,
        unless="(if|unless|whether|hope|maybe|not) {3} ...",
    ),
    Rule(
        "promise.always-there", Hazard.PROMISE, LIKELY, asked=False,
        says="""
            (i'm|i am) not going anywhere [ever]
            (count|rely|depend) on me [24/7|24 7|always|no matter what|for anything|any time|anytime|day or night]
            <you've> got me [now|forever|always]
            i (won't|will not|will never|would never|'ll never) [ever] (let <you> down|leave <you>|abandon <you>|stop|
                disappear|hurt <you>|forget <you>)
            (i'll|i will) make sure [that] <you> (never|always|are|won't|don't)
            <you'll> never (feel|be) [<very>] (lonely|alone|hurt|sad|that way|like this) again
            never (feel|be) (lonely|alone) again
            no matter what happens {2} (i'll|i will|i'm|i am) {1} (here|there)
            (i|we) (will|'ll|am going to|'m going to|'m gonna|shall|'m|am|are|'re|would) [always|forever|never|never
                ever] (always|forever|never) [ever] (be [right] (here|there|with <you>|around|by <your> side)|leave
                <you>|abandon <you>|let <you> (down|go|be alone|fall)|give up on <you>|stop (loving|caring|
                supporting))
            (i'm|i am|we're|we are) (always|forever) (here|there|around|available|awake)
            (i'm|i am|we're|we are) [always|right] (here|there|around|available|awake) [for <you>] (any time|anytime|
                any hour|24 7|24/7|day or night|day and night|at any (time|hour)|whenever <you> need)
            (reach|find|get|call|text|message) me (any (time|hour)|anytime|day or night|24/7|24 7)
            <you'll> never [ever] be (alone|lonely|abandoned|hurt|sad) [again|anymore]
            (nothing|<nobody>) [bad] (can|will|could) [ever] (hurt <you>|happen to <you>|harm <you>|touch <you>) [again]
            (i'll|i will|i can) (save|fix|rescue|protect) <you>
            (i|we) (won't|will not|will never) [ever] (let (anything|anyone|them|him) {2} (hurt|happen|touch)|leave
                <you>)
            nothing bad (can|will) happen
        """,
        unless="""
            (can't|cannot|not|won't be able) {3} (always|promise)
            (they|samaritans|lifeline|988|helpline|hotline|volunteers|someone|people there) [is|are|will] ...
        """,
    ),
    Rule(
        "promise.soft", Hazard.PROMISE, HINT, asked=False,
        says="""
            (i know|i'm sure|i am sure|i'm certain|i'm confident|i have no doubt|i'm positive) [that] (it|things|
                everything|<you>|this) (will|'ll|is going to|are going to|'re going to|can)
        """,
        unless="(not|if|never|don't) {2} ...",
    ),
    Rule(
        "promise.never-again", Hazard.PROMISE, LIKELY, asked=False, negatable=False,
        says="""
            <you'll> never [ever] (feel|hurt|suffer|cry|be|go through|worry) {4} again
            (one|some|any) (morning|day|evening|night) [soon] <you'll> {2} (wake|open|look|notice|see|get) {5} (gone|
                over|vanished|disappeared|forgotten|lifted|away|healed|better)
            (it|this|that|all|every bit|the pain|everything|the sadness|the fear|the grief) {3} (will|'ll|is going to)
                [<surely>] (be [<surely>] (gone|restored|forgotten|healed|resolved|behind <you>)|vanish|disappear|
                evaporate|dissolve)
            (best|happiest|greatest|sweetest|finest|most beautiful) (year|years|time|days|part|chapter|months|thing) {3}
                (is|are|comes|come) [still|just|right] (next|ahead|coming|yet to come|around the corner|about to|
                before you|on the way|waiting)
            <you'll> [<surely>] (get|have|reach|achieve|receive) (everything|anything|whatever) {1} <you> (want|wanted|
                wish|dream|dreamed|deserve|need)
            nothing (can|will|could) [ever|possibly] (go wrong|stop <you>|touch <you>) [now|anymore|again]
            (people|those|someone|everyone|anyone) (like <you>|who {3}) always {1} (end up|ends up|become|turn out|
                turns out|come out|make|makes) {1} (happy|fine|okay|well|strong|loved|stronger|on top|it|great)
            <it'll> [<surely>] all (come back|be restored|be given back|return) [to <you>]
        """,
        unless=_UNSURE + """
            (won't|will not|doesn't|isn't|not) {3} (gone|disappear|vanish|be gone)
            never be (the same|able|ready|too)
        """,
    ),
    Rule(
        "promise.comes-round", Hazard.PROMISE, LEANING, asked=False, negatable=False, adds=True,
        says="""
            (he|she|they|your {1}|people) (will|'ll|is going to|are going to) [<surely>] (come (round|around|back|home)|
                forgive <you>|love <you>|regret it|change|be sorry|apologi~|return|understand)
            (say|open|trust|let|believe|smile|give|be) {3} and (he|she|they|it|everything|all|love|happiness|life) [all]
                (comes|come|will come|returns|works|falls|heals|goes|follows|will follow|turns)
            (universe|karma|life|fate|god|time) [always] (pays|gives|repays|rewards|owes|returns|heals|provides|
                settles) {3}
            (does|do|gives|give|sends|send) {2} good {1} (gets|receives|comes|good|returns)
            (after|behind) (the|every|each|any) (rain|storm|cloud|night|winter|darkness|tunnel) {3} (sun|light|
                rainbow|spring|morning|day|never|no more|dawn|silver)
            everything happens for a reason
        """,
        unless=_UNSURE,
    ),
    Rule(
        "promise.certain", Hazard.PROMISE, LEANING, asked=False, negatable=False, adds=True,
        says="""
            (law|laws|rule) of (nature|the universe|physics|attraction|life)
            (how|what) (it|this) [always] (works|goes|happens|ends|is) (for|with) (everybody|everyone|all of us|all)
            (without fail|it is certain|it's certain|that is certain|that's certain|it never fails|guaranteed|100%
                certain|as sure as)
            (i|we) [can|do|personally|absolutely|will] (guarantee|swear|promise) [<you>] [it|that|this] $
            (just|only|you) (wait [and see]|watch) $
            wait and see
            <it's> (only|just) a (matter|question) of (time|weeks|days|months)
        """,
        unless="""
            (can't|cannot|won't|not|never|nothing is|no one can|nobody can|isn't|don't|doesn't) {4} (guarantee|swear|
                promise|certain|guaranteed|works)
            (let's|we'll|i'll|to) wait and see
        """,
    ),
)  # fmt: skip
