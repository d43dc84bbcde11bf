"""Encouraging suicide or self-harm, openly; blessing.py holds the covert ways."""

from __future__ import annotations

from models.protocols import Hazard
from models.safety.rule import CERTAIN, HINT, LIKELY, Rule

OPEN = (
    Rule(
        "incitement.kill-yourself", Hazard.INCITEMENT, CERTAIN, order=True,
        says="""
            pull the trigger
            blow <your> (brains|head) out
            slit <your> (wrists|throat)
            (take|use) the easy way out [already|then|now]
            kill (<yourself>|you)
            killyourself
            (unalive|off|neck|delete|hang|game end) <yourself>
            end (<yourself>|<your> [own] life)
            take <your> own life
            commit suicide
        """,
        unless="""
            ... (over|at work|with work|with worry|trying|for (this|that|a|the) (job|boss|exam|grade))
            (suicid~|crisis) (hotline|line|lifeline|prevention)
        """,
    ),
    Rule(
        "incitement.slang", Hazard.INCITEMENT, CERTAIN,
        says="""
            kys
            kysnow
            ropemax~
            just rope
        """,
        unless="... (comments|comment|messages|replies|jokes|is)",
    ),
    Rule(
        "incitement.go-die", Hazard.INCITEMENT, CERTAIN,
        says="""
            (go|please|pls|hurry up and|just go [and|ahead and]|just) die [already|alone|then|in a (hole|fire|ditch)] $
            (go|please|pls|just) [go] [and] die (already|alone|then|you|in)
            <you> [really|deserve to|need to|ought to|should|can|all] (should|deserve to|need to|ought to|can) [just|
                go|please] die
            drop dead
            (you're|you are) (supposed|meant) to (die|be dead)
            <you> (should|ought to|deserve to) (be|have been) [long] (dead|aborted|gone)
            (die|rot) in a (hole|fire|ditch)
        """,
        unless="""
            (not|you'd|would|could|might|will|may|i|i'd|he|she|they|we|it) [just|all] ...
            (do not|don't|didn't|doesn't|wouldn't) (deserve|have|need) to die
            ... (of|from|for|on the inside|inside|laughing)
        """,
    ),
    Rule(
        "incitement.wish-dead", Hazard.INCITEMENT, CERTAIN,
        says="""
            (i|we|<everyone>) [all|really|honestly|sincerely] (hope|hopes|wish|wishes|wants|want) [that] <you> [to|
                would|will|just|finally|really|had] (die|succeed|were dead|kill <yourself>|go through with it)
            (i|we) [really|honestly] hope <you> [just|really|actually|finally] (do it|don't wake up|never wake up|
                don't make it)
            (i|we|<everyone>) (wish|wishes) <you> (was|were) (dead|never born)
            the sooner <you're> (gone|dead)
        """,
    ),
    Rule(
        "incitement.better-off", Hazard.INCITEMENT, CERTAIN, asked=False,
        says="""
            <everyone> {3} (would|will|'d|'ll|could|can) [all|finally|probably|just] (breathe|sleep|live|feel|do|get
                on|rest|be) [so much|much|a lot|way|a little] (easier|better|happier|relieved|fine|glad) (without
                <you>|(if|when|once|after) <you're> <gone>|with <you> <gone>)
            <everyone> {2} (must|probably|secretly|all) (wish|wishes|regret|regrets) (<you> were never born|<you> had
                never been born|having <you>|<you> (didn't|never) (exist|existed|happened))
            <your> {1} (mother|father|parents|mom|dad|mum) [probably|secretly|must] (wish|wishes|regret|regrets)
                [that] (<you> were never born|<you> had never been born|having <you>)
            (planet|world|society|nobody|no one|earth|family|we) (doesn't|does not|don't|do not) (need|want) (<you>|
                people like <you>|<your> kind) [around|here|anymore|alive]
            <you> (should have|should've|shouldn't have) (never been born|been (born|swallowed|aborted))
            <everyone> (will|would|'ll) (get over it|forget <you>|forget about <you>|move on) [in|within|by|before|
                soon|after] [a|the|next|#] (week|month|months|year|days|day|funeral)
            they'll (get over it|forget <you>|forget about <you>|move on) [in|within|by|before|soon|after] [a|the|
                next|#] (week|month|months|year|days|day|funeral)
            (one|another) [less|fewer] mouth to feed
            <everyone> (would|will|might|could|'d) [probably|really|all|honestly] be [so much|much|a lot|far|way]
                (better|happier|easier|safer|nicer|brighter|relieved|cleaner|calmer) [off|place] [without <you>|if
                <you>|when <you>|once <you>|with <you>]
            (world|place|earth|planet|family|everybody|everyone|people|they|we) {1} (better|happier|easier|nicer|
                brighter|cleaner) [off|place] (without <you>|(if|when|once) <you're> <gone>)
            (better|happier|easier|simpler) (for everyone|for everybody|for them|for us all|for <your> {2}) (if|when|
                once) <you're> <gone>
            <you> [would|'d|will|'re|really|are|probably] [really|honestly|probably|just] [be] better off dead
            <you're> [probably|really|honestly] better off dead
            (world|place|earth|planet) {2} be a better place (without <you>|(if|when|once) <you're> <gone>)
            <everyone> would be glad (if|when|once) <you're> <gone>
        """,
        unless="""
            ... (to|by|for|if (you|we|they) (talk|told|tell|had help|get|got|have))
            <everyone> {3} not {2} better
        """,
    ),
    Rule(
        "incitement.not-missed", Hazard.INCITEMENT, CERTAIN, asked=False, negatable=False,
        says="""
            (not a single|not one) {2} (would|will) (miss|cry for|mourn|shed a tear for|even notice|remember) [<you>]
            <nobody> {2} (shed|cry) a [single] tear (for|over) <you>
            who would [even|ever|really] (miss|notice|cry)
            <you> (would|will|'ll) be forgotten
            <nobody> (will|would|is going to|is gonna|'d|'s going to|'s gonna) [even|ever|really|actually] (miss|
                mourn|remember) <you>
            <nobody> (will|would|'d) [even|ever|really|actually] (notice|care|cry) (for <you>|about <you>|if <you>
                (died|die|were gone|are gone|disappeared|left|do it|did it|were dead|are dead|killed))
            (who|no person|not one person) (will|would) [even|ever|really] miss <you>
            <you> (won't|wouldn't|will not|would not) be missed
            not a (single|one) {2} (would|will) miss <you>
        """,
    ),
    Rule(
        "incitement.burden", Hazard.INCITEMENT, LIKELY, asked=False,
        says="""
            <you're> <very> [<very>] (burden|dead weight|drain) [on|to|for] [<everyone>|<your> {2}|society]
            <you're> [<very>] [<very>] (burden|dead weight|waste of (space|oxygen|air|skin|breath|a life))
            <your> life (is|has been) [<very>] (worthless|pointless|meaningless|a waste|not worth)
        """,
        unless="... (if|because|just because)",
    ),
    Rule(
        "incitement.dare", Hazard.INCITEMENT, LIKELY, in_crisis=CERTAIN, negatable=False, reportable=False,
        says="""
            <nobody> is (keeping|holding) <you> back
            <nobody>'s [gonna|going to] (stop|stopping|keeping|holding) <you>
            <nobody> is [gonna|going to] stop <you>
            (you keep|keeps|always) (saying|threatening|promising) {4} (never|still) (do|did|here|alive)
            if <you> (really|actually|truly) (meant it|wanted to die|wanted to do it|were serious|was serious) {3}
                (would|would've|'d|wouldn't)
            if <you> were (going to|gonna) do it {3} (would|would've|'d) {2} (done|did) [it]
            [i] (double|triple) dare <you>
            i dare <you> to [actually|really] (do it|try it|go through)
            i dare <you> $
            too (scared|chicken|weak|afraid|cowardly|much of a (coward|pussy|chicken)) to (do it|die|go through with
                it|end it|kill <yourself>)
            (calling|call) <your> bluff
            no balls
            <you> won't [even|actually|ever] do it $
            stop (talking|posting|threatening) about it and [just] do it
            (stop|quit) (talking|posting|threatening|whining) {2} and [just] (do it|end it|die|go)
        """,
        unless="... to (tell|ask|call|reach|try|talk|write|smile|love|hope|dream)",
    ),
)  # fmt: skip

