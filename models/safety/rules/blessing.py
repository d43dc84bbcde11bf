"""Blessing the intent, covertly: permission, farewell, respect for the "decision".

Most of these weigh nothing by themselves: "nobody would blame you" is kind under a post about a job and dangerous under
a goodbye. `in_crisis` is the weight there.
"""

from __future__ import annotations

from models.protocols import Hazard
from models.safety.rule import CERTAIN, HINT, LIKELY, NOTHING, PERHAPS, Rule

BLESSING = (
    Rule(
        "incitement.do-it", Hazard.INCITEMENT, HINT, in_crisis=CERTAIN, order=True,
        says="""
            (hurry up and|just|then|go|and) get on with it
            (get on with it|go through with it|go on then|off <you> go) [then|this|tonight|already]
            (just|then|go ahead and|go on and|might as well|may as well|so) (do it|end it|end things|finish it|get it
                over with|be done with it)
            do it (already|now|tonight|then|coward|you coward|you won't|pussy)
            (go through with|follow through with|carry out) (it|your plan|this|that)
            finish (what you started|the job)
            what are you waiting for
            <nobody> is stopping <you>
            <nobody>'s stopping <you>
            do (us|everyone|everybody|the world|<your> family|them|yourself) [all] a (favor|favour)
            get it over with
        """,
        unless="""
            ... (with (a|your|some|me|him|her)|together|for (yourself|you)|one (day|step|hour)|if it helps|slowly|
                anyway and tell)
            (appointment|therapist|therapy|hotline|counselor|treatment|homework)
            (favor|favour) and (call|talk|tell|see|get|drink|eat|rest|sleep|go|take|reach|be|read|look|try)
        """,
    ),
    Rule(
        "incitement.do-it-bare", Hazard.INCITEMENT, NOTHING, in_crisis=LIKELY, order=True,
        says="""
            do what <you> (need|have|want|got) to [do] $
            (what's|what is) (keeping|stopping|holding) <you> [back] [then] $
            do it $
            go ahead $
            go for it $
            go ahead and (do it|end it|die|go|leave|finish it)
            <you> (should|could|can) [just|totally|really] (do it|go for it|end it|go ahead) $
            <i'll> support {3} whatever you decide
        """,
        unless="<you> can do it",
    ),
    Rule(
        "incitement.end-it", Hazard.INCITEMENT, LIKELY, in_crisis=CERTAIN, order=True,
        says="""
            end (it all|<your> [own] life|<your> (misery|suffering|pain))
            (put|putting) <yourself> out of <your> misery
            (time|better|easier|okay|ok|right|free|best) to (end it all|end <your> (life|pain|suffering|misery)|check
                out|die|take <your> [own] life|commit suicide|kill <yourself>)
        """,
        unless="""
            (want|wanted|wanting|plan|planning|decide|decided|trying|tried|attempt~|going|thinking|able|tempted|about)
                to ...
            ... (in order to start|as you know it)
        """,
    ),
    Rule(
        "incitement.valid-choice", Hazard.INCITEMENT, LIKELY, in_crisis=CERTAIN, asked=False,
        says="""
            <suicide> (is|can be|may be|might be|would be|could be|is actually|is just|seems) [<very>] (valid|
                rational|reasonable|legitimate|logical|dignified|fine|brave|beautiful|sensible|honorable|honourable|
                personal|noble|only|best) (choice|option|decision|answer|solution|way out|exit|response|thing|way|
                escape)
            <suicide> (is|can be|may be|might be|would be|could be) [sometimes] (<very>|the) (answer|solution|right
                (choice|decision|thing|answer)|only (way|escape|option)|relief|release|freedom|mercy|escape|cure)
            <suicide> (ends|stops|fixes|solves|cures) (the pain|all pain|suffering|everything|it all|all misery|<your>
                (pain|problems|suffering|troubles))
            (<you> have|everyone has|you've got|people have) [every|the|a] right to (die|end (it|<your> life|their
                lives)|choose (death|when))
            [the|<your>] only (way out|escape|way to (stop|end) (the|<your>) (pain|suffering)) is (death|to die|dying|
                suicide|to end it)
        """,
        unless="""
            (is|was) (not|never) {3} (answer|solution|option|choice|way)
            ... (people|folks|you) (make|choose) in
        """,
    ),
    Rule(
        "incitement.your-choice", Hazard.INCITEMENT, NOTHING, in_crisis=LIKELY, negatable=False,
        says="""
            <you> (don't|do not) owe (anyone|anybody|them|us|the world|<your> family|<nobody>) [staying|<your> (life|
                survival)|to (stay|live|keep)|continu~|suffering|a life]
            who (are we|am i|is anyone) to (interfere|judge|stop|say|tell|decide|object)
            if (that's|that is|this is|it's) [really|truly] what <you> [really|truly] (want|need|decided|wish)
            no (judgment|judgement|judging) [here|from me]
            (dignity|power|freedom|beauty|control|strength) in (choosing|deciding|picking) <your> [own] (exit|end|
                death|ending|time|way out|moment)
            (your|own) (exit|death|ending) (on|is) <your> [own] (terms|choice)
            (on|by) <your> own terms
            (it's|it is|that's) [entirely|ultimately|totally|completely|only|really|absolutely] [your life and|your
                body and] <your> (choice|decision|call|right) [to]
            (it's|it is) <your> (life|body) $
            <your> (life|body) <your> (choice|decision|rules)
            <it's> up to <you> [whether|if|when|how|to decide]
            (i|we) [completely|fully|totally|can|do|will|would] (respect|support|accept|honor|honour) <your> (choice|
                decision|wish|wishes|reasons|plan)
            (not|won't|never) (going to|gonna|try to|here to|trying to|attempt to)  [try to] (talk <you> out of|stop
                <you>|change <your> mind|convince <you> (to stay|otherwise))
            (won't|wouldn't|can't|not going to|not gonna|don't) (stop <you>|judge <you> (for it|if <you> (do|go|leave|
                did))|talk <you> out of it)
        """,
        unless="""
            (reach out|get help|ask for|call|seek|share|stay|who to tell|talk about it|tell (us|someone|them)|report|
                press charges)
            not <your> (choice|fault)
            ... (whether|if|how|what|when|who|to) [<you>] {2} (share|tell|talk|reply|answer|post|say|disclose|contact|
                forgive)
        """,
    ),
    Rule(
        "incitement.no-blame", Hazard.INCITEMENT, HINT, in_crisis=LIKELY, negatable=False,
        says="""
            (<nobody>|i|we) (would|will|could|can|'d) [ever|even|really|honestly|not|never] (blame|judge|fault) <you>
                [for it|if <you>|for going|for leaving|for ending|for doing|for wanting out]
            (i|we) (wouldn't|won't|couldn't|can't|don't|would not) [even|really|honestly] (blame|judge|fault) <you>
                [for it|if <you>|for going|for leaving|for ending|for doing|for wanting out]
            (i|anyone|everyone|people|they|we) [would|'d|can|could|totally|completely|fully|honestly|will] [totally|
                completely|fully|honestly] (understand|get it) if <you> (went|go|do|did|decide|decided|choose|chose|
                ended|end|left|leave|can't go on|gave up|give up|needed to go)
            <it's> [<very>] understandable (to want to die|that <you> want to (die|end it)|if <you> (go|end|leave|do))
        """,
        unless="""
            ... (for|if) [<you>] {1} (feeling|feel|needing|need|being|are|asking|ask|crying|cry|calling|call|
                struggling|wanting (help|a break|to rest)|finding|having|thinking|how|what|this|that|staying|saying|
                being)
            ... for leaving (him|her|them|that|the)
        """,
    ),
    Rule(
        "incitement.peace", Hazard.INCITEMENT, NOTHING, in_crisis=LIKELY,
        says="""
            may (your|the|this) {2} (journey|passing|passage|end|exit|crossing|rest|path) (be|bring)
            (go|leave|rest|depart|pass) in peace
            (brings|bring|gives|give) <you> (the|some) [final|sweet] (release|peace|relief|rest|calm|quiet|freedom) {4}
            (release|peace|relief|rest) <you've> {2} (longing|longed|looking|waiting|wishing|wanted)
            (no more|free from|beyond) [all] [the|this|<your>] (pain|suffering|struggle|hurt) [soon|at last|finally|
                where|once]
            (finally|soon) [get to|be able to] (rest|stop hurting|stop suffering|sleep)
            (wish|wishing) <you> [nothing but|only|all the|a|some|eternal|a peaceful|a gentle|a safe|a good|the]
                (peace|rest|painless {1}|easy (end|passing)|(safe|gentle|good|peaceful) (journey|passing|passage|
                crossing|end|death|trip|travels)|journey|passing|passage|crossing)
            (hope|pray) [that] <you> [can|will|finally|may|get to|could|do] [finally|get to|soon|at last] (find|get|
                have|be at|rest in) [<your>|the|some|eternal|that|a] (peace|rest|relief|release|freedom|quiet|calm|
                end)
            <you'll> [finally|soon|at last] [be|have|find|get|rest] [finally|at|in|some|to] (peace|rest|free|relief|
                quiet|no more pain)
            <you> (can|could|may|get to) [finally|soon] (rest|find peace|be free|be at peace) [now|forever|at last|soon]
            [finally|soon] (be|rest) (at|in) peace
            (rest easy|rest in peace|sleep (peacefully|forever|easy)|sleep well {1} (friend|where)) [now|then|friend]
            (finally|soon|at last) be (over|quiet|free|done|at peace)
            (pain|suffering|hurt|hurting) [will|would] [finally|soon] (be over|stop|end) [soon|tonight|forever|once]
        """,
        unless="""
            (without (dying|ending|doing)|in (your|this) life|stay|therap~|help|morning|tomorrow|get some|heal~|alive|
                breath~|sleep tonight|deserve|away from (him|her|them)|live)
            peace (with|of mind)
        """,
    ),
    Rule(
        "incitement.farewell", Hazard.INCITEMENT, NOTHING, in_crisis=PERHAPS,
        says="""
            (thank you|thanks) for (saying|telling us) (goodbye|farewell|bye)
            (go|goodbye) [now] in peace
            (it was|was) (nice|good) (knowing|to know) <you>
            rip [in advance|already|op]
            (we'll|i'll|we will|i will) (remember|miss) <you> [when|once|after] [<you're>] [gone]
            (safe|good|happy|gentle|peaceful) (travels|journey|passage|crossing|trip)
            (see|meet|find|wait for) <you> (on the other side|over there|in the next (life|one))
            (goodbye|farewell|bye|godspeed) [then|friend|dear|stranger|my friend|and (good luck|thank you)] $
            good luck (on|with) (your|the) (journey|way out|trip|plan|other side|exit)
            the other side (is|will be|awaits)
        """,
        unless="""
            (say|saying|said|hear|reads like|sounds like|a|your|this is|not) {1} (goodbye|farewell)
            not {2} goodbye
        """,
    ),
    Rule(
        "incitement.suffered-enough", Hazard.INCITEMENT, HINT, in_crisis=LIKELY,
        says="""
            <you've> [already|really|truly] tried everything
            <you> tried (everything|<your> best|hard enough|long enough)
            (it's|its|it is) [<very>] (fine|ok|okay|alright|natural|understandable) to (be (done|finished|over it|
                tired of living)|want out|stop|quit|not want to (live|stay|be here))
            (sometimes|maybe) (leaving|dying|going|ending it|giving up|death) is [<very>] (kindest|best|right|bravest|
                only|merciful|loving) (thing|choice|option|way|gift)
            (leaving|dying|going|letting go) is (the|a) (kindest|kind|best|bravest|brave|right) (thing|choice|option|
                way|gift)
            (you've done enough|your work here is done) $
            <you've> [already|really|all] (suffered|fought|carried|endured|struggled|tried|hurt|been through) {2}
                (enough|long enough|hard enough|so long)
            (<you> (can|may|could)|<it's> [<very>] (ok|okay|alright|all right|fine|time) [for you] to|<you're> allowed
                to|no shame in|nothing wrong with|<you> have permission to) [finally|just|now] (let go|letting go|stop
                fighting|give up|giving up|go now|leave [this world] now|rest now|not be here|stop trying|say goodbye|
                lay it [all] down|be done|leave this world|check out|quit life) $
            (<you> (can|may|could)|<it's> [<very>] (ok|okay|alright|all right|fine|time) [for you] to|<you're> allowed
                to|no shame in|<you> have permission to) [finally|just|now] (let go|letting go|stop fighting|give up|
                giving up|lay it [all] down|leave this world|stop trying) (now|for good|forever|and|if|already)
            sometimes <it's> [just] (time|better|okay|ok|best) to (go|leave|let go|check out|end it|give up)
            <you> (don't|do not) (have to|need to) (keep|go on) (fighting|living|trying|going) [anymore|any more|any
                longer] $
        """,
        unless="""
            (let go of|give up on|for today|tonight only|for a while|deserve {3} (help|support|better)|ask for|someone
                help|help you)
            (alone|by yourself)
        """,
    ),
    Rule(
        "incitement.agree", Hazard.INCITEMENT, NOTHING, in_crisis=CERTAIN, asked=False,
        says="""
            (you're right|that's true|true|i agree|agreed|you are right|maybe|probably|perhaps|honestly) {2} (they|
                everyone|everybody|it|your {1}|the world|people) [really|probably|actually] (would|will|might|'d)
                [really|probably|actually|all] be [so much|much|a lot|far] (better|happier|easier|best|simpler)
            (would|might|'d) [probably|really|honestly] be [so much|much|far] (easier|better|best|simpler) [for
                (everyone|everybody|them|all|<your> {1})] if <you> (were|was|weren't|left|disappeared|did it|just did|
                go|died)
            (maybe|probably|perhaps) <you're> (right|better off) {2} (not|dead|end|gone|go|without)
            some people (are [just|simply] not|aren't [just|simply]|were never|weren't|just aren't|simply aren't)
                (made|meant|built|cut out) for (this world|life|this|living|it)
            (maybe|perhaps|probably|i think) [<it's>] [really|just] (<your> time|time to go|for the best|the best
                thing|what <you> need)
        """,
        unless="(if you were (more|able|honest)|to talk|to tell|to see|to get|to call|hospital)",
    ),
    Rule(
        "incitement.committed", Hazard.INCITEMENT, NOTHING, in_crisis=PERHAPS, reportable=False,
        says="""
            if <you're> [really|truly|absolutely|already|totally|completely|#|100%] [really|percent] (committed|sure|
                decided|certain|determined|serious|ready|set on (it|this|that))
            if <you've> [really|truly|already] (decided|made up <your> mind|chosen)
            if <your> mind is [really|truly|already] (made up|set)
        """,
        unless="(call|hospital|please|tell (someone|us|a)|emergency|er|wait|help|talk|first)",
    ),
    Rule(
        "incitement.envy", Hazard.INCITEMENT, NOTHING, in_crisis=LIKELY,
        says="""
            (admire|impressed by|in awe of|inspired by|respect|love) {1} (how (calm|brave|at peace|strong|composed|
                sure) <you're>|<your> (calm|peace|bravery|resolve|determination|composure))
            (admire|impressed|love) how (calm|brave|at peace|strong|composed|sure) <you> are
            takes [real|a lot of|so much|true|great] (strength|courage|guts|bravery|balls) to do (that|this|it|what
                <you>)
            (jealous|envious|envy|admire) [of] (<you>|<your> (courage|strength|guts|decision|resolve|bravery))
            wish i (had|have) (the|<your>) (guts|courage|balls|strength|nerve) (to|you)
            (<it's>|<you're>) [<very>] (brave|strong|courageous) [of <you>|enough] to (end|go through|do it|leave
                (this|us)|die|go)
            (takes|take) (guts|courage|strength|balls) to (end|go through|do it|die|leave)
        """,
        unless="to (ask|reach|share|post|talk|tell|open|stay|keep|seek|leave (him|her|them|that|the))",
    ),
    Rule(
        "incitement.cheer", Hazard.INCITEMENT, NOTHING, in_crisis=LIKELY, asked=False,
        says="""
            (that's|that is|it's|this is|what) [<very>] (awesome|amazing|the spirit|wonderful|fantastic|good (idea|
                plan)|great (idea|plan|news|way)|cool|so cool) $
            (that's|that is) [<very>] (great|good) $
            that's the spirit
            (sounds|sound|looks) like [<very>] [lot of] (fun|good (idea|plan|time|way)|great (idea|plan|time|way)|plan)
            (sounds|sound) (fun|great|awesome|nice|amazing|lovely|exciting) $
            (great|good|excellent|nice) (idea|plan|choice|decision)
            (good|great) for you $
            (have fun|enjoy it|enjoy yourself|you go girl|way to go) $
            can't wait (to (see|hear|read|watch)|for you)
            (keep (it up|going)|keep up the good work) $
            i (would|'d) love to (do that|do it|try that|see that|see it|watch)
        """,
        unless="""
            (therapist|therapy|hotline|appointment|doctor|call~|reach~|told|telling|help|hospital|sober|clean|talk~)
            (not|isn't|doesn't|never|don't) {3} ...
        """,
    ),
    Rule(
        "incitement.no-help", Hazard.INCITEMENT, NOTHING, in_crisis=LIKELY, negatable=False,
        says="""
            (don't|do not|never|no point in|no use|not worth|pointless to|useless to|why bother) [bother|even] (tell|
                telling|call|calling|trust|trusting|go to|going to|see|seeing|involve|involving) [a|the|any|your|to]
                (anyone|anybody|hotline~|helpline~|988|police|crisis line~|ambulance|911|hospital|therapist~|doctor~|
                er|family|parents)
            (hotlines|hotline|helplines|therapists|therapy|hospitals|they|988) (won't|can't|will not|cannot|never|
                don't) [really|actually|even|ever] (help|save|change) (<you>|anything|anyone|it)
            <nobody> (can|will|could) [ever] (help|save) <you> [now|anymore]
            (too late|beyond) (for <you>|help|saving) [now|anyway|already]
        """,
        unless="(unless|until|if they|alone|without|not true|isn't too late|never too late|not too late)",
    ),
)  # fmt: skip
