"""Troubles with the people who are near, or not near enough."""

# A template stays on one line: cut in two it is harder to read aloud, and that is how they were checked.
# ruff: noqa: E501
from __future__ import annotations

from sandbox.community.phrases.topic import Topic

LONELINESS = Topic(
    name="loneliness",
    titles=(
        "I can go a whole [week|weekend|fortnight] without anyone saying my name",
        "[Surrounded by people|A full office all day] and still lonely",
        "How do you [make|find] friends [after thirty|when everyone already has theirs|from nothing]?",
        "My phone only [lights up|buzzes] for deliveries",
        "Eating dinner alone again",
    ),
    situations=(
        "I [live|have lived] alone {span} and [the evenings are very long|the flat is too quiet after six].",
        "My [old|closest] friends [moved away|had children|drifted off] one after another, and I [stayed|never found new ones].",
        "I work from home and [some days|most days] the only person I speak to is [the cashier|the postman|a voice menu].",
        "At work they are [polite|nice enough], but [nobody asks me to lunch|I am never in the plans for Friday].",
        "I sat in the park on [Sunday|Saturday] [watching groups of people|with a book I didn't read] and went home again.",
        "It was my birthday on {day} and [two people|my dentist and my bank] wrote to me.",
    ),
    details=(
        "I type messages to people and [delete them|never press send].",
        "When somebody does invite me I [get nervous and cancel|talk too much and replay it all night].",
        "I keep the radio on [so that there is a voice|just to hear somebody] in the kitchen.",
        "I joined a [running|board game|language] group once and [stood at the edge|left after twenty minutes].",
        "My {parent} thinks I have lots of friends and I [let it stand|don't correct that].",
        "I have started to [talk to the plants|narrate my cooking|say good night to the kettle].",
    ),
    feelings=(
        "I feel [invisible|like a ghost in my own street].",
        "It is a dull ache more than sadness, [and it is there all day|and it never quite stops].",
        "I feel [ashamed of it|embarrassed], as if being lonely were a thing I did wrong.",
        "Mostly I feel [forgotten|left behind|like I missed some lesson that everyone else had].",
    ),
    asks=(
        "How did you [find|meet] your people?",
        "Where do you even start when you know [nobody|no one at all]?",
        "Does anyone have a [small|first] thing that helped?",
    ),
    echoes=(
        "A [week|whole weekend] without hearing your own name would make anyone feel invisible.",
        "It makes sense that it aches: [people need people|we are built to be noticed], and you have had so little of it {span}.",
        "That sounds [really|so] lonely, [especially the evenings|especially with the flat so quiet].",
        "No wonder you feel left behind when your friends [moved on|went] one after another.",
        "Being lonely isn't something you did wrong, and it took [courage|something] to say it out loud.",
    ),
    steps=(
        "One thing that helped me was a [weekly pottery class|library reading hour|choir]: the same faces every week, without having to invite anybody.",
        "Maybe send one of those unsent messages, [just a photo and a line|only 'saw this and thought of you'].",
        "You could try a [volunteer shift|charity shop morning|dog shelter walk], where there is something to do with your hands while you talk.",
        "It might help to go to the same café at the same hour for [two weeks|a while], until a nod becomes a hello.",
        "Perhaps ring [one old friend|a cousin] this week and give it ten minutes, no more.",
        "You could stay just twenty minutes at the next group and count that as a success.",
    ),
    questions=(
        "What did your favourite evening with people look like, [back when you had one|if one comes to mind]?",
        "Which part of the day is the hardest?",
        "Is there one person you would [like to hear from|miss most]?",
        "What happens in you when you delete those messages, do you think?",
    ),
    shares=(
        "When I moved out after my divorce I [ate standing at the sink|talked to the radio] for half a year, so I know that quiet.",
        "I was the one who cancelled, too. It took me a [long|good] while to see that I was scared and not boring.",
        "For me it changed slowly, with one neighbour and one bad cup of coffee at a time.",
    ),
    orders=(
        "You need to [get out more|join a club|put yourself out there].",
        "Just [go and talk to people|download some apps|say yes to everything].",
        "Stop [sitting at home|waiting for others to invite you].",
        "You should [get a dog|join a gym] and stop overthinking it.",
    ),
    shrinking=(
        "Lots of people would love to have that much [peace|time to themselves].",
        "At least you have [a flat of your own|a job], some people have nothing.",
        "Everyone is lonely sometimes, it's [not a big deal|hardly a tragedy].",
    ),
)

