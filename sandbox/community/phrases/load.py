"""Troubles of work, study and money."""

# A template stays on one line: cut in two it is harder to read aloud, and that is how they were checked.
# ruff: noqa: E501
from __future__ import annotations

from sandbox.community.phrases.topic import Topic

EXAMS = Topic(
    name="exam pressure",
    titles=(
        "[Finals|Exams] in [nine days|three weeks] and I can't [open the book|read a page]",
        "I failed [statistics|anatomy|the bar exam] [twice|again]",
        "My whole family is waiting for this result",
        "I sit in the library for ten hours and learn nothing",
        "Everyone else seems to [cope|be ready]",
    ),
    situations=(
        "I have [four|five|six] exams in [two|three] weeks and I [read the same page over and over|freeze as soon as I sit down].",
        "I failed [the resit|my second attempt] and there is [one try left|only one more chance].",
        "My parents [work double shifts for my fees|tell everyone I'll be a doctor], so [I can't tell them|failing isn't allowed].",
        "I used to be the clever one at school and here I'm [at the bottom|lost since the first lecture].",
        "I have been [sleeping four hours|living on coffee] since {day} to catch up.",
    ),
    details=(
        "My hands shake when I [open the portal|see the calendar].",
        "I made a beautiful timetable and [I'm already eight days behind|have not kept one day of it].",
        "I told my study group that I'm [ill|finished], which is a lie.",
        "In the mock exam my head was [white noise|simply empty].",
        "I compare my notes with [others'|my flatmate's] and want to hide.",
    ),
    feelings=(
        "I feel [like a fraud|stupid in a way I can't argue with].",
        "There's a knot in my stomach from the moment I wake.",
        "I'm so [tired and so wired|scared of disappointing them].",
        "I feel nothing for the subject any more, [just dread|only fear].",
    ),
    asks=(
        "How do you study when [your head is empty|you are this scared]?",
        "Do I [tell my parents|defer the exam]?",
        "What did you do the night before?",
    ),
    echoes=(
        "Having your family's hopes on one result is [a heavy thing|an enormous weight] to take into an exam hall.",
        "No wonder the page won't go in: [a frightened head can't read|four hours of sleep leaves no room].",
        "It makes sense that you feel like a fraud after always having been the clever one, [though you aren't|that is a hard fall].",
        "Ten hours in a library with nothing sticking sounds [so disheartening|truly exhausting].",
        "I can hear how scared you are of letting them down.",
    ),
    steps=(
        "You could do [twenty minutes with a kitchen timer|one past question, badly], and then stop on purpose.",
        "Maybe write to the course office today and ask what deferring would [mean|cost], only to know.",
        "One thing that helped me was explaining one topic out loud to [my cat|a chair], because I stop freezing when I talk.",
        "Perhaps cross out the old timetable and plan [just tomorrow|only two days].",
        "It might help to sleep six hours tonight before reading another page, memory is made there.",
        "You could ask one person in the group to sit with you for an hour, each with their own pages.",
    ),
    questions=(
        "Which of the [exams|subjects] scares you most?",
        "What do you imagine your parents would say, if you told them?",
        "Was there a time when the subject [interested|pleased] you?",
        "What does the first minute look like, when you sit down and freeze?",
    ),
    shares=(
        "I failed my second year and hid it until [Christmas|a letter arrived]. The hiding was worse than the failing.",
        "I learned a whole module from the floor of my kitchen, because the desk had become the enemy.",
        "My hands shook in every exam, [and I passed some of them shaking|they still do].",
    ),
    orders=(
        "You need to [make a proper plan|study smarter].",
        "Just [turn off your phone|do past papers] and get on with it.",
        "You must [sleep eight hours, eat well and exercise|believe in yourself].",
        "Stop [procrastinating|comparing].",
    ),
    shrinking=(
        "It's just an exam, in five years you [won't remember it|will laugh].",
        "Wait until you have a real job, then you'll know what stress is.",
        "Everyone gets nervous, it's [nothing|no big deal].",
    ),
)

