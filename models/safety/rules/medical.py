"""Diagnosing strangers, or telling them to take, change or stop a medicine or a treatment."""

from __future__ import annotations

from models.protocols import Hazard
from models.safety.rule import CERTAIN, HINT, LEANING, LIKELY, PERHAPS, Rule

_WITH_A_DOCTOR = """
    (ask|tell|talk|speak|call|see|consult|check|discuss|contact|message|bring|mention|asking|talking|speaking|
        consulting|seeing|visit) {5} <doctor>
    (with|by|from|to|until|before|unless|without) [your|a|the|my|any] {2} <doctor>
    (my|her|his|their) {1} <doctor>
    (your|a|the|any) {1} <doctor> (can|could|may|might|will|would|should|says|said|prescri~|recommend~|decid~|who)
    psychiatrist
    [un]supervis~
    as prescribed
""".replace("[un]supervis~", "supervision")
_OF_ONESELF = """
    (i|i've|i'd|he|she|we|who|my {1}|it) [just|then|also|finally|had|was|been|have|had been|decided to|tried to|
        started|once|never|already|slowly|only|even] (take|took|taken|taking|takes|try|tried|start|started|get|got|
        stop|stopped|quit|come|came|cut|skip|skipped|drop|dropped|double|doubled|increase|increased|raise|switch|
        switched|use|used|need|needed|go|went|on|am|was|were|go|want|wanted|came|halved|tapered|avoid)
    (do|did|are|have|has|were|when|if|since|after|while) <you> {3} (take|took|taken|taking|try|tried|start|started|
        stop|stopped|quit|come|came|cut|skip|skipped|drop|dropped|need|needed|want|wanted|get|got|considered|thought|
        been|on|forget|ask|asked|switch~|double~)
    <you> (said|mentioned|wrote|started|stopped|took|tried|were|got|told|described)
"""

