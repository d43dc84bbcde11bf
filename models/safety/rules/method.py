"""Telling how, where or with what, or how to keep it from the people who could help.

The rules know the shape of such talk, not its content: no rule, test or message here names a working detail.
"""

from __future__ import annotations

from models.protocols import Hazard
from models.safety.rule import CERTAIN, HINT, LEANING, LIKELY, NOTHING, PERHAPS, Rule

METHOD = (
    Rule(
        "method.best-way", Hazard.METHOD, HINT, in_crisis=CERTAIN,
        says="""
            (easiest|best|quickest|simplest|painless|cleanest) (method|methods|way out) (is|are|would be)
            (all the|the) (info|information|details|instructions|steps) (on|about) how to (do it|go|die|end it)
            (walk|talk|guide) <you> through (it|the steps|how)
            (painless|quickest|surest|reliable|foolproof|peaceful|guaranteed|gentlest|cleanest|lethal) (way|ways|
                method|methods|option|options|means|exit|technique)
            (least painful|most peaceful|most reliable|quick and painless|sure fire) (way|ways|method|methods|option|
                one)
            (ways|way|method|methods|something) {2} (don't|doesn't|won't|do not|does not) [even] (hurt|fail|take long|
                leave a mess)
            (quick and painless|painless and quick)
            (over|done|gone) (quickly|in seconds|in minutes|in a minute|in a few minutes|before you know it)
            <you> (won't|will not|wouldn't|don't) [even] feel (a thing|anything|any pain|it) $
        """,
        unless="""
            ... to (cope|deal|calm|get|learn|manage|handle|reduce|break|talk|relax|sleep|lose|make|improve|solve|
                communicate|feel|start|change|treat|work|reach|tell|meet|overcome|resolve|achieve|find|help|stop|let|
                build|bring|quit|say|ask|connect|move)
            (therap~|treatment|anxiety|panic|stress|sleep|exercise|breathing|coping|communicat~|no (painless|easy|
                quick))
        """,
    ),
    Rule(
        "method.best-way-to-die", Hazard.METHOD, CERTAIN,
        says="""
            (way|ways|method|methods|how) to (die|kill <yourself>|end <your> life|end it all|go out|exit life|do it
                (painlessly|right|properly|quickly|without pain))
            (suicide|self harm|exit|death) (method|methods|guide|guides|manual|forum|forums|instructions|kit|kits|
                site|sites)
        """,
        unless="""
            (want|wanted|wanting|looking|plan|think~) {4} to (die|kill) ...
            (not|never|no|isn't|not a|isn't a) {2} (way|ways|method|methods|how) to
            (about|discuss|discussing|mention|mentioning|details of|ask~|post|posting|share|sharing|remove~|ban~|
                block~|report) {2} ...
            (no|against|without|about|any|rule~|allow~|talk) {2} (suicide|self harm) (method|methods)
        """,
    ),
    Rule(
        "method.how-much", Hazard.METHOD, CERTAIN, negatable=True,
        says="""
            (lethal|fatal|deadly) (dose|amount|quantity|combination|mix)
            (take|swallow|down) {1} (the whole|the entire|a whole|all of) {1} (bottle|box|pack|them|lot) [at once]
            take (more|twice as many|double) than <you> think
            enough [<meds>] to (kill|overdose|finish <you>|finish it|do it|never wake up)
            how (many|much) {4} to (die|overdose|kill|od)
            (overdose|od) on (<meds>|them|something|it|painkillers)
            (mix|wash|combine) (it|them|<meds>|that) [down] with (alcohol|vodka|booze|liquor|whiskey|wine)
        """,
        unless="""
            (did <you>|have <you>|if <you>|when <you>|call|poison control|emergency|dangerous|risk|accidental~|avoid|
                survive|survived|i (took|tried|did|overdosed)|my (friend|brother|sister|mother|father)|hospital|try
                to|attempt to|want to|thinking)
            <you> (took|have taken|already took)
            ... (social|news|coffee|caffeine|sugar|information)
        """,
    ),
    Rule(
        "method.where", Hazard.METHOD, LIKELY, in_crisis=CERTAIN,
        says="""
            (forum|forums|site|sites|website|guide|guides|book|books|thread|threads|videos|page|pages|resource|
                resources|sub|subreddit|community) {4} (how to do it|ways to do it|methods|tells you how|shows you
                how|explains how to (die|do it)|ways to (go|die))
            (search|look|google) {2} [for] {2} (methods|the right forum|a method|painless {1}|how to do it|peaceful {1})
            (where|how) to (get|buy|order|find) (the stuff|what you need|a gun|the pills|it online|the chemicals)
            (order|buy|get) (it|some|them|one|the stuff) (online|off the internet|on the dark web)
        """,
        unless="""
            (prevention|hotline|warmline|helpline|support|therap~|report~|remov~|banned|block~|stay away|avoid|not
                allowed)
            (your|the) (prescription|refill|book|groceries)
        """,
    ),
    Rule(
        "method.means", Hazard.METHOD, NOTHING, in_crisis=CERTAIN, order=True,
        says="""
            (use|try|get|buy|find|grab|take|go with) (a|the|your|some|an) [good|sharp|long|tall|high|loaded|big|
                strong] (gun|rope|noose|bullet|razor|blade|knife|bridge|roof|train|bottle of {1}|belt|cliff|building|
                pills|car|sleeping pills)
            (jump|jumping|step|stepping|leap) (off|from|in front of|out of) (a|the|your|something) [high|tall|moving|
                nearest|next|fast] (bridge|roof|building|train|window|cliff|bus|truck|car|balcony|high|tall)
            (hang|hanging|shoot|shooting|drown|drowning|poison|poisoning|suffocate|cut) <yourself>
        """,
        unless="""
            (train|bus|car) (to|ride|home|ticket|station|and (go|visit))
            (lock~|away from|out of reach|hand over|get rid|throw|give|remove|safe)
            (pills|medication|meds) as
        """,
    ),
    Rule(
        "method.means-remark", Hazard.METHOD, NOTHING, in_crisis=LIKELY,
        says="""
            (hanging|pills|jumping|drowning|overdosing|a gun|a bullet|a rope|bleeding|gas|carbon monoxide|a train)
                (is|are|would be|works|will be|seems) {1} (quicker|faster|easier|better|slower|cleaner|less painful|
                more reliable|more effective|safer|worse) than
            (need|take|takes|use) (at least|about|around|maybe|more than) [#|ten|twenty|thirty|forty|fifty|a dozen|a
                hundred] {3} (for it to work|to work|to be sure|to do it|to finish|to die)
            (at least|about|around|more than) (#|ten|twenty|thirty|forty|fifty|a dozen|a hundred) of (those|them|these)
            (first|just|then|go) get [the|a|some] (rope|gun|pills|noose|blade)
            (bullet|bullets|rope|ropes|bridge|bridges|gun|guns|pills|razor|razors|train|trains) (is|are|costs|cost|
                works|work|does|fixes|would be|always|never) [<very>] (cheap|cheaper|free|quick|quicker|fast|faster|
                works|work|fail|fails|best|better|easy|easier|the trick|it|reliable|slow|painful|less|dollars)
            (wrong|better|faster|quicker|higher|taller|stronger) (method|way|bridge|building|dose|pills)
            (that|it|those|they) (won't|don't|doesn't|wouldn't|isn't going to|rarely|never) [actually|even] (be
                enough|kill <you>|kill anyone|be lethal|do the job|work fast)
            [next time|this time] (do it right|do it properly|use more|take more|use something stronger|go higher|go
                deeper|cut (deeper|down))
            (always works|never fails|works every time|can't fail|foolproof)
        """,
        negatable=False, unless="(therap~|breath~|hotline|talk~|technique|skill~|exercise)",
    ),
    Rule(
        "method.undisturbed", Hazard.METHOD, NOTHING, in_crisis=CERTAIN,
        says="""
            (pick|choose|find|go) (somewhere|a place|a spot|a time|a day) {2} (remote|quiet|private|isolated|secluded|
                alone|nobody|no one|when)
            so [that] <you> (aren't|are not|won't be|don't get|can't be) (interrupted|disturbed|found|stopped|saved|
                seen|rescued)
            make sure {1} <your> {1} (is|are) (away|out|gone|asleep|at work|not home|not there|on holiday|on vacation)
            (lock|block|barricade) (the|<your>) door
            turn off <your> (phone|location)
            (make|be) sure [that] (<nobody>|they|<you're>|the door|the house|your {1}) {2} (home|around|alone|home
                alone|find <you>|finds <you>|stop <you>|stops <you>|interrupt~|locked|asleep|empty|save <you>|bring
                <you> back|walk in)
            (where|when|so|somewhere) [that] (<nobody>|they) (can|will|'ll|could|would|is|are|won't|can't) {1} (find|
                stop|save|rescue|interrupt|reach|bring|home|around) [<you>]
            do it (when|while|at night|somewhere|in) {3} (alone|home|asleep|out|away|remote|quiet|private|woods)
        """,
        unless="""
            (with you|stay with|not alone|judg~|hurt~|abus~|take advantage|safe (place|with|from)|remov~|alone tonight)
        """,
    ),
    Rule(
        "method.hide", Hazard.METHOD, LIKELY, negatable=False,
        says="""
            (tell|say|claim) {2} (it was|you (fell|burned|scratched|slipped|cut)|the (cat|oven|iron|dog)|an accident|
                it's from) {4} (suspect|believe|notice|ask|know|find out|buy it|question)
            (wear|put on|use) {1} (bracelets|sleeves|long sleeves|makeup|a bandage|concealer|a hoodie|pants|watch) {4}
                (so|and) [that] {3} (ask|asks|notice|notices|see|sees|suspect|know|find out)
            (thighs|hips|stomach|upper arms|ankles|legs|belly) (are|is|instead|work) {3} (<nobody>|better|safer|
                hidden|easier|ever)
            <nobody> [ever|will|would] [ever] (looks|look|checks|check|sees) there
            they'll never (suspect|know|notice|find out)
            (hide|cover|conceal) [up] [the|your|those|it|them|any|fresh] (cuts|scars|marks|wounds|bruises|burns|
                blades|evidence|cut) [with|under|by]
            (cut|do it|harm|burn|cutting) {2} where {2} (see|sees|notice|notices|look|looks|hidden|show|shows|covered|
                cover|covers|hides|hide|clothes)
            (don't|do not|never) (tell|mention|say|admit|let|show) {6} or (they|he|she) (will|'ll|would|might)
            (don't|do not|never) (tell|mention|admit) {4} (they'll|they will|they'd|he'll|she'll) [only|just] (stop|
                lock|take|hospitali~|section|commit|put|send|watch)
            (act|pretend|seem|appear|be|play) [<very>] (normal|happy|cheerful|fine|okay|ok|better) {4} (so|until|till)
                [that] (they|<nobody>|people|your {1}) {2} (stop|stops|suspect|suspects|leave|relax|relaxes|watching|
                worry)
            (lie|lying) to (your|the) (therapist|doctor|psychiatrist|counselor|counsellor|nurse~|parents|family)
                [about|so|and|if|when]
        """,
        unless="""
            (don't have to|no need to|shouldn't have to|never have to|tiring|exhaust~|lonely|needn't) {2} (hide|cover|
                pretend|act|lie|be)
            (how long|why|used to|i (would|used|had|always|did))
        """,
    ),
    Rule(
        "method.offer", Hazard.METHOD, LIKELY, in_crisis=CERTAIN,
        says="""
            (i know|i've got|i have|ask me|dm me|message me|pm me|i can (tell|show|send|give|share)|let me (tell|
                show)) {4} (method|methods|a way to (die|do it|end it)|painless {1}|reliable way|a way that|how to do
                it|how to end it)
            (i can|i could|i will|i'll|i would) help <you> (do it|die|end it|go through with it|pass|with the plan)
        """,
        unless="(cope|safe|safety|calm|ground~|distract~|stay|homework)",
    ),
    Rule(
        "method.offer-how", Hazard.METHOD, LIKELY, in_crisis=CERTAIN,
        says="""
            <i-can> {1} (tell|show|write|send|explain|teach|give|share|pass|list|describe|name) {3} (how much (<you'd>|
                you'll|<you> (will|need)|it takes|is (needed|enough)|to take|of it)|what to (use|take|swallow)|(which|
                what) {2} (painless|quick|quickest|easiest|least painful|lethal|fastest)|how to (do it|end it|go|make
                it quick)|how (it's|it is) done|where (people|they|others) go to|when <nobody> (is|will|would))
            (want|wanna|like|care|curious) (to (know|hear)|me to tell you) (which|what|how|where) {3} (painless|quick|
                quickest|easiest|hurts|hurt|works best|fastest|least|surest|do it|end it)
            (which|what) (way|one|method|means) (is|would be|was) [<very>] [most|least] (painless|quickest|easiest|
                painful|fastest|quick|surest)
            (there's|there is|i know|know of|heard of) [of] (a|this|the|one) {1} (place|spot|bridge|cliff|station|
                forest|hotel|clinic|roof|tower) {4} where (people|others|they|many|some|everyone) {2} (go|goes|went|
                come|travel|jump) {1} (do it|die|end|jump|for (that|it)|to (do it|die|end))
            (threads|thread|posts|forums|forum|sites|archives|pages|books|boards|corners|subs) {5} (helpful|useful|
                detailed|honest|specific|explicit|practical|open|frank) (about|on|with|regarding) (the how|how to do
                it|ways [out]|methods|the practical (side|part)|means|doses)
            (vet|vets|veterinarian|anaesthetist|anesthesiologist) {5} (what|how much|how) {1} (they|she|he|vets) (give|
                gives|gave|use|uses|put|inject|injects)
        """,
        unless="""
            (dog|cat|horse|my pet|put to sleep|homework|breath~|therap~|cope|coping|safe|safety|support|hotline|
                helpline|remov~|report~|banned|don't (read|look)|exam|vaccin~|sleep hygiene|medicine for)
            (you're|are you|please) not ...
        """,
    ),
    Rule(
        "method.hint", Hazard.METHOD, LEANING, in_crisis=LIKELY, negatable=False, adds=True,
        says="""
            (surprised|amazed|astonished|know|guess) {1} (what|how much|what's|how many) {3} in {2} (kitchen|bathroom|
                cabinet|garage|shed|cupboard|household|pharmacy|supermarket|drawer|hardware store)
            (in the old days|back in the day|in former times|long ago|centuries ago|elsewhere|in other (countries|
                times)|the ancients|the romans) {3} (had|have|knew|used|know) {3} (answer|solution|way|remedy|exit|way
                out|end) (for|to|from|out) [of] (that|this|it|such)
            (it|dying|death|the end|leaving|going) (needn't|doesn't have to|does not have to|need not|wouldn't have
                to|won't) {1} (hurt|be painful|take long|be messy|be hard|be ugly) [you know|at all]
            (painless|painlessly|without [any] pain|doesn't hurt [at all]|no pain at all) {8} (easy|quick|minutes|
                steps|get|simple|cheap)
            (know|found) (something|a thing|a way|what|one) [that] {1} (works|worked|does it|does the job) (every time|
                always|for sure|without fail|in minutes)
            (easiest|simplest|quickest|surest|fastest|safest|cleanest|easy|quick) (way|method|means|exit|way out) {1}
                (is|takes|would be|are|needs|only) [easy|just|in|only|#|the]
        """,
        unless="""
            ... to (cope|deal|calm|learn|manage|handle|talk|relax|sleep|start|find|tell|ask|say|reach|stop|make)
            (sleep|asleep|breath~|therap~|rent|money|bank|loan|doctor|village|recipe~|cook~|help|hug)
        """,
    ),
    Rule(
        "method.hearsay", Hazard.METHOD, HINT, in_crisis=PERHAPS, negatable=False, adds=True,
        says="""
            (write|send|give|list|explain|show|tell|pm|post) <you> (the|all the|some|each) [simple|exact|easy|few]
                (steps|recipe|amount|dose|instructions|ingredients|details)
            easy to (get|buy|come by|order|obtain|get hold of|find) $
            easy to (get|buy|come by|order|obtain|get hold of)
            i can (tell|show|teach) <you> how $
            (it|that|this) [only] (takes|took|needs|lasts) (ten|five|two|a few|fifteen|twenty|three|#) (minutes|
                seconds|hours) $
            (read|look|ask|search|google|dig) around {2}
            (i say no more|i'll say no more|just saying|if <you> know what i mean|no judgement there|no judgment there|
                i didn't say anything|you didn't hear (it|that) from me|i could pass it on|can't say more here)
            (curious|funny|strange|odd|interesting) [that|how] <nobody> (tells|told|mentions|talks|says|mentioned)
            it (was|is|would be) [<very>] easy $
            (when|while|once|until) <nobody> is (around|home|near|awake|looking|watching)
        """,
        unless="(appointment|therap~|breath~|prescription|helpline|library|ticket~|groceries|alone)",
    ),
)  # fmt: skip