BREAKUP = Topic(
    name="break-up",
    titles=(
        "[Four|Six|Seven] years, and then a conversation of ten minutes",
        "My {partner} left and I [still lay out two cups|can't sleep on the other side of the bed]",
        "How do you stop [checking|waiting for] your phone?",
        "[Everyone|My sister] says I should be over it by now",
        "They have already [met|moved in with] somebody else",
    ),
    situations=(
        "My {partner} ended it {age} ago, [over coffee|on a normal {day}], and [I didn't see it coming|I had just booked our holiday].",
        "We broke up after [five|six|eight] years and I had to [move back to my {parent}'s|find a room in a week].",
        "I found out that my {partner} had [been seeing someone|been planning this] for months.",
        "We still share [friends|a dog|a lease], so I [hear everything|see them every week].",
        "It was me who said the words, and I [miss them anyway|keep wondering whether I was wrong].",
    ),
    details=(
        "I [scroll through our photos|read our old messages] at two in the morning.",
        "I can't [walk past|go into] the [bakery|cinema|park] where we used to go.",
        "Our song came on in the supermarket and I [left the basket there|had to sit down by the freezers].",
        "Everything in the kitchen [was chosen by both of us|has a story].",
        "I [drafted|wrote] a long letter and I [keep almost sending it|don't know where to put it].",
        "Friends have [picked sides|gone strangely quiet].",
    ),
    feelings=(
        "I feel [hollow|like someone took the floor away].",
        "I am [angry and I miss them|furious and homesick], both in the same minute.",
        "I feel so [stupid|replaceable].",
        "Mornings are the worst, [when I have forgotten for a second|before I remember].",
    ),
    asks=(
        "How do I [get through the evenings|stop looking at their profile]?",
        "When does it [stop being the first thought of the day|get lighter]?",
        "Did you [cut contact|stay in touch], and was it right?",
    ),
    echoes=(
        "It makes sense that you feel hollow: [you lost a person and a whole everyday life|two cups is a whole life's habit].",
        "Being angry and missing them in the same minute is [understandable|completely human], you loved them.",
        "That must have been [such a shock|brutal], with the holiday booked and no warning.",
        "No wonder you end up in those photos at night, [it's where they still are|that is where the good years are].",
        "There is no 'by now', [whatever your sister says|whatever people say]; of course it still hurts.",
    ),
    steps=(
        "You could put the photos in one folder and ask a friend to [keep it|look after it] for a month.",
        "One thing that helped me was writing the letter to the end and [putting it in a drawer|giving it to a friend] instead of sending it.",
        "Maybe mute their profile for [thirty days|two weeks], which isn't the same as blocking.",
        "It might help to move the bed to the other wall, so that the room is a little more yours.",
        "Perhaps plan one small thing for the hour that hurts most, [a call|a walk round the block].",
        "You could buy one cup that is only yours.",
    ),
    questions=(
        "What do you miss most: [them, or who you were with them|the person or the everyday]?",
        "Who knows how bad the nights are?",
        "What would you tell them in that letter, if nobody ever read it?",
        "Is there a part of the day that is a bit easier?",
    ),
    shares=(
        "After mine I [slept on the sofa for two months|couldn't listen to music at all], because the bed was too big.",
        "I checked his profile every night for a whole winter. One day I noticed I'd [forgotten to|missed a week].",
        "I ended mine as well, and it surprised me that [grief came anyway|I cried for weeks].",
    ),
    orders=(
        "[Block|Delete] them everywhere [right now|today].",
        "You have to [move on|stop looking back].",
        "Just [go on some dates|find somebody new].",
        "Stop [stalking the profile|living in the past].",
    ),
    shrinking=(
        "It was only a relationship, there are plenty of [people|fish] out there.",
        "At least you [weren't married|didn't have kids].",
        "You'll laugh about it in a year, it's [just a phase|not the end of the world].",
    ),
)