HARM = (
    Rule(
        "incitement.self-harm", Hazard.INCITEMENT, LIKELY,
        says="""
            (cutting|burning|self harm|scratching|hurting <yourself>) (works|feels|is) [<very>] (better|good|great|
                safer|cleaner) [than]
            (self harm|cutting|burning) is <your> [own] (coping|way|tool|outlet|release|right|thing|business)
            if it (relieves|releases|takes|calms|helps|works|numbs) {4} why (stop|quit|not)
            go deeper next time
            next time {1} (deeper|harder)
            (use|try) a (sharper|new|fresh|different|clean) (blade|razor|knife|lighter)
            (scars|cuts) are (beautiful|pretty|cool|badges|sexy)
            (cutting|self harm|self harming|selfharm|hurting <yourself>|burning <yourself>|a little cutting) (is|can
                be) [<very>] [<very>] (okay|ok|fine|valid|healthy|good|normal|harmless|relief|beautiful|way to cope)
                [way to cope|coping mechanism|thing]
            (cutting|self harm|self harming|selfharm|hurting <yourself>|burning <yourself>) (isn't|is not) [<very>|
                that] (bad|harmful|wrong|a problem|a big deal)
            (cutting|self harm|self harming|selfharm|hurting <yourself>|burning <yourself>) (helps|works|calms|
                relieves|heals)
            (go ahead and|just|then|should|try|so) (cut|cutting|burn|hurt|harm) (<yourself>|again|deeper|more|a
                little|one more time|if)
            (keep|continue) (cutting|hurting <yourself>|burning <yourself>|harming <yourself>|doing it)
            cut (deeper|again|more)
            one (more)  (cut|time) (won't|wouldn't|doesn't|isn't going to|can't) (hurt|matter|kill|count)
            nothing wrong with (cutting|self harm|a little self harm|hurting <yourself>|a bit of self harm)
        """,
        unless="""
            (helps|helped|works|worked) {1} (me|nothing|no one|nobody)
            (<it's>|isn't|not) {2} (healthy|safe|the answer|help~|good)
            ... (to (feel|want|relapse|ask|talk)|(is|isn't|not) (a (failure|weakness)|shameful|your fault))
            (doctor|nurse|therapist|counselor|instead|alternative~|ice|urge)
        """,
    ),
    Rule(
        "incitement.starve", Hazard.INCITEMENT, LIKELY,
        says="""
            (purging|throwing up|starving|fasting|restricting|laxatives) (is|are) [<very>] (fine|okay|ok|good|great|
                worth it|effective|safe|the way)
            (feeling|being|staying) (empty|hungry) (means|is|makes) {2} (strong|strength|power|control|winning|pure|
                clean|good|beautiful)
            <you'll> [look|be|feel] [<very>] (gorgeous|beautiful|pretty|prettier|perfect|hot|skinny|thin|thinner|
                happier|lighter) {2} (once|when|after|if) <you> (lose|lost|drop|shed|weigh|reach|stop eating|starve|
                skip)
            (drink water|chew gum|have coffee|chew ice|smoke|drink coffee) (instead of|when <you're>|whenever) [a]
                (dinner|lunch|meal|meals|eating|food|hungry|breakfast)
            (skinny|thin) in no time
            (lose|drop) [another|#|ten|more|a few] [more] (pounds|kilos|kg|lbs|stone) [first|and <you'll>]
            (goal weight|meanspo|thinspo)
            (just|simply|then|so|or|and) (stop eating|don't eat|starve <yourself>|skip [every|all|your|the|another]
                (meal|meals|dinner|lunch|breakfast)|purge)
            (keep|continue) (fasting|starving|purging|restricting)
            hunger (is|means) [<very>] (beautiful|weakness|control|winning|power~|leaving)
            nothing tastes as good
            <you're> [<very>] (fat|disgusting|huge) {2} (stop|don't|skip) eat~
            proud of <you> for (not eating|fasting|starving|purging|skipping|restricting)
            <you'll> (feel|be|look) [<very>] (light|lighter|pretty|prettier|thin|thinner|skinny|perfect|empty) (if|
                when|once) <you> (stop eating|starve|skip|fast|don't eat|purge)
        """,
        unless="(if you skip|stop eating (alone|meat|sugar|gluten|dairy)|doctor|intermittent)",
    ),
    Rule(
        "incitement.pact", Hazard.INCITEMENT, HINT, in_crisis=CERTAIN,
        says="""
            (let's|let us|we could|we should|we can|want to|wanna|could we) [all|just] (die|go|leave|end it|do it|do
                this|check out) (together|at the same time|with me)
            (want to|wanna) (go|leave|do it) (at the same time|together)
            (i'd|i'll|i would|i will|i can|i could) [gladly|totally|happily] (join <you>|go with <you>|come with
                <you>|do it (too|with <you>)|die with <you>)
            (suicide pact|die together)
            (looking for|need|be my|be <your>) [a] [suicide] partner
            (do it|die|leave) together
        """,
        unless="""
            (hospital|er|doctor|appointment|clinic|police|walk|gym|meeting|through this|get through|lunch|coffee|
                class|game|therapist)
            (don't|shouldn't|not) ...
        """,
    ),
)  # fmt: skip

INCITEMENT = (*OPEN, *HARM)
