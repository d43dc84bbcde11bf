"""Offering or asking to move out of sight: private messages, other apps, phone numbers, meeting."""

from __future__ import annotations

from models.protocols import Hazard
from models.safety.rule import CERTAIN, HINT, LEANING, LIKELY, PERHAPS, Rule

_WARNING = """
    (don't|do not|never|not|shouldn't|no one should|nobody should|careful|beware|report|block|ignore|avoid|scam~|
        predator~|strangers|stranger) {8} ...
    ... (you don't know|is against|isn't allowed|are predators|are red flags)
"""
_OTHERS = """
    (he|she|they|ex|his|her|their|someone|anyone|people|who|user|users|guy|friend|friends|boss|mother|mom|dad|father|
        sister|brother|kids|that|it) {3} ...
"""

PRIVATE_CONTACT = (
    Rule(
        "contact.message-me", Hazard.PRIVATE_CONTACT, CERTAIN,
        says="""
            (hit|hmu|ping|find|catch|reach|get|contact) me [up] (in|on|via|through|by) (chat|dm|dms|pm|pms|here
                privately|private)
            (i've|i have|i|just) (messaged|dmed|pmed|dm'd|pm'd|inboxed|texted|pm|dm) <you> [privately|already|a link|
                back]
            (pm'd|dm'd|pmed|dmed|messaged) (you|u)
            (check|see) (your|ur) (dm|dms|pm|pms|inbox|chat|messages|chats)
            (let's|lets|we can|we could|wanna|want to) (talk|chat) (privately|in private|one on one|just us|alone|in
                chat)
            (send|sent|sending) (you|u) (a|an) (request|chat|invite|message|dm|pm)
            (dm|pm|inbox|private message|direct message|hit up|msg|pm/dm) me
            (message|text|write|email|e-mail|contact|chat with|call) me (privately|directly|any time|anytime|whenever|
                if <you>|on|at|in private|tonight|instead|please|so we|and (we|i)|for)
            (message|text|email) me $
            (talk|reach out|vent|speak|write|open up) to me (privately|in private|directly|on <app>|in (dms|dm|pms|pm|
                private)|any time|anytime|whenever)
            my (dm|dms|pm|pms|inbox|messages|chat|chats|door) (is|are|'s) [always|wide|still|completely] open
            my (dms|pms|inbox|chat) always open
            (slide|hop|jump|come|pop|get) (into|in) my (dms|dm|pms|inbox)
            hmu
            (d m|p m) me
            (shoot|send|drop|give|leave) me (a|an|your|some|any) [quick|private|direct] (dm|pm|message|messages|msg|
                text|line|email|call|chat|number)
            (i'll|i will|i'm going to|i can|i'd like to|i've|i have|i just|let me|gonna|can i|could i|may i|mind if i|
                should i|i could|i'm) [just|also|happy to|going to] (dm|pm|dmed|pmed|dm'd|pm'd|dming|pming|private
                message|messaged|inbox|inboxed|message) (<you>|u)
            (sent|sending|send) <you> a (dm|pm|message|chat request|private message|chat|friend request)
            (check|answer|accept|look at) <your> (dm|dms|pm|pms|inbox|chat|chat request|private messages)
            (feel free|you can|you could|you're welcome|please|just|don't hesitate|happy|glad|want|wanna|open|up for|
                could we|can we|let's|we can|we could|free) [to] {2} (in|via|by|over|through|to|into|take this to|take
                it to) [my|the|a] (dm|dms|pm|pms|inbox|private message~|direct message~|private chat)
            (feel free|happy|glad|welcome|free|want) to (dm|pm|private message)
        """,
        unless=_WARNING + _OTHERS + """
            (message|dm|pm|contact|text|write|call) {3} (mods|moderators|modmail|admins|988|741741|samaritans|hotline|
                helpline|lifeline)
            (that|it|this|memory|reminds|tells) {1} (message|text) me
        """,
    ),
    Rule(
        "contact.app", Hazard.PRIVATE_CONTACT, CERTAIN,
        says="""
            (get|have|give me|drop|grab|swap|got|gimme|share|send) <your> (snap|insta|ig|discord|telegram|number|
                whatsapp|handle|digits|socials|skype|kik)
            let me get <your> (snap|insta|ig|discord|telegram|number|whatsapp|handle|digits|socials|skype|kik)
            (whats|what's|what is) (ur|your|u) (snap|insta|ig|discord|telegram|number|whatsapp|handle|digits|socials|
                skype|kik)
            (reach|find|text|call|get|message|contact) me on (<app>|my phone|my cell)
            (let's|lets|could|can|we should|wanna|want to) {1} (video call|facetime|call sometime|voice chat|hop on a
                call|have a call|zoom)
            (i'm|im|i am) on (discord|telegram|whatsapp|snapchat|insta|instagram|kik|skype) [as|if|under|most]
            (add|find|message|text|dm|pm|hit|contact|reach|follow|write|get|talk to|call) me {2} (on|at|through|via|
                over) [my] (<app>|facebook|fb|email|zoom)
            (add|follow) me $
            (do|are|have|got|can|could|shall|should|let's|we could|we can|want to|wanna|i'd rather|you can) {5} (have|
                on|use|over|to|via|through|got|move to|switch to) (discord|telegram|whatsapp|whats app|snap|snapchat|
                insta|instagram|kik|skype|messenger|wechat|viber|facetime)
            my (discord|telegram|whatsapp|snap|snapchat|insta|instagram|kik|skype|wechat|ig) (is|name|handle|id|
                username|user)
            (what's <your>|whats <your>|what is <your>|give me <your>|drop [me] <your>|send [me] <your>|share <your>|
                here's my|here is my|give <you> my|have my) (discord|telegram|whatsapp|snap|snapchat|insta|instagram|
                kik|skype|wechat|ig|phone number|phone|cell|mobile|number|digits|email|email address|handle)
            (join|come to|hop on|hop in|get on|jump on|jump in) [to|into] (my|our|this|the|a|us on|me on) [small|
                little|private|support|new|free] (discord|telegram|whatsapp|group chat|server|skype|whatsapp group)
            (talk|chat|speak|continue|move|take|text) {4} (on|over|to|via) (discord|telegram|whatsapp|whats app|
                snapchat|snap|instagram|kik|skype|messenger|facetime|another app|email)
        """,
        unless=_WARNING + """
            (he|she|they|ex|his|her|someone|anyone|strangers|him) {4} ...
            (old|best|close|good|your) friends
            (my|a|your) {1} (friend|friends|sister|brother|partner|mother|mom) {5} ...
            (therapist|counselor|doctor|family|mother|mom|sister) (on|over|via|through)
            (delete~|remove~|mute|quit|deactivat~|unfollow)
            (lead~|cause|causes|causing|bring|access) {3} ...
            (lead|leads|led|leading|cause|access) to (discord|skype|messenger)
            if (someone|anyone|somebody|strangers|they|people) {6} ...
        """,
    ),
    Rule(
        "contact.call-me", Hazard.PRIVATE_CONTACT, LIKELY,
        says="""
            (here's|here is|this is|heres) my (number|cell|phone|email|contact)
            my (number|cell|phone number|email|email address) is
            (call|text|ring|phone|email) me (at|on|any time|anytime|tonight|whenever|if|now|when|and|tomorrow|so)
            give me a (call|ring|text)
            (contact|reach|email) me (at|on|via|by|through|directly|for)
            (i'll|i will|i'd like to|i'd love to|i could|i can) (call|phone|ring|text|facetime|email) <you>
            (exchange|swap|trade|share) (numbers|emails|contacts|socials|snaps|instagrams)
            (we|let's|i'd rather|i would rather|i'd prefer to|could we|can we) {4} (talk|chat|speak|continue|discuss|
                take (this|it)|move (this|it)|go) {3} (privately|in private|somewhere (quieter|private|else|more
                private)|one on one|off (here|reddit|this site|this sub)|elsewhere)
            (rather|prefer|better|easier) {2} not [to] (talk|discuss|say) {2} here
            (take|move) this (somewhere|offline|private|to private|off reddit|elsewhere)
        """,
        unless=_WARNING + _OTHERS + """
            call me (a|an|names|crazy|stupid|old|weird|naive|cynical|silly)
            (your|a|the) (therapist|counselor|doctor|partner|husband|wife|hr|teacher|boss)
        """,
    ),
    Rule(
        "contact.meet", Hazard.PRIVATE_CONTACT, LIKELY,
        says="""
            (what|which) (school|university|college|campus|gym|class|neighborhood|street|dorm) (do|are|did) <you> (go
                to|go|attend|in|at|live)
            (how about|why don't|what if|shall|should) (we|i) {2} (grab|get|meet|hang|pick you up|take you out|buy
                you) [a|some|up|out|for]
            my treat
            <you> (can|could) [always|totally|also] (stay|crash|sleep|live) (with|at) (me|my {1}|mine|ours|us)
            <you> (can|could) come [and] (stay|live|crash|sleep) (with|at) (me|my {1}|mine|ours|us)
            (don't|do not|no need to|never) tell (your|ur) (parents|mom|mum|dad|teacher|boyfriend|girlfriend|husband|
                wife|therapist) {3} (talking|talk|chatting|friends|meeting|us|this|texting)
            (i know|know) a place where we
            (we (could|should|can)|let's|lets|i'd love to|i would love to|could we|can we|should we|maybe we|down to|
                happy to|i'd like to|i would like to|would <you> (like|want) to|wanna|want to) {2} (meet [up] (in
                person|irl|for {1}|sometime|somewhere|face to face|with me)|meet up|hang out|grab (a|some) (coffee|
                drink|dinner|beer)|get (a|some) (coffee|drink|drinks))
            (we (could|should|can)|let's|could we|can we) [maybe|just] meet
            (i can|i could|i'll|i will|i'd) [gladly|happily|always] (come (over|by|to you|see <you>|visit|get <you>|
                pick <you> up)|pick <you> up|visit <you>|drive (over|to you)|stop by)
            (where|which (city|state|town|country|area)|what (city|state|town|country|area|part|school)|whereabouts)
                {1} (do|are|is) <you> {1} (live|from|based|located|staying|at|in|go to)
            where are <you> (at|from|located|based) $
            (what's|whats|what is|send|give|tell|share) [me] <your> [home|exact|full|real] (address|location|full
                name|real name|last name)
            (stay|crash|sleep|live) (at|with|in) (my (place|house|apartment|flat|home|couch)|me)
            (come|you can come) (over|stay|live|visit) {1} (my place|with me|at my|to mine|me $)
            are <you> {1} (near|close to|around) {3} (we could|i could|i can|me)
            i live [pretty|quite|really|very] (near|close) [to] [<you>|there|by]
        """,
        unless=_WARNING + """
            (hotline|helpline|number|numbers|crisis|line|resources|lifeline|services|laws|legal|options|depends|
                depending|licens~|availab~)
            ... (him|her|them|people|someone)
            ... (with (people|friends|others|a|your|him|her|them|someone)|new people|your (goals|needs)|the
                (requirements|standards|deadline))
            (he|she|they|people|ex|who|him|them|your {1}) {2} ...
            (support group|group meeting|club|class|therapist|counselor)
        """,
    ),
    Rule(
        "contact.soft", Hazard.PRIVATE_CONTACT, HINT, in_crisis=PERHAPS,
        says="""
            (i can|i could|i'd love to|i'd like to|i would love to|i will|i'll|want to|can i|may i|could i|let me) be
                <your> (friend|gf|bf|girlfriend|boyfriend|person|big brother|big sister|buddy)
            (want to|wanna|could we|can we|let's|we could|we can) be friends
            (get to know <you>) [better]
            (i'm|i am) [a|an] # (m|f|yo|male|female)
            (you can|feel free to|please) (contact|reach out to|talk to|message|text|call) me
            if <you> (ever|need|want) {4} (message|contact|talk to|reach out to|text|write) me
        """,
    ),
    Rule(
        "contact.find-me", Hazard.PRIVATE_CONTACT, LIKELY,
        says="""
            (find|look for|look|search|add|reach|catch|follow|get|message) [me|me up|for me|my name|hold of me] [up]
                (under|by|with|using|via) (the|this|my) (same|own|user|real|old|other)? {1} (name|username|handle|nick|
                nickname|tag)
            [the] same (name|username|handle|nick|nickname|tag) (on|at|over|in) {4}
            (find|reach|catch|get) me (on|over at|over on|at) {1} (the|that|a) {2} (app|site|platform|network|server)
            (love|like|want|curious|happy) to (know|get to know|meet|see) <you> (better|more|in person|in real life|
                properly|personally)
        """.replace("(same|own|user|real|old|other)?", "[same|own|user|real|old|other]"),
        unless="""
            (don't|never|shouldn't|would not|wouldn't|careful|if someone|if anyone|wary) {5}
            (therapist|counsel~|doctor) {4} to (know|get)
        """,
    ),
    Rule(
        "contact.beckon", Hazard.PRIVATE_CONTACT, LEANING, negatable=False, adds=True,
        says="""
            (easier|better|nicer|simpler|faster|warmer) (with|by|over|through|in) (a voice|voice|phone|the phone|call|
                a call|person|private|two)
            typing is [<very>] (slow|tiring|clumsy|cold|hard)
            (others|people|everyone|everybody|the rest|they|most) [in|on|around] (here|this place|this sub) [will|'ll|
                can|do|would] (only|just) (talk|type|write|read|comment|give|want)
            (i|i'd|i'm) (would|'d|am|'m|will|'ll) [really|actually|truly] be there [for <you>]
            (mods|moderators|mod|rules|admins) {1} (don't|doesn't|won't|wouldn't|do not|needn't|aren't) {1} (like|
                want|need|have to|fans|love|know|see|notice) {1} (it|this|that|to know|know|of)
            (little|small|tiny) (envelope|letter|icon|button|paper plane) {4}
            (next to|beside|by|under|behind|on) my (name|username|profile|picture|avatar)
            (i'm|i am|i live|living|i'm living|based) (also|too|right|just|only|close|near|nearby) {1} (in|to|around|
                there|by) {2}
            my (sofa|couch|door|kitchen|place|flat|guest room|spare room|apartment|home|balcony|garden) {1} (has|is|
                would|can|stands|welcomes) {1} (open|free|heard|always|yours|welcome|room|seen|nearby|hold)
            (any|every|this) (evening|night|weekend) <you> (like|want|wish|need|feel)
            how old are <you>
            <you> (write|sound|seem|look) [<very>] (beautifully|lovely|pretty|mature|attractive|special|sexy)
        """,
        unless="(don't|do not|no need to) {3} (say|tell|write) how old",
    ),
)  # fmt: skip