FAMILY = Topic(
    name="family conflict",
    titles=(
        "My {parent} hasn't spoken to me {span}",
        "Every [family dinner|phone call home] ends in [shouting|silence]",
        "I dread going home for [the holidays|my brother's wedding]",
        "Am I a bad [child|daughter|son] for needing distance?",
        "Caught between my parents [again|like when I was nine]",
    ),
    situations=(
        "My {parent} and I had a fight about [money|my choice of work|how I raise my kids] and it [got out of hand|has not stopped since].",
        "My parents are [separating|at war], and each of them [rings me to complain about the other|wants me as a witness].",
        "I told my family [that I'm leaving the family shop|that I'm gay|that I won't have children] and [the table went quiet|they changed the subject].",
        "My brother [borrowed money and vanished|says I was always the favourite], and my {parent} [takes his side|asks me to keep the peace].",
        "I moved out {age} ago and every call still [turns into a list of my failures|ends with guilt].",
    ),
    details=(
        "I rehearse [what I'll say|normal sentences] before I dial.",
        "They say I'm [too sensitive|cold|ungrateful] whenever I try to explain.",
        "I was up until three [writing a message to the family group|going over every word].",
        "My {partner} doesn't understand why I [keep trying|can't just say no].",
        "There is a [wedding|birthday] in [two weeks|a month] and I [have no excuse left|feel sick when I think of it].",
    ),
    feelings=(
        "I feel [guilty whichever way I turn|about nine years old].",
        "I love them and I [can't breathe there|am so tired of it].",
        "I'm [angry|bitter], and then I am ashamed of it.",
        "I feel like the [referee|black sheep] of my own family.",
    ),
    asks=(
        "How do you [set a limit|say no] without [burning the house down|losing them]?",
        "Would you [go|write first]?",
        "Has anybody [mended|survived] something like this?",
    ),
    echoes=(
        "Being made the referee between your own parents is [exhausting|a lot], and it was never your job.",
        "It makes sense that you feel nine years old there: [the old roles are strong|that is the age the table still gives you].",
        "Loving them and not being able to breathe there can both be true, and that is [painful|hard].",
        "I can hear how much you have [tried|rehearsed] to make it go gently.",
        "That silence from your {parent} must [hurt|weigh] every single day.",
    ),
    steps=(
        "You could decide beforehand how long you'll stay and [have your own way home|tell one person].",
        "One sentence that helped me was 'I love you and I won't talk about that today', [and then changing rooms|said as often as needed].",
        "Maybe write the message tonight and [read it again on Sunday|let a friend read it] before you send it.",
        "Perhaps tell each parent once that you'll not carry [news|complaints] from one to the other any more.",
        "It might help to move calls to a [walk|fixed half hour], so that they have an end.",
        "You could ask your brother for a coffee without the parents, only the two of you.",
    ),
    questions=(
        "What would a visit look like that you could [bear|leave in peace]?",
        "Who in the family do you feel safest with?",
        "What do you wish your {parent} would say, just once?",
        "When did it last go [a bit better|all right]?",
    ),
    shares=(
        "My father and I didn't speak for two years; what thawed it was [a photo of my tomatoes|a postcard], of all things.",
        "I used to sit in the car outside their house for ten minutes, breathing. I still do at times.",
        "I'm the 'cold one' in my family as well. Turns out I was only the first to say ouch.",
    ),
    orders=(
        "You need to [cut them off|stand up for yourself].",
        "Just [tell them the truth|don't go].",
        "You should [apologise first|go no contact] and be done.",
        "Stop [letting them walk over you|answering the phone].",
    ),
    shrinking=(
        "All families fight, it's [nothing special|really not that bad].",
        "At least you still have parents.",
        "Other people were thrown out on the street, so [be glad|count yourself lucky].",
    ),
)