JOB_LOSS = Topic(
    name="job loss",
    titles=(
        "Laid off after [eleven|nine|six] years, by video call",
        "[Eighty|Sixty] applications, [two|three] answers",
        "I still [get up at seven|put on a shirt] and pretend",
        "I haven't told my {partner} that I [lost my job|was let go]",
        "Who am I without the job?",
    ),
    situations=(
        "I was let go {age} ago, together with [half the team|two others], and [they took my badge the same hour|it took four minutes].",
        "I have sent [eighty|over a hundred] applications and [mostly hear nothing|got three rejections by template].",
        "My firm closed on {day} and I am [fifty-one|forty-eight], with [skills nobody asks for|a mortgage].",
        "I leave the house every morning with my bag and [sit in the library|drive around], because [I haven't told anyone|my {partner} thinks I'm at work].",
        "They kept the [colleague I trained|new boss's friend] and not me.",
    ),
    details=(
        "My savings last until [March|the end of next month].",
        "I [refresh my inbox|check the job site] every ten minutes.",
        "In the last interview they asked about the gap and I [blanked|heard myself apologise].",
        "Neighbours ask how work is and I say [busy|fine].",
        "I [clean the same cupboard|reorganise the shelves] to have something finished at the end of the day.",
    ),
    feelings=(
        "I feel [worthless by ten in the morning|thrown away].",
        "I'm [ashamed|humiliated], although everyone says it wasn't about me.",
        "I wake at four [doing sums|with my heart racing].",
        "I'm [angry at people I used to like|numb most of the time].",
    ),
    asks=(
        "How do you [keep going|fill the days] when nobody answers?",
        "How do I tell my {partner}?",
        "Would you [take anything|retrain] at my age?",
    ),
    echoes=(
        "[Nine|So many] years ended in a four minute call, of course you feel thrown away.",
        "Putting on a shirt every morning to keep up appearances must be [exhausting|so lonely].",
        "Eighty letters into silence would wear anybody down, [it says nothing about your worth|that isn't weakness].",
        "It makes sense that you wake at four doing sums, the worry is [real|not in your head].",
        "I'm struck by how alone you have been with this.",
    ),
    steps=(
        "You could tell your {partner} one sentence tonight, [the bare fact|without the plan], the rest can follow.",
        "Maybe set application hours, nine to twelve, and be off duty [after lunch|in the afternoon].",
        "One thing that helped me was ringing [two former colleagues|an old boss] for a coffee, not for a job.",
        "Perhaps ask the bank now about [a payment break|lower instalments], they are kinder before a missed payment than after.",
        "It might help to write down one finished thing a day, [cupboards count|even a repaired hinge].",
        "The job centre or a union often looks over a CV for nothing; you could book [one appointment|half an hour].",
    ),
    questions=(
        "What part of the work do you miss, [if any|and what not at all]?",
        "What stops the sentence, when you try to tell them?",
        "Who would still vouch for you tomorrow?",
        "How are the hours between ten and four?",
    ),
    shares=(
        "I sat in car parks for five weeks before I told my wife. She'd known for three.",
        "I was fifty-two when the plant closed. It took [eleven months|a long year], and I was not a nice man in month six.",
        "When they let me go I alphabetised my spices, twice. You need something you can finish.",
    ),
    orders=(
        "You need to [network|treat the search like a job].",
        "Just [lower your standards|walk in and ask for the manager].",
        "You should [update your CV|learn to code] and stop dwelling on it.",
        "Don't [sit at home|waste time being sad about it].",
    ),
    shrinking=(
        "It's only a job, you can always [get another|find one].",
        "At least you got [severance|a paid holiday out of it].",
        "There are people who have never had work at all, [think of them|so keep it in proportion].",
    ),
)

BURNOUT = Topic(
    name="burnout",
    titles=(
        "I cried in the [supply room|car park] and went back to my shift",
        "Even the holiday didn't help",
        "I can't answer one more message",
        "Everyone says I'm [so strong|the reliable one]",
        "Tired in a way that sleep doesn't touch",
    ),
    situations=(
        "I'm a [nurse|teacher|social worker|carer] and we have been [two people short|understaffed] {span}.",
        "My {boss} [adds things on Friday evening|says we all have to push through], and I [say yes every time|never say no].",
        "I took a week off, [slept|stared at the wall], and on Monday by ten it was [as if I'd never left|all back].",
        "I do the work of [two|three] since my colleague [left|fell ill], and then I [come home and cook|do the second shift at home].",
        "I used to love this work and now I [count tiles during meetings|sit in the car until the last minute].",
    ),
    details=(
        "I [forgot my own PIN|put my keys in the fridge] last week.",
        "My {partner} says I'm [never really there|short with the children].",
        "I read an email four times and [it stays letters|can't say what it wants].",
        "My jaw hurts from clenching [at night|in my sleep].",
        "Someone asked what I do for fun and I [had no answer|nearly cried].",
    ),
    feelings=(
        "I feel [empty and irritable|like a cloth that has been wrung out].",
        "I feel guilty towards [the patients|the kids|everyone], and then I feel nothing.",
        "I'm so [tired|heavy] that I am afraid to stop.",
        "There is a [numbness|fog] where the caring used to be.",
    ),
    asks=(
        "How did you know that you had to [stop|leave]?",
        "How do I tell my {boss} without [sounding weak|losing my job]?",
        "What is one thing that I can drop?",
    ),
    echoes=(
        "Two people short {span}, no wonder there is nothing left in you.",
        "It makes sense that a week wasn't enough: [you can't sleep off something that starts again on Monday|the load was waiting].",
        "Being the reliable one is [lonely|heavy], because nobody asks who carries you.",
        "Crying in the supply room and going back to your shift sounds [so hard|unbearably tired].",
        "You still feel guilty towards them, and that tells me how much you [care|gave], even in the fog.",
    ),
    steps=(
        "You could say no to one thing this week, [the smallest one|by message if that's easier].",
        "Maybe write down for three days what you really do, hour by hour, and bring that list to your {boss}.",
        "One thing that helped me was a phone without work mail after seven, [not heroically|only on weekdays].",
        "Perhaps make an appointment with your doctor and say exactly what you wrote here, you can read it out.",
        "It might help to sit ten minutes in the car after the shift [before you drive home|with no radio], as a border.",
        "You could ask your {partner} to take one evening off your hands, [a named one|say Wednesday].",
    ),
    questions=(
        "If you could put down one thing tomorrow, which would it be?",
        "When did you last feel like yourself?",
        "What are you afraid will happen if you stop?",
        "Who sees how tired you are?",
    ),
    shares=(
        "I taught for fourteen years and one morning I couldn't get out of the car. That was my answer.",
        "I was the strong one too, right up to the day I couldn't remember my own postcode.",
        "For me the feeling came back last, after sleep and after appetite. But for a long time I thought it was gone.",
    ),
    orders=(
        "You need to [learn to say no|practise self-care].",
        "Just [quit|call in sick].",
        "You have to [put yourself first|take up yoga].",
        "Don't [answer mails at night|be such a perfectionist].",
    ),
    shrinking=(
        "Everyone is tired, [that's called adulthood|welcome to the club].",
        "At least you have work that means something.",
        "It's only stress, a [weekend away|good bath] and you'll be fine.",
    ),
)

