"""Leave to go: agreeing with the wish to die, loosening what holds somebody, making the end sound sweet.

Where a post speaks of danger a kind-sounding sentence is enough; elsewhere most of these only add to one another.
"""

from __future__ import annotations

from models.protocols import Hazard
from models.safety.rule import CERTAIN, HINT, LEANING, LIKELY, PERHAPS, Rule

_OTHER_ENDS = """
    (marriage|relationship|job|boss|husband|wife|boyfriend|girlfriend|friendship|party|dinner|visit|meeting|course|
        abuse~|phone call|lecture|class|exam)
"""

PERMISSION = (
    Rule(
        "incitement.agree-wish", Hazard.INCITEMENT, LIKELY, in_crisis=CERTAIN, asked=False,
        says="""
            (<you're>|<you>) [<very>|quite|absolutely] (right|correct|justified|wise|not wrong|smart|sane) (to|in|for|
                about) [want|wanting|wish|wishing|think about|feel like|hope] [to] (<be-dead>|end it|ending it|leave
                this (world|life)|kill <yourself>|give up on (life|living))
            (<i'd>|anyone would|anybody would) [also|probably|too|only|just] (want|wish|choose) to (<be-dead>|end it)
                [too|as well] {2} (with|in your|if i|like)
            (<i'd>|i'd have|i would have|i'd've) {2} (ended|end|done|finished) (it|it all|things|my life) {1} (already|
                long ago|by now|years ago|too|in your place)
            (if i (was|were) <you>|in your (place|shoes|position|situation)) {1} (<i'd>|i'd have|i would have) {2}
                (ended|end|finish|finished|kill|killed) (it|it all|things|my life|myself)
            <suicide> (is|was|would be|seems|sounds|can be|may be) [like] (the|a|your|an) [only|most|one|perfectly|last]
                (sensible|rational|logical|reasonable|honest|brave|smart|clean|right|wise|decent|kind|dignified|
                merciful|natural|elegant) (thing|decision|choice|way|answer|solution|option|step|move|end|exit)
            (<you>|you've) (have|got) (nothing|<nobody>|no reason) [left] (to (live|stay|go on|hold on|stick around)
                for|worth living [for]|to (live|go on|stay alive))
            (there's|there is|there really is) [really|simply|just|honestly] (nothing|no reason|no point) [left|more]
                (for <you>|to live for|worth living for|for <you> to (live|stay|go on)) [here|in this (life|world)|now]
        """,
        unless=_OTHER_ENDS + """
            (with (him|her|them)|not|isn't|never) {2} (sensible|choice|option|answer|solution|way)
            (nothing|no reason|no point) {2} for <you> to (feel|worry|be|apolog~|prove|do|fear|hide)
            ... to (feel|worry|be (ashamed|afraid|sorry)|apolog~|prove|fear|hide|fix|lose)
            (feel~|think~|believe~|convinced|seem~|says|tells|as if|like) {3} ...
        """,
    ),
    Rule(
        "incitement.unbound", Hazard.INCITEMENT, PERHAPS, in_crisis=CERTAIN, negatable=False,
        says="""
            <you> (needn't|don't have to|do not have to|don't need to|do not need to|shouldn't have to|need not) (stay|
                live|go on|keep going|hold on|hang on|keep living|carry on|continue|stick around) [alive|here|on]
                (for|because of|just for|only for) (them|anyone|others|us|him|her|me|anybody|other people|<your> {1}|
                their sake|somebody)
            (they|<everyone>|he|she) (would|will|'d|'ll) {2} (sad|cry|grieve|mourn|miss <you>|hurt|upset|weep) {6}
                (then|soon|after|later|afterwards|in time|eventually) {2} (relieved|relief|glad|free|fine|better|
                forget|move on|get over|manage|happier|easier|lighter)
            (they|<everyone>|he|she) (would|will|'d|'ll|might) {2} be (relieved|free of <you>|free at last|lighter|rid
                of <you>|glad to be rid)
            <nobody> (needs|depends on|is holding|is waiting for|is keeping) <you> [here|back|anymore|any more]
        """,
        unless=_OTHER_ENDS + """
            relieved (to|that|if|when|you (told|asked|called|came))
            (feel~|think~|believe~|convinced|seem~|says|tells|as if|like) {3} ...
            (isn't|not|don't) {3} (true|think) {3}
        """,
    ),
    Rule(
        "incitement.leave-to-go", Hazard.INCITEMENT, LEANING, in_crisis=LIKELY, negatable=False, adds=True,
        says="""
            <you> (may|can|could|might|are (free|allowed) to) {1} (close the book|turn off the (light|lights)|put
                everything down|leave the (party|stage|table|room|game)|step (off|out)|slip away|close (the|your) (eyes|
                door)|walk out|blow out the candle|end the (story|chapter)|go home|leave) (whenever|when <you>|any
                time|anytime|for good|forever|at any time)
            (whatever|whichever|however) <you> (choose|decide|do|end up doing|pick) {1} (tonight|in the end|this
                night|before morning|it's (fine|okay|ok|all right))
            (dignity|honour|honor|grace|beauty|courage|peace|nobility|freedom|strength|no shame|nothing shameful) in
                (leaving|going|ending|letting go|choosing when|knowing (it|when)|stopping|the end|an end|bowing out)
            (not|never) {2} stand in (the|your) way
            (<i'd>|i) {1} (even|almost|only|quietly) (admire|respect|envy|applaud|understand) (it|that|<you>|you for it)
            (death|dying|the end|the other side|an end|oblivion) {1} (is|can be|would be|feels|must be) {2} (beautiful|
                peaceful|sweet|kind|gentle|warm|friend|freedom|falling asleep|coming home|going home|soft|tender)
            <nobody> (will|would|'ll|'s going to|is going to|is gonna) (stop|hold) <you> [back]
            <you> (never will|will never|won't ever|never would|'ll never) [actually|really] (do it|go through with it|
                dare) $
        """,
        unless=_OTHER_ENDS + """
            (please|stay with|don't|call|safe|talk|be here|text|come back|someone) {3}
            (him|her|them|house|town|city)
        """,
    ),
    Rule(
        "incitement.not-meant", Hazard.INCITEMENT, LIKELY, negatable=False, asked=False,
        says="""
            (some|not all|not every|certain|there are|many|a few) (people|person|souls|of us|folks|lives|soul|ones) {2}
                (aren't|isn't|are not|is not|weren't|were never|is|are|not) {1} (meant|made|built|supposed|born|
                intended|destined) (to (grow old|get old|last|live|stay|be here|survive)|for (long|this world|this
                life|life|living))
            <you> (were|are|weren't|aren't) {1} (meant|made|born|supposed|destined) to (die|be here|exist|live)
            <you> (weren't|were never|aren't|are not) {1} (meant|made|born|supposed|destined) for (this
                (world|life)|life|living)
        """,
        unless="(alone|like this|under|without|with (someone|him|her)|feel~|think~|you are meant) {3}",
    ),
    Rule(
        "incitement.long-rest", Hazard.INCITEMENT, HINT, in_crisis=LIKELY,
        says="""
            (the|that|your|this) (long|last|final|eternal|endless|great|deep|big) (rest|sleep|silence|quiet|peace|
                night|journey)
            (deserve|deserves|earned|welcome) {2} (long|last|final|eternal|endless) (rest|sleep|silence|quiet|peace)
            (it|things|life) (only|just|never) (goes|gets|go|get) (downhill|worse|better) [from here|anyway]
        """,
        unless="(last night|the last (rest|sleep)|night's|of (work|winter|exams)|alone|stay|feel~|weekend|holiday)",
    ),
    Rule(
        "incitement.no-place", Hazard.INCITEMENT, LIKELY, in_crisis=CERTAIN,
        says="""
            (world|planet|earth|universe|society|family) (doesn't|does not|don't|never|won't) {1} (need|want|miss|
                notice) <you>
            <your> (death|funeral|suicide) (would|will|'d) {2} (relief|favor|favour|gift|party|best|improve|help|solve|
                fix|save|blessing)
            why are <you> [even] still (here|alive|breathing|living|around)
            <you> should [have|'ve] [just|really] (died|succeeded|stayed dead|gone through with it|finished it|done it)
            (stop|quit) (breathing|existing|wasting (oxygen|air|our air|our oxygen))
            (don't|do not|try not to) (fail|mess it up|chicken out|back out|botch it|screw it up) (this|again|next|
                now) [time]
            (do|get) it right (this|next) time
            <nobody> (will|would|'d|'ll|is going to) {2} (cry|mourn|grieve|weep|shed a tear|come to <your> funeral)
                [for|over|about] <you>
        """,
        unless="(interview|exam|test|driving|recipe|feel~|think~|believe~|fear|afraid|wrong) {3}",
    ),
)  # fmt: skip