NEW_CITY = Topic(
    name="new city",
    titles=(
        "Moved to {city} {age} ago and [still eat at my desk|I know nobody]",
        "Homesick [at thirty-four|as a grown adult]",
        "I wanted this move so much, [why am I crying in the shower|and now I count the days]?",
        "New country, [new language|new job], old me",
        "Does a place ever start to feel like home?",
    ),
    situations=(
        "I moved to {city} for [work|my studies|my {partner}] {age} ago and [the boxes are still unpacked|I still use the map to find the bakery].",
        "I left [a small town where everyone knew me|all my friends] for a job that [looks great on paper|is mostly screens].",
        "In my first language I am [funny|quick]; here I am the person who [nods|smiles a second too late].",
        "My {partner} has [the job and the colleagues|their family here] and I have [the view from the kitchen|a bus pass].",
        "Everybody back home thinks I'm [living the dream|having the time of my life].",
    ),
    details=(
        "I call home and say that [everything is great|it's going fine].",
        "I know three people here and two of them are [my landlord|the men at the kebab shop].",
        "Sundays I walk along the river with headphones so that it [looks like I have a plan|looks deliberate].",
        "I cried over a [brand of biscuits|jar of pickles] from home [in the import shop|last week].",
        "My colleagues go for drinks and I [never know whether I'm invited|always leave at six].",
    ),
    feelings=(
        "I feel [untethered|like a tourist in my own life].",
        "I'm [homesick in my stomach|missing everything], even the things I hated.",
        "I feel ungrateful, because I [chose this|got what I wanted].",
        "It's a flat, [grey|washed-out] feeling, as if someone had turned the sound down.",
    ),
    asks=(
        "How long did it take you to [feel at home|stop counting weeks]?",
        "Should I [go back|give it another year]?",
        "How do you meet people in a [cold|big] city?",
    ),
    echoes=(
        "You can have chosen it and still grieve what you left, both are [real|allowed].",
        "Being the funny one at home and the quiet one here sounds [so tiring|really lonely].",
        "It makes sense that you cried over biscuits: it was never about the biscuits.",
        "No wonder you feel untethered after only {age}, [your roots are still in the boxes|everything that knew you is far away].",
        "Having to say 'everything is great' on the phone must make it [lonelier still|even heavier].",
    ),
    steps=(
        "You could unpack one box tonight, [the one with the kitchen things|only one], and hang one picture.",
        "One thing that helped me was becoming a regular: same market stall, same Saturday, [same bad jokes|until they knew my name].",
        "Maybe tell one person at home the true version, [only one|the short form].",
        "There may be a [language exchange|newcomers' breakfast|repair café] at the library; half the people there know nobody either.",
        "Perhaps ask one colleague [where they buy bread|for their favourite walk]; it's a small door, but a door.",
        "It might help to give it a date, say spring, and decide then, instead of every Sunday night.",
    ),
    questions=(
        "What from home do you miss that could be [cooked|rebuilt] there?",
        "Was there one hour since you came that felt [all right|like you]?",
        "Who did you want to be in that city, when you packed?",
        "What would make you stay, if you could choose one thing?",
    ),
    shares=(
        "My first year abroad I went to the airport café to hear my language. I've not told many people that.",
        "I went back after two years, and it was right. A friend stayed, and that was right as well.",
        "It took me [four hundred days|about a year and a half], and it happened at a bus stop, while I was giving somebody directions.",
    ),
    orders=(
        "You should [explore the city|be out every night].",
        "Just [go back home then|learn the language].",
        "You need to [give it time|make an effort].",
        "Don't [call home so often|hide at your desk].",
    ),
    shrinking=(
        "First world problems, honestly, most of us will never [live abroad|get that chance].",
        "At least you have a [job|great city].",
        "It's only homesickness, [kids get over it at camp|it's nothing].",
    ),
)

TOPICS = (LONELINESS, BREAKUP, FAMILY, NEW_CITY)