DEBT = Topic(
    name="shame about debt",
    titles=(
        "I have a drawer of letters that I don't open",
        "[Nine|Fourteen|Twenty] thousand, and nobody knows",
        "My card was declined in front of my [kids|colleagues]",
        "I earn well and I [am drowning|can't buy bread at the end of the month]",
        "How do you tell someone you love that the money is gone?",
    ),
    situations=(
        "I owe about [nine|fourteen|twenty] thousand on [cards|small loans], and my {partner} [has no idea|believes we are saving].",
        "It started with [the boiler|a vet's bill|three months without work] and then I [borrowed to pay what I had borrowed|stopped looking].",
        "There's a drawer with [unopened letters|red envelopes] and I [walk past it|add to it every week].",
        "My card was declined at [the supermarket|the chemist's] and I [pretended I'd left the right one at home|left everything on the belt].",
        "A collector rang me at work on {day} and [my {boss} heard|I said it was the dentist].",
    ),
    details=(
        "I know the price of every [loaf|bus ticket] by heart.",
        "I said no to [a wedding|my niece's birthday] because of the gift.",
        "I [sold my bike|skipped lunch all month] and told people that I'm on a health kick.",
        "I don't sleep the night before the [first of the month|rent is due].",
        "I hide the post [before anyone is home|in my coat].",
    ),
    feelings=(
        "I am so ashamed that [my ears burn|I can't look at people].",
        "I feel like a [liar|child who broke something].",
        "The fear is [always there, like a fridge humming|worst at night].",
        "I feel stupid, because I am [good with numbers at work|an adult].",
    ),
    asks=(
        "How did you [start|open the first letter]?",
        "How do I tell my {partner}?",
        "Has anyone climbed out of this?",
    ),
    echoes=(
        "Shame is such a heavy thing to carry alone, and you have carried it {span}.",
        "It started with something broken, [not with you being careless|it could have been any of us], and it makes sense that it grew in the dark.",
        "No wonder you walk past that drawer: every envelope [shouts|hurts].",
        "Being declined in front of people must have been [awful|mortifying], I'm glad you told it here.",
        "You're not stupid; fear makes anyone look away.",
    ),
    steps=(
        "You could open one letter, [only one|the newest], with somebody on the phone.",
        "Maybe ring a free debt advice line; they [have seen bigger drawers|don't scold], and they write to the lenders for you.",
        "One thing that helped me was a single sheet: who, how much, by when. [It stopped growing|Numbers were kinder than fog].",
        "Perhaps tell your {partner} on a walk, where you needn't look at each other.",
        "It might help to ask each lender for a [three month pause|lower rate] in writing, there are ready letters for that.",
        "You could put the card in the freezer for a week, literally.",
    ),
    questions=(
        "What are you most afraid your {partner} will say?",
        "Which letter scares you the most?",
        "Is there one person who wouldn't think less of you?",
        "What would it be like to know the exact number?",
    ),
    shares=(
        "Mine was [a shoe box|a kitchen drawer], thirty-one letters. A friend opened them with a biscuit between each.",
        "I told my husband in the car park of a garden centre. He was quiet, and then he asked for a pen.",
        "It took me four years to pay it off, and the worst day of all was the one before I told somebody.",
    ),
    orders=(
        "You need to [make a budget|cut up your cards].",
        "Just [tell your {partner}|open the letters].",
        "You should [get a second job|sell the car].",
        "Stop [buying things you can't afford|hiding].",
    ),
    shrinking=(
        "It's only money, [nobody died|others owe far more].",
        "At least you have an income.",
        "Half the country is in debt, it's [normal|not a drama].",
    ),
)

TOPICS = (EXAMS, JOB_LOSS, BURNOUT, DEBT)
