"""Guilt, blame, and orders to pull oneself together."""

from __future__ import annotations

from models.protocols import Hazard
from models.safety.rule import CERTAIN, LIKELY, PERHAPS, Rule

TOUGH_LOVE = (
    Rule(
        "tough-love.orders", Hazard.TOUGH_LOVE, CERTAIN, order=True,
        says="""
            (get|sort|pull|clean) (<your> (act|shit|head|life) (together|straight|out|up)|<yourself> (out|up|together))
            (move it|suck it up|walk it off|rub some dirt on it|put up with it|harden the fuck up)
            toughen up [buttercup|princess]
            (put|time to put) <your> big (girl|boy) (pants|panties) on
            (stop|quit) (acting|behaving) like (a|such a|an) [little|spoiled|big|total] (child|baby|victim|brat|kid|
                teenager|crybaby|wimp)
            (stop|quit) being (a|such a|the) (victim|baby|child|coward|burden|pushover|crybaby|drama queen|brat)
            get <your> (ass|butt|arse|lazy ass) (up|moving|in gear|out of bed|to work|off)
            (get up|get off) (and (do something|clean|work)|of that (bed|couch|sofa))
            (man|woman|buck|toughen|cowboy|butch|harden|nut) [the (fuck|hell)] up $
            (man|woman|buck|toughen|cowboy|butch|harden|nut) [the (fuck|hell)] up (and|already|now|dude|buttercup|a
                bit|a little|man|bro|or|you|if)
            grow [the (fuck|hell)] up $
            grow [the (fuck|hell)] up (already|and (stop|face|deal|get)|man|dude|you)
            suck it up
            toughen up
            snap out of (it|this|that)
            pull <yourself> (together|up by)
            get (a|some|yourself a) [fucking|damn] grip
            deal with it (already|like|and (move|stop)|or)
            deal with it $
            put on <your> big (boy|girl) (pants|panties)
            (grow|get|develop) [a|some] (thicker|thick|tougher) skin
            (straighten up|straighten <yourself> out|shape up)
            take it like a (man|adult|woman)
            (get|just get) over (it|yourself|this|that|him|her) [already|and (move|grow)]
            move on (already|with your life)
            (get up off|get off|off) (your|ur|the|that) [lazy|fat|damn] (ass|arse|butt|backside|couch|sofa|bum)
            (stop|quit) being [<very>] [<very>] (lazy|weak|soft|sensitive|baby|childish|wimp|
                pussy|dramatic|selfish|victim|loser|coward|ungrateful)
            (don't|do not) be [<very>] [<very>] (lazy|weak|soft|sensitive|baby|wimp|pussy|selfish|coward|ungrateful|
                quitter|crybaby)
            (be a man|act like (an adult|a man)|act your age|man up)
            (face|accept) (reality|the facts|the music) $
            wake up (and (smell|face|stop)|to reality)
            try harder
        """,
        unless="""
            ... (around|in a|in the|as a kid|with him)
            (help|hard|easier|struggle~|struggling|way|ways|how|able|ready|learn~|slowly|time) {2} to (deal|move|get
                over|accept|face)
            (when <you're> ready|takes time|take your time|in <your> own time)
            (grow|grew) up (in|with|without|around|poor|together|and)
        """,
    ),
    Rule(
        "tough-love.stop-whining", Hazard.TOUGH_LOVE, CERTAIN,
        says="""
            (stop|quit|cease|enough|enough with|enough of|cut|cut out|no more|drop|spare us|less) [all] [the|your|
                that|this|with] [<your>|the|constant|endless] (whining|complaining|moaning|sulking|wallowing|moping|
                bitching|self pity|pity party|excuses|drama|whinging|blubbering)
            (stop|quit) [always|constantly] (pitying <yourself>|feeling [so] sorry for <yourself>|playing the victim|
                making [up] excuses|acting like [a|such a] (victim|baby|child|martyr)|crying about (it|this|him|her|
                everything)|blaming (others|everyone|everybody|the world|other people))
            <you're> [<very>] (wallowing|feeling sorry for <yourself>|making excuses|whining|complaining)
            (<it's>|those are|these are|sounds like|all i (hear|read) (is|are)|full of|just|nothing but) [<very>]
                [more|a bunch of] excuses
            self pity (won't|doesn't|isn't|never|will not|is not)
            cut the (crap|drama|bullshit|act)
        """,
        unless="""
            (hard|can't|couldn't|trying|learn|tried|wish) to (stop|quit)
            no [more] excuse for (him|her|them|that|his|their|abuse|what)
            (he|she|they|him|her|them|ex|boss|husband|wife) {3} (stop|quit|making|playing|feeling|whining)
            (afraid|worr~|feel~|think~|scared) {3} (whining|complaining)
        """,
    ),
    Rule(
        "tough-love.fault", Hazard.TOUGH_LOVE, CERTAIN, asked=False,
        says="""
            <you've> (only|just|nobody but|no one but) <yourself> to (blame|thank)
            <you> have (only|just|nobody but|no one but) <yourself> to (blame|thank)
            (own|admit|face) it <you> {1} (screwed up|messed up|failed|fucked up|blew it|lost)
            <nobody> (put|held|poured|stuck|shoved) {4} in <your> (hand|hands|mouth|head|arm)
            <nobody> (else|but <you>) is (to blame|responsible|going to (fix|clean|do|save))
            (that|this|it) (was|is|were) [<very>] [<very>|your own] (choice|decision) <you> made
            <you> (made|make) that choice
            <you> knew (exactly|full well|damn well|perfectly well|what would happen|what <you> were (doing|getting))
            (thrown|threw|throwing|wasted|pissed) {4} away {3} (weak|nothing|because)
            because <you> (were|are|was) [<very>] (weak|lazy|selfish|stupid|careless|irresponsible|undisciplined)
            (<it's>|all|entirely|partly|honestly|clearly|probably) [<very>] [<very>] <your> [own] [damn|fucking|
                stupid] (fault|doing|making)
            <it's> [<very>] on <you>
            (<yourself> to blame|blame (<yourself>|no one but <yourself>|nobody but <yourself>))
            <you> [really|clearly|basically|kind of|kinda|literally] ((brought|bring|are
                bringing|keep bringing|always bring) (this|it|that|things|everything) [all] (on|upon) <yourself>|did
                this to <yourself>|caused (this|it|all)|created this (mess|situation|problem)|chose this|are to blame|
                let this happen|put <yourself> in this|got <yourself> into this|dug this hole|asked for (it|this))
            made <your> [own] bed
            (now|so) lie in it
            (consequences|result|results) of <your> [own] (actions|choices|decisions|mistakes|laziness|stupidity)
            take [some|a little|full] (responsibility|accountability) for <your> [own] (self|life|actions|mess|
                choices|mistakes)
            take [some] (responsibility|accountability) for once
            if <you> (had|hadn't|'d|weren't|wasn't) {6} (wouldn't|would not) {2} (be in|have happened|have (left|
                failed|lost|to)|feel|be)
        """,
        unless="""
            (isn't|wasn't|is not|was not|aren't|not|never|none|ain't|nor|neither|hardly) {4} <your> [own] (fault|
                doing|making)
            (don't|do not|never|not|stop|no need to|easy to|quit|to|shouldn't|without|you|keep|tend to|and) blame
                <yourself>
            (none|nothing|no (part|bit|piece|fraction)|not (one|a single|any)|neither|little|hardly any) {3} ...
            (blame|blaming) <yourself> (for|is|won't|and|when|but|less)
            (if|whether) <it's> <your> fault
            (none|nothing|not|never|isn't) {4} on <you>
            none of ...
            if <you> (had|'d) (known|told|asked|a (broken|fever|flu))
        """,
    ),
    Rule(
        "tough-love.selfish", Hazard.TOUGH_LOVE, CERTAIN,
        says="""
            most (cowardly|selfish|pathetic|stupid|ungrateful) thing
            (suicide|it|that) is a permanent solution to
            permanent solution to [a|your] temporary
            (what about|so you'd|you'd|you would|you'd just) (leave|abandon|dump|orphan) <your> (kids|children|son|
                daughter|family|parents|wife|husband|baby)
            (suicide|killing <yourself>|it|that|this|dying|ending it|ending your life|giving up|cutting|self harm|
                <it's>|<you're>|you are being|you being|<you're> being) [is|would be|are|was] [<very>] [<very>]
                [<very>] (selfish|cowardly|ungrateful|spoiled|spoilt|the easy way out|the cowards way out|the coward's
                way out|a coward's way out|for (cowards|quitters|losers|weaklings|the weak)|shameful|weak and)
            how (selfish|cowardly|ungrateful|entitled|spoiled)
            (most|so|very|really|just|being|incredibly|pretty) (selfish|cowardly|ungrateful) [of <you>|thing|act|
                person|and|to]
            (only|just|for) (cowards|quitters|losers|weaklings|the weak) {3} (way out|give up|quit|suicide|kill|
                themselves)
            (coward's|cowards|coward|cowardly) way out
            shame on <you>
            <you> should be [<very>] ashamed
            (don't|do not) be (selfish|so selfish)
        """,
        unless="""
            (not|isn't|never|nothing|aren't|doesn't|don't|wasn't|ain't) {4} (selfish|cowardly|weak|ungrateful|
                shameful|ashamed|entitled|coward~|way out|spoiled)
            (he|she|they|him|her|ex|father|mother|mom|dad|boss|sister|brother|husband|wife|parents|friend|people) {1}
                (is|are|was|were|sounds|sound|being|acted) ...
            (his|her|their) {3} ...
            (be|being) selfish (for once|sometimes|about your|is (okay|ok|fine))
            (feel|feels|feeling|felt|afraid|worry|worried) {3} ...
            (part|world|system|landlord|boss|person)  ...
        """,
    ),
    Rule(
        "tough-love.guilt", Hazard.TOUGH_LOVE, LIKELY,
        says="""
            (do|have) <you> [even|really] (have any|any|the slightest) (idea|clue) {1} what {3} (do|does|doing) to
                <your> [poor] <loved>
            any (idea|clue) what {4} to <your> [poor] <loved>
            (passing|pass|transfer|transferring|hand|handing) <your> pain [on] [over] (on|to|onto)
            don't <you> dare (do|put|hurt|leave|make) {4} <your> <loved>
            don't <you> (dare do|do) (that|this) to <your> <loved>
            (leave|leaving|abandon|abandoning) <your> (kids|children|son|daughter|baby|wife|husband) (without|behind|
                alone|fatherless|motherless)
            after (everything|all) <your> <loved> {2} for <you>
            think of (the|all the) (people|ones|others) (you'd|you will|you would) (hurt|leave|destroy|scar)
            (traumati~|scar|scarring) {2} (whoever|the person|people who|everyone who) (finds|find|loves|love)
            (think|imagine|consider|picture) [long and hard|hard] [about|of|how] [what] {5} (do|does|doing|did|hurt|
                feel|destroy|kill|devastate|finding <you>|burying <you>|bury <you>) {2} <your> [poor|own|little|whole]
                <loved>
            (think|imagine) [about|of|how|what] [the|<your>] [poor|own|little|whole] <loved> [who|that|will|would|
                finding|having|must|crying|burying|feeling] {1} (finding|find|bury|burying|feel|crying|suffer|go
                through|live with|devastated|pay|clean|without)
            [at least|just|how about|why not|please] think (of|about) <your> [poor|own|little|whole] <loved> (before|
                for once|and|instead|too|first)
            have <you> [even|ever|once] (thought|considered) [about|of|for] {3} <your> [poor|own] <loved>
            (how|why) (could|can|dare|would) <you> [even|ever] [dare] (think [of|about]|consider|do|put|leave|hurt)
                {4} <your> [poor|own] <loved>
            (<you'll>|<you> would|you'd|<you're> [just]|it'll|it will|it would|that will|that would|this will|this
                would) [only|just|completely|totally] (destroy|ruin|devastate|kill|destroying|hurting|killing|ruining|
                scar|traumati~|break) [<your>|the] [poor|whole|entire] (<loved>|everyone|family's life|mother's heart|
                parents' (heart|hearts|lives))
            (pass|passing|pass on) (the|<your>) pain [on|over] to
            want (<your>|them|her|him) [poor] [<loved>] to (find <you>|bury <you>|see <you> (dead|like that)|live
                with|find <your> body)
            <loved> finding (<you>|<your> body)
            after (all|everything) {3} <loved> {1} (did|done|sacrificed|has done|have done|do|given|gave) [for <you>]
        """,
        unless="""
            (telling|asking|calling|letting|talking|reaching|support|therap~|counsel~|session|boundar~|divorce|dating|
                separat~|wedding|visit|holiday|relationship~|communicat~|affair|custody|marriage)
            (need|needs|want|wants|like) [from|for|to] ...
        """,
    ),
    Rule(
        "tough-love.choose", Hazard.TOUGH_LOVE, LIKELY,
        says="""
            <you're> [<very>] [<very>] (choosing|deciding|letting <yourself>) to (be|feel|stay|remain|live) [<very>]
                (miserable|depressed|unhappy|sad|sick|victim|stuck|anxious|weak|this|like this|that way)
            <you> (choose|chose|decide|decided) to (be|feel|stay) [<very>] (miserable|depressed|unhappy|sad|sick|
                victim|stuck|anxious|weak)
            if <you> (really|actually|truly|just) (wanted|cared|tried) {5} (you'd|you would|would have|would've|
                wouldn't)
            <you're> [<very>] [<very>] not [even|really] (trying|making an effort) [hard enough|enough]
            <you> [just|clearly|obviously|really] (don't|aren't|haven't|didn't|do not|are not|have not) [even|really|
                actually] (want to get better|want help|trying hard|trying $|tried hard|tried $|try $|try hard)
            (depression|anxiety|addiction|sadness|mental illness) is [just|only|really] (a choice|a mindset|a lack of|
                laziness|weakness|mind over matter|an excuse|self indulgence)
            <you> (just|really|simply|only) (need|lack) [some|more|a little|a bit of] (discipline|willpower|will
                power|self discipline|effort|backbone|self control)
            what <you> need is [a] [good] (kick|slap|discipline|tough love|beating)
            [it's] all a matter of (will|willpower|discipline)
        """,
        unless="(not|isn't|never|no one|nobody) {3} (choice|choos~|chose|laziness|weakness|lack|mindset|matter|excuse)",
    ),
    Rule(
        "tough-love.hard-truth", Hazard.TOUGH_LOVE, PERHAPS, in_crisis=LIKELY, negatable=False,
        says="""
            (harsh|cold|brutal|hard) (truth|reality|fact)
            (some|bit of|time for) tough love
            welcome to (reality|the real world|adulthood|real life|life)
            life (isn't|is not|ain't|is never|was never) fair
            life is (hard|tough|rough) (get|deal|suck|so|and (then|you)|grow|move)
            <nobody> (is coming|is going|is gonna|'s coming|'s going|'s gonna|will) [to] (save <you>|rescue <you>|do
                it for <you>|fix <your>|fix (it|<you>))
            <nobody> owes <you>
            (the|this) world (doesn't|does not) (owe <you>|revolve around <you>|care about <you>)
            get (out of bed and|a real job|a job and|a life)
            (some of us|others|the rest of us) [actually|just] (work|worked|earned|have to work|manage|deal with|get on)
            <you> should [have|'ve] (thought (of|about) (that|this|it)|known better|studied|tried|listened|worked) {3}
            <nobody> (forced|made|asked) <you> [to]
            what did <you> expect
            (men|boys|real men|grown men|adults|big girls) don't cry
            (other|others|people|everyone else) (manage|cope|managed|coped|get on with it|got on with it) [just fine|
                fine|so can <you>]
        """,
        unless="(not|no|don't|without|never|instead|against) {3} (tough love|harsh|fair)",
    ),
    Rule(
        "tough-love.owe", Hazard.TOUGH_LOVE, LIKELY, negatable=False,
        says="""
            (think|thought) (of|about) [all] <your> [poor|own|whole] <loved> {1} (you owe|they deserve|they need|
                they've|they have done|they gave|and what)
            <you> owe (it to|them|that to|this to) [your {1}|them|him|her] {2} (to (live|stay|try|fight|be|get|keep|
                pull)|after|that much|everything)
            (imagine|think|picture|consider) (how|what) <your> [poor|own|whole] <loved> {1} (feel|feels|felt|think|
                thinks|say|says|must|will|go|goes) {2} (reading|seeing|hearing|knowing|finding|watching|when|if|about)
            (be strong|hold it together|pull through|keep it together|stay strong|smile) for (your|the|their) {1}
                (<loved>|sake)
            if <you> {1} (loved|cared about|cared for) (them|him|her|<your> {1}|your own {1}) {4} (<you'd>|you could)
        """,
        unless="""
            (don't|do not|needn't|never) {4} (owe|be strong|hold it together|smile|have to be strong)
            (apolog~|explanation|boundar~|talk to|ask them|nothing)
        """,
    ),
    Rule(
        "tough-love.doubt", Hazard.TOUGH_LOVE, LIKELY, negatable=False,
        says="""
            (ask|asked|asking|wonder|wondering|question|doubt|not sure|unsure) [myself] (if|whether|that) <you>
                ['ve|have|are] {1} (really|actually|honestly|ever|even|truly) (tried|trying|want|wanted|made|done|
                fought|put)
            (did|have) <you> (really|actually|honestly|even) (try|tried) (hard enough|everything|at all)
            (wanting|wishing|talking|complaining|crying|moaning|feeling) (isn't|is not|is never|won't be) (doing|
                acting|trying|a plan|work)
            (winners|strong people|fighters|adults|grown ups|successful people|real men) (don't|do not|never) {1}
                (write|post|cry|complain|whine|quit|give|make|sit|wait|ask|feel|lie)
            (suffering|misery|unhappiness|sadness|pain|loneliness|stress) is [always|just|only|really|also] (a choice|
                optional|a decision|a habit|something <you> choose)
            <you> (could|can) [just|simply|always|also|easily] choose (otherwise|differently|not to|to (be|feel)
                (happy|well|fine|better))
            <nobody> (wants|likes|will|can|loves|stays|helps) {7} (won't|doesn't|don't|refuses to|refuse to|can't be
                bothered to) help (themselves|himself|herself|yourself|himself or herself)
            (god|life|heaven) helps those who help themselves
        """,
        unless="(not|isn't|never|nobody says|no one says) {3} (choice|optional|decision|choose)",
    ),
    Rule(
        "tough-love.lecture", Hazard.TOUGH_LOVE, LIKELY, negatable=False,
        says="""
            <nobody> (likes|loves|wants|respects|hires) (a|an) (quitter|whiner|victim|complainer|moaner|crybaby|loser)
            (in my day|back in my day|when i was your age|my generation) {4} (worked|got on|just|didn't|never|dealt|
                managed|coped|kept|without)
            (tears|crying|moping|self pity|sulking|wallowing|feeling sorry|whining|moaning) {3} (won't|will not|never|
                doesn't|don't|isn't going to) {1} (help|fix|solve|change|pay|bring|get|make|do)
            <you> [only|'ve only|have only] (have|got) [only|no one|nobody] [but] <yourself> to (blame|thank)
            (using|use|uses|hiding behind|hide behind) {1} (depression|anxiety|illness|grief|trauma|past|childhood|
                diagnosis|feelings|mental health) [as] [an|a] (excuse|crutch|shield|ticket)
            (zero|no|little|not much|hard to have) (sympathy|pity|patience) (for|with) (<you>|people (like <you>|who)|
                this|that|someone)
            (get off|put down|turn off|log off) (reddit|your phone|the phone|the internet|the computer) and (go|get|do|
                work|live|find|clean|start|face)
            (sign|lack|form) of (weakness|character|backbone|discipline|willpower|will power|laziness)
            <you> (chose|wanted|signed up for|picked|made) {3} (now|so) (live|deal|cope|lie|stick)
        """,
        unless="""
            (isn't|not|never|no|aren't|don't|wrong|myth) {4} (sign|weakness|lack|excuse|crutch|crying|tears)
            (told|said|says|say|saying|heard|called|feel~|afraid) {4} ...
        """,
    ),
)  # fmt: skip