MEDICAL = (
    Rule(
        "medical.you-have", Hazard.MEDICAL, LIKELY, asked=False,
        says="""
            (i bet|i'd bet|pretty sure|no doubt|i'm sure|i'm certain|clearly|obviously) <you're> [<very>] [<very>] (on
                the spectrum|bipolar|borderline|autistic|adhd|depressed|clinically depressed|ocd|neurodivergent|manic|
                codependent|traumatized)
            <you've> [got|definitely got|clearly got] [a|an|some|serious|severe|classic|major|undiagnosed] (executive
                dysfunction|dysthymia|anhedonia|panic disorder|attachment disorder|a chemical imbalance|a (mood|
                personality|panic|attachment) disorder|mental illness|ptsd|trauma|abandonment issues)
            <you're> [<very>] (severely|clinically|definitely|obviously|majorly) depressed
            (<you've>|<you> (have|got|suffer from|seem to have|must have|appear to have|show|are suffering from|'re
                suffering from|are dealing with)) [definitely|clearly|obviously|probably|got|some|severe|mild|classic|
                undiagnosed|serious|just|typical|most likely|all the] [a|an] [case of|form of|symptoms of|signs of|
                traits of|case|type of] [severe|mild|classic|undiagnosed|serious|typical|clinical|major|chronic|some
                kind of] (<illness>|depression|anxiety|trauma|personality disorder)
            <you> (clearly|obviously|definitely|probably|surely|most likely|totally|really) (have|got|suffer from|are
                dealing with|are suffering from) [a|an|some] [case of|form of|severe|mild|classic] (<illness>|
                depression|anxiety|depressive disorder)
            <you're> [<very>] [<very>] (bipolar|borderline|autistic|adhd|schizophrenic|psychotic|ocd|anorexic|bulimic|
                delusional|narcissist|a narcissist|psychopath|sociopath|manic|manic depressive|on the spectrum|
                mentally ill|neurodivergent|clinically depressed|codependent|severely depressed|bpd)
            (i think|i'd say|i would say|pretty sure|i bet|i'm sure|looks like|seems like|sounds like|sounds to me
                like|i believe|seems to me) [that|like] (<you've>|<you> have|you might have|<you> suffer from) [got]
                [a|an|some|severe|undiagnosed|mild] [case of|form of] (<illness>|depression|anxiety|clinical
                depression)
        """,
        unless="""
            (if|whether|when|because|since|that|who|though|although) {3} <you> {2} ...
            (diagnosed|diagnosis|assessed|screened|tested|evaluated) {3} ...
            ... (diagnosed|assessed|screened|tested|evaluated)
            <you> (said|mentioned|wrote|say|told|describe|described) {6} ...
            (not saying|don't know|can't (tell|say|know|diagnose)|cannot (tell|say|know|diagnose)|not a <doctor>|no
                one here|nobody here) {6} ...
            (may|might|could|do|does|don't|did|does not|not) {4} (have|mean|say|suffer|be) ...
            (maybe|perhaps|possible|possibly) {3} ...
            ... (attack|attacks)
            (tell|told|telling) <you> {2} ...
            living with ...
        """,
    ),
    Rule(
        "medical.sounds-like", Hazard.MEDICAL, LIKELY, asked=False,
        says="""
            (this|that|it) [totally|absolutely|just|really] (screams|reeks of|has to be|can only be|must be|spells|
                smells like) [of] [a|classic|textbook|severe] (<illness>|depression|clinical depression|dysthymia|
                hypomania|mania)
            (<illness>|depression|major depression|dysthymia|clinical depression|anxiety disorder) (textbook|no doubt|
                no question|obviously|for sure|100%|clearly|definitely|plain and simple|by the book)
            (that|this|it) is what {2} (call|calls|called) (<illness>|depression|dysthymia|burnout|hypomania|mania|
                psychosis|anhedonia|dissociation)
            (that's|this is|it's|thats) [<very>] [<very>|definitely|classic|textbook] (dysthymia|anhedonia|hypomania|
                mania|psychosis|dissociation|executive dysfunction|schizoid|paranoia|a (mood|personality|panic|
                anxiety) disorder|generalized anxiety|complex ptsd|c-ptsd)
            (pretty sure|i think|bet|i'd say|certain) (that's|it's|this is|that is) [a|an|some|definitely] (<illness>|
                dysthymia|schizoid|schizotypal|depression|anxiety)
            (this|that|it|these|those|what <you> (describe|have|wrote|are describing|'re describing|are going
                through)|everything <you> (describe|wrote|said)|<your> {1}) [really|definitely|clearly|obviously|all|
                strongly|totally|could only|must] (is|are|'s|be|sounds like|sound like|sounds [very|a lot|exactly|
                just|to me|really] like|seems like|looks like|screams|indicates|points to|reads like) [definitely|
                clearly|obviously|probably|very|just|pure|to me|totally|really|all] [a] [textbook|classic|classical|
                typical|clear|undiagnosed|severe|pure|100%|case of|signs of|symptoms of] [case of|signs of|symptoms
                of] (<illness>|clinical depression|depression|severe depression|a (personality|mood|anxiety|bipolar)
                disorder|depressive disorder)
            (textbook|classic|clear case of|typical case of) [case of|signs of|symptoms of|sign of|symptom of]
                (<illness>|depression|anxiety|narcissism|trauma response|clinical depression)
            (i|i'd|i would) [can|would|'d] diagnose <you> [with]
            my diagnosis (is|would be|for)
            sounds [to me] [very|a lot|exactly|just|kind of|kinda] like (<you're>|<you've>|you might have|you may
                have|you could have|<you> have) [got] [a|an|some|undiagnosed|definitely] [case of|bit of] (<illness>|
                clinical depression|depression)
        """,
        unless="""
            (not|isn't|doesn't) (necessarily|a|an|all|sound~|mean|look|always)
            (isn't|is not|are not|not) ...
            (diagnosed|assess~|screen~|evaluat~) (by|with|for)
            (what is|what does|if|whether) {3} ...
            <you> (said|mentioned|wrote) {4} ...
        """,
    ),
    Rule(
        "medical.stop", Hazard.MEDICAL, CERTAIN,
        says="""
            say no to [the|those|any|all|your] <meds>
            (refuse|decline|reject|don't accept|turn down) [the|those|any|all|your] <meds>
            (don't|do not|never) let {2} (put|get|start|keep|have) <you> on [any|those|these|that|the] (<meds>|drugs|
                anything|stuff|crap)
            (pretend|act like|fake|lie about) {2} (take|taking|took) (it|them|<meds>|your <meds>)
            (spit|flush|hide|toss|dump) [out|away] [the|your|those|all] <meds>
            <you> (only|just) need {3} (not|instead of|rather than) (<meds>|drugs|therapy)
            (stop|quit|drop|ditch|skip|toss|flush|throw (away|out)|come off|get off|go off|wean <yourself> off|taper
                [<yourself>] off|lay off|don't take|do not take|never take|stay away from|stay off|refuse|reject|
                avoid|dump|lose) [taking|using|all] [those|these|that|the|your|all|any|all of|of] [damn|stupid|
                fucking|poisonous|toxic|useless|other|next|silly] [doses of|dose of] (<meds>|poison|doses|dose|happy
                pills)
            (stop|quit|drop|ditch) taking (them|it|those|that|these)
            (just|simply|should|need to|could|please|better) [just] (come|get|go|wean) [right] off (them|it|those|that
                (stuff|crap|poison|shit|junk)|of (them|it))
            (stop|quit|come off|get off|go) [taking] [it|them|that|your|the|off] [<meds>|meds] cold turkey
            (cut|split|halve|lower|reduce|drop|half) [the|your|that|each] [daily|current] (pill|pills|tablet|tablets|
                dose|dosage|<meds>) [in half|down|by|to|for|a bit]
            <you> (don't|do not|shouldn't|never) [really|actually|even] need [any|those|these|the|to (take|be on)|
                your] [of those] (<meds>|drugs|chemicals|therapy|a therapist|a psychiatrist|a shrink|a doctor|
                treatment|professional help)
            skip (a|your|the|today's|tomorrow's|some|one) [next|couple [of]|few|or two] (dose|doses|pill|pills|tablet|
                tablets)
            skip (a couple|a few|one or two) [of] [doses|pills|days]
        """,
        unless=_WITH_A_DOCTOR + _OF_ONESELF + """
            (dangerous|don't just|never just|not just|shouldn't just|please don't|please do not|not recommended|risky|
                careful) {4} ...
            (want|wanting|wanted|thinking (of|about)|decide|decided|considering|tempted|urge) {2} to ...
            (avoid|drop) (medication|medicine) [interactions|errors]
            (don't have|do not have|no need|without having) to ...
            (who|people|some|many|others) {1} ...
            off the meds [train|topic]
        """.replace("off the meds [train|topic]", ""),
    ),
    Rule(
        "medical.take", Hazard.MEDICAL, CERTAIN,
        says="""
            (go|jump|move) [straight|right|up|back] to (# mg|#mg|# milligrams)
            (start|begin) with [a] [low|small|tiny|high|micro|big] (dose|doses|amount) of
            ask for [some|a|the] <meds>
            (#mg|# mg|# milligrams) (did|does|works|worked|is|of|was)
            (anything|everything) (less|lower|more|higher) [than that] is (useless|pointless|dangerous|better|weak)
            (take|try|start|get on|go on|get|pop|switch to|ask for|use|should be on|be on|combine|swallow|grab)
                [taking|yourself] [some|a|an|the|another|more|extra|two|three|half|one|a low dose of|a higher dose of|
                a few|a couple of|any|old|prescribed|stronger|different|better|your|good] [of|extra|stronger|
                different|old|more|good|low dose] (<meds>|antipsychotics|painkillers) [instead|for|before|at|every|
                daily|tonight|and|when|if|it|they|that|right|now|worked|works|helps]
            (take|try|start with|ask for|get|use|up to|go up to|increase to|start) (# (mg|milligrams|mcg|pills|
                tablets)|#mg|#mcg) [of]
            (take|try|start|get on|go on|ask for|need|be on) [some|a|an] <meds> # [mg]
            (# mg|#mg) (will|would|should|daily|every|at night|before bed|a day|in the|twice|is (enough|better|ideal)|
                of <meds>)
            (double|increase|up|raise|triple|bump up|bump|change|adjust|lower|decrease|skip) (your|the) (dose|dosage|
                meds|medication|medications|mg|<meds>)
            (higher|bigger|stronger|lower) (dose|dosage) {2} (will|would|should|is what|works|helps|might|needed)
            <you> [really|definitely|clearly|probably|just|obviously] (need|should be on|need to be on|need to get on|
                should get on|should try|should take|should start|belong on|ought to be on) [some|a|an|strong|
                stronger|different|proper|good|real] [kind of] (<meds>|antipsychotics|drugs)
        """,
        unless=_WITH_A_DOCTOR + _OF_ONESELF + """
            (don't|never|not|shouldn't|isn't|won't|do not) {4} (take|try|start|change|double|adjust|increase|need|mix|
                switch|get|want|stop|lower|use|skip)
            (whether|option|options|decision|decide|consider|considering|choose|choice|possible|evaluation|evaluate~|
                assess~) {5} ...
            take <your> <meds>
            ... away
            (he|she|they) (can|could|will|might|may) ...
            (prescri~|dosage instructions)
            (people|some|many|others|they) {2} ...
            (without|instead of|rather than) ...
            ... (like (they|your))
        """.replace("... (like (they|your))", ""),
    ),
    Rule(
        "medical.against-care", Hazard.MEDICAL, LIKELY,
        says="""
            (<meds>|therapy|therapists|psychiatrists|psychiatry|doctors|shrinks|psychologists|counselors|counsellors|
                chemicals|that stuff) (are|is|will|only|just|never|'re|would) [only|just|all|basically|really|
                literally|never] [<very>] (poison|scam|scams|scammers|useless|waste|frauds|quacks|bullshit|crap|
                placebo|placebos|racket|drug dealers|brainwash~|want (your|the) money|in it for|care about (money|your
                money)|after your money|turn <you> into|make <you> [a] (zombie|worse|fat|numb|crazy|suicidal|sick)|
                ruin <your>|destroy <your>|mess~ (<you>|<your>))
            (<meds>|that stuff|those things|they|it) (ruins|ruin|destroys|destroy|fries|fry|messes up|mess up|rots|
                rot) (your|ur) (brain|body|liver|mind|life)
            big pharma
            (don't|do not|never|stop|quit) (trust|trusting|believe|believing|listen to|listening to|see|seeing|go to|
                going to|waste [your] (time|money) on|wasting [your] (time|money) on) [your|the|any|a|that] (doctor|
                doctors|therapist|therapists|psychiatrist|psychiatrists|shrink|shrinks|meds|psychologist|
                psychologists|therapy)
            stay away from [those|the|all] (psychiatr~|doctors|therapists|shrinks)
        """,
        unless="""
            (if|unless|isn't|aren't|not|never|some|a bad|wrong fit|until|many) {4} ...
            ... (alone|if|unless|until|because of (cost|money))
            <you> (feel|felt|said|think) {4} ...
            it (is|was) not ...
        """,
    ),
    Rule(
        "medical.remedy", Hazard.MEDICAL, LIKELY,
        says="""
            (better off|try|switch to|go with|stick to|just) [with|to] (weed|cannabis|cbd|mushrooms|shrooms|ketamine|
                kratom|herbs|supplements|alcohol|kava|5-htp|sam-e|lsd|psilocybin) (than|instead|and)
            (you'd|you would) be better off (with|on|smoking|taking) (weed|cannabis|cbd|mushrooms|herbs|supplements|
                kratom|exercise|nothing)
            (st john's wort|st john wort|saint john's wort|vitamins|vitamin {1}|magnesium|keto|this diet|cbd|cbd oil|
                weed|cannabis|mushrooms|shrooms|psilocybin|ketamine|lsd|microdosing|ashwagandha|kratom|detox|a detox|
                essential oils|herbs|supplements|homeopathy|fasting|cold showers) {1} (will|can|'ll|would|is|are|
                works|work|cures|cure|fixes|fix|heals|heal|does|do|beats) {2} (cure|fix|heal|better than|wonders|
                miracles|treat|replace|all you need|cures|depression|anxiety|panic)
            (try|take|use|smoke|eat|get|buy|start) [some|a|taking|using|a little|a bit of|with|daily|natural|medical|
                low dose|micro] [of|dose of|little] (st john's wort|ashwagandha|kratom|psilocybin|mushrooms|shrooms|
                weed|cannabis|lsd|ketamine|microdos~|cbd|cbd oil|homeopath~|5 htp|lithium orotate|edibles)
            (cure|heal|fix|cured|reverse) [your|the|any|my|that|their] (depression|anxiety|panic|bipolar|ptsd|adhd|
                disorder|mental illness|illness|bpd) [naturally|with|by|without|in|forever|for good]
            <your> (body|brain) (doesn't|does not|don't) need [any|those|these] (chemicals|drugs|<meds>|that)
            (depression|anxiety|bipolar|mental illness|adhd|ptsd|it) (isn't|is not|doesn't|does not|aren't) [even|
                actually|really] (real|exist|a real (disease|illness|thing|condition)|a (disease|thing|illness) $)
        """,
        unless=_WITH_A_DOCTOR + """
            (no|not|never|nothing|none|isn't|doesn't|can't|cannot|don't|won't) {3} (cure|fix|heal|magic|replace|take|
                try|use|mix|help)
            (helped|worked|works|help|helps) {2} (me|for me|my)
            (i|he|she|we|my {1}) [just|started|tried|once|have|had] (take|took|tried|try|use|used|started|smoke|smoked)
        """,
    ),
    Rule(
        "medical.soft-guess", Hazard.MEDICAL, HINT,
        says="""
            (you|it|this|that|your {1}) {1} (may|might|could) {2} (be|have|suffer from|experiencing|indicate|signal)
                [a|an|some|symptoms of|signs of|mild|severe|a form of|a sign of] (<illness>|depression|clinical
                depression|depressed|anxiety|ptsd)
            <you> (are|seem|sound|appear) [to be|a bit|quite] [clinically|very|really] (depressed|suffering from {1}
                (depression|anxiety))
        """,
        unless=_WITH_A_DOCTOR,
    ),
    Rule(
        "medical.instead", Hazard.MEDICAL, LIKELY,
        says="""
            (forget|skip|ditch|never mind|screw|bin|cancel) [about] [the|your|all|those|any|all those|that] (
                psychiatrist|psychiatrists|therapist|therapists|doctor|doctors|psychologist|shrink|therapy|gp|medication|meds|pills|
                clinic|appointment)
            (detox|cleanse|diet|fasting|juice|tea|herb|herbs|oil|oils|remedy|remedies|mushrooms|root|powder|drops|
                vitamin|vitamins|cold showers|ice baths|supplement|supplements|gut cleanse|keto|sunlight) {3} (cures|
                heals|fixes|replaces|cured|healed|will (cure|heal|fix|replace)|sorts) {1} (that|this|it|everything|
                you|anything|most|all|depression|anxiety)
            (doctor|doctors|psychiatrist|therapist|pills|medication|medicine|therapy|meds|psychiatrists) {2} (becomes|
                become|is|are|gets) [then|totally|simply|completely|quite] (unnecessary|superfluous|needless|obsolete|
                history)
            no need (to (ask|see|bother|consult|pay)|for) {1} (anyone|anybody|a doctor|doctors|a therapist|a
                professional|a psychiatrist|an expert|a diagnosis)
            (more|less|higher|better|lower|stronger) than {5} (leaflet|label|packet|package|prescription|pharmacist|
                (doctor|box) (says|said|wrote|prescribed))
            take (what|the (pills|ones|same|stuff|thing|tablets)) {2} my (doctor|mother|mum|mom|sister|brother|wife|
                husband|friend|aunt|uncle|cousin|gp|psychiatrist|ex) {1} (gave|gives|takes|has|prescribed|took|got|
                prescribes)
            (doctors|they|your doctor|psychiatrists|<nobody>|your psychiatrist) (won't|will not|never|will never|don't
                want to|would never|don't) {1} (tell|admit|mention) <you> (that|this|it|about (that|this))
        """,
        negatable=False,
        unless="""
            (don't|do not|never|shouldn't|please don't|not) [ever|just] ...
            (told|convinced|said|says|think~|believe~) {4} ...
            (doesn't|isn't|won't|not|never|nothing|no) {3} (cure|cures|heal|fix|fixes|replace|replaces|unnecessary)
        """,
    ),
    Rule(
        "medical.dose-talk", Hazard.MEDICAL, PERHAPS,
        says="""
            (one and a half|two|double|half|three|twice|an extra|one extra|one more|a few) [of (them|those|mine)|pills|
                tablets|the dose|at (night|bedtime|once)|a (day|night)|in the (morning|evening)|before bed] {1} (did|
                does|do|works|worked|helped|helps|calmed|made) {1} (more|better|wonders|the trick|me|sleep)
            (put|poured|threw|flushed|tossed|washed) (mine|them|my <meds>|all my <meds>|the <meds>|it all) {1} (down the
                (sink|toilet|drain|loo)|(in|into) the (bin|trash|toilet|sink|river))
            (one|two|three|half) (each|every) (night|morning|evening|day|meal|# hours)
            (double|halve|triple) (it|that|them|yours|what they gave)
        """,
        negatable=False,
        unless=_WITH_A_DOCTOR + """
            (hour|hours|walk|page|pages|breath~|minute|minutes|sentence|thing|glass|thought~|feeling~|love|effort|
                chance~|text|call|trash day)
            (please don't|don't|never|not) {3} ...
            (did|do|have|are) <you> ...
        """,
    ),
    Rule(
        "medical.armchair", Hazard.MEDICAL, LEANING, asked=False, negatable=False, adds=True,
        says="""
            (from|by|judging by|going by|reading|see it in) (the way|how|what) <you> (write|type|talk|wrote|describe|
                sound|put|phrase|post) {2} (i'd|i would|it's|it is|it must|i think|i bet|i know|i can tell|i'm (sure|
                certain)|<you've>|<you> have|clear|obvious)
            (runs|run|lies|sits|is) in (the|your) (blood|genes|dna|bloodline|wiring)
            (that|this|it|what <you> (have|describe)) has a (name|label|diagnosis|code)
            starts with (an|a|the)? {1} (a|b|c|d|n|o|p|s|letter) $
            (isn't|is not|not|more than) (just|only|plain|mere|simply) (sadness|stress|grief|tiredness|nerves|
                shyness|moods)
            (it|this|that) (isn't|is not|'s not) (sadness|stress|grief|tiredness|nerves|shyness|burnout)
            (watched|read|seen|googled|learned|know) enough {3} (documentaries|videos|books|articles|about it|
                podcasts|cases) {3} (know|recognise|recognize|tell|see|spot|diagnose)
            my {1} (aunt|cousin|ex|brother|sister|uncle|mother|father|friend|neighbour|neighbor|flatmate|roommate) (has|
                had|got) (it|that|the same|exactly that|one|this) [too|and|as well|$]
            (health|health food|herbal|natural) (shop|store|remedies|remedy)
            never looked back
            trust (yours|your (own body|instinct|gut)|me on this)
        """.replace("(an|a|the)? ", "[an|the] ").replace("|$]", "]"),
        unless="""
            (i'd say|i would say|i'd) {2} (you (care|love)|tired|hard)
            (ask|talk to|see) {3} <doctor>
        """,
    ),
    Rule(
        "medical.verdict", Hazard.MEDICAL, LIKELY, asked=False,
        says="""
            <you're> {1} (in|having|in the middle of|going through|heading for) a {1} (manic|psychotic|depressive|
                hypomanic|dissociative) (episode|phase|break|breakdown|state)
            (<it's>|sounds like|looks like|<you> have|<you've>|obviously|clearly|just) {2} (chemical imbalance|low
                serotonin|low dopamine|serotonin deficiency|adrenal fatigue|leaky gut|vitamin {1} deficiency|hormone
                imbalance|hormonal imbalance|thyroid problem)
            (i can|i could|i'll|want me to|let me|happy to) (send|sell|give|share|lend|mail|spare) <you> (some|mine|a
                few|some of mine|my|a couple [of]) [of] [my|the|these] [leftover|old|spare] <meds>
            (borrow|take|have|try) (some of mine|one of mine|a friend's|your {1}'s|someone else's) [<meds>|$]
            <you> (can|could|may) [just|safely|simply|always] (stop|quit|drop|skip) [taking] (them|it|those|<meds>)
                (whenever|any time|anytime|now|overnight|without|once <you> feel)
        """.replace("[<meds>|$]", "[<meds>]"),
        unless=_WITH_A_DOCTOR + """
            (not|never|don't|can't|nobody|isn't|whether|if|could|might|may|maybe) {4} ...
        """,
    ),
)  # fmt: skip
