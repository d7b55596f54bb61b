"""What checks look for in English sentences."""

from __future__ import annotations

from handouts.checks.facts.grammar import Grammar
from handouts.checks.facts.triggers import Trigger

_PEOPLE = (
    r"people|persons?|patients?|adults?|men|women|children|kids|babies|infants|teens|procedures?|operations?|surgeries"
    r"|tests?|treatments?|cases|times|births|cancers|hospitals"
)
# Body parts with “common” in their name, and things that are common without being likely.
_NAMED = (
    r"bile|hepatic|carotid|iliac|femoral|peroneal|facial|digital|interosseous|duct|ducts|arter\w+|veins?|nerves?|cold|sense"
    r"|names?|questions?|areas?|rooms?|spaces?|ground|words?|medicines?|drugs?|brands?|uses?|causes?|reasons?|types?|kinds?"
    r"|forms?|ways?|places?|sites?|procedures?|tests?|operations?|surger(?:y|ies)|treatments?|methods?|languages?|practices?"
    r"|signs?|symptoms?|terms?|called|known|used|named|prescribed|done"
)

_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy "
    "eighty ninety hundred thousand"
)
_VALUES = (*range(1, 13), 15, *range(20, 100, 10), 100, 1000)
_GROUP = "people|persons|patients|adults|men|women|children|kids|babies|infants|teens"
_CASES = "procedures|operations|surgeries|tests|treatments|cases|births|cancers|hospitals"
_WORD = r"(?:(?!\d)NUMBER|\b(?:thirteen|fourteen|sixteen|seventeen|eighteen|nineteen)\b)"
_IN_WORDS = (
    r"(?:(?:half|(?:tenth|quarter|third)\s+of|(?:zero\s+)?point)\s+)?"
    rf"(?:{_WORD}(?:\s+(?:and|point)\s+|[\s-]+)){{0,4}}{_WORD}"
)
"""A number in words, of several of them too: twenty-five, zero point five, half a."""

ENGLISH = Grammar(
    numbers={
        **dict(zip(_NUMBERS.split(), _VALUES, strict=True)),
        "a": 1,
        "an": 1,
        "a hundred": 100,
        "one hundred": 100,
        "a thousand": 1000,
        "one thousand": 1000,
    },
    shares={
        **dict.fromkeys(("half", "a half", "one half", "one-half"), 1 / 2),
        **dict.fromkeys(("a third", "one third", "one-third"), 1 / 3),
        **dict.fromkeys(("two thirds", "two-thirds"), 2 / 3),
        **dict.fromkeys(("a quarter", "one quarter", "one-quarter", "a fourth", "one fourth", "one-fourth"), 1 / 4),
        **dict.fromkeys(("three quarters", "three-quarters", "three fourths", "three-fourths"), 3 / 4),
        **dict.fromkeys(("a fifth", "one fifth", "one-fifth"), 1 / 5),
        **dict.fromkeys(("a tenth", "one tenth", "one-tenth"), 1 / 10),
    },
    ordinals={"first": 1, "once": 1, "second": 2, "twice": 2, "both": 2, "third": 3, "fourth": 4, "fifth": 5},
    units={
        **dict.fromkeys(("minute", "minutes", "min", "mins"), "minutes"),
        **dict.fromkeys(("hour", "hours", "hr", "hrs"), "hours"),
        **dict.fromkeys(("day", "days"), "days"),
        **dict.fromkeys(("week", "weeks", "wk", "wks"), "weeks"),
        **dict.fromkeys(("month", "months"), "months"),
        **dict.fromkeys(("year", "years", "yr", "yrs"), "years"),
    },
    length_trigger=Trigger(("min", "hour", "hr", "day", "week", "wk", "month", "year", "yr")),
    people=_PEOPLE,
    joins=r"to|or|and|-|–|—",
    count=(
        r"(?P<n>NUMBER)(?:\s*(?:to|or|and|-|–|—)\s*(?P<to>NUMBER))?[\s-]+(?:PEOPLE\s+)?"
        r"(?P<link>out\s+of(?:\s+(?:every|each))?|(?:in|of|from|for)\s+(?:every|each)|in|of"
        r"|per(?=\s+NUMBER\s+(?:\w+\s+)?PEOPLE\b))[\s-]+(?P<of>NUMBER)"
        r"(?P<who>\s+(?:\w+\s+)?PEOPLE\b)?"
    ),
    count_turned=(
        r"\b(?:out\s+of|of|in|among)\s+(?:every\s+|each\s+)?(?P<of>NUMBER)\s+(?:\w+\s+)?PEOPLE,?\s+"
        r"(?:about\s+|up\s+to\s+|only\s+|fewer\s+than\s+)?(?P<n>NUMBER)(?:\s*(?:to|-|–)\s*(?P<to>NUMBER))?"
        r"(?!\s*(?:%|percent|minute|hour|day|week|month|year))"
    ),
    ratio=(
        r"(?P<lead>\b(?:risk|chance|odds|likelihood|probability)s?\b[^.;\d]{0,25})?(?<![\w:/.,])(?P<n>\d{1,3})\s?[:/]\s?"
        r"(?P<of>\d{1,3}(?:,?\d{3})*)(?![\w:/]|\s?(?:[ap]\.?m\b|o['’]clock))"
        r"(?P<who>\s+(?!(?:\w+\s+)?times\b|more\b)(?:(?!(?:hour|day|week|month|year|minute)s?\b)\w+\s+)?PEOPLE\b)?"
    ),
    at_a_time=r"\b(?:at|by|on|until|till|before|after|since|from)\s+$",
    none_of=(
        r"\b(?:of|in|among)\s+(?:the\s+)?(?P<of>NUMBER)\s+(?:\w+\s+){0,2}?PEOPLE\b,?\s+(?:no\s+one|nobody|none)\b"
        r"|\b(?:no\s+one|nobody|none)\s+(?:\w+\s+)?(?:of|in|out\s+of|among)\s+(?:the\s+)?(?P<of2>NUMBER)\s+(?:\w+\s+)?PEOPLE\b"
    ),
    none_of_trigger=Trigger(("one", "nobody")),
    scale=r"\bpain\b|\bscale\b|\bscore\b|\brate\b",
    not_counted=r"\b(?:page|step|part|day|week|dose|grade|stage|level|number|no\.?|any|every|figure|room|version|chapter)\s*$",
    percent=(
        rf"(?P<n>(?<![\w.,])\d+(?:[.,]\d+)?|\b{_IN_WORDS})(?P<to>\s*(?:to|-|–)\s*(?:\d+(?:[.,]\d+)?|{_IN_WORDS}))?"
        r"[\s\u00a0]?(?:%|percent\b|per\s+cent\b)"
    ),
    share=(
        r"\b(?P<share>SHARE)\s+(?:of\s+|(?<=half\s)(?=(?:all|the|these|those|our|such)\s))"
        rf"(?:(?:(?:all|the|these|those|our|such)\s+){{0,2}}(?:\w+\s+)?(?:{_GROUP})"
        rf"|(?:(?:all|the|our|such)\s+){{0,2}}(?:(?!(?:your|my|his|her|their|these|those)\b)\w+\s+)?(?:{_CASES})"
        r"|(?:all\s+of\s+)?(?:them|us)|those(?=\s+(?:who|with|having|aged|over|under|treated)\b))\b"
    ),
    share_taken=(
        r"\b(?:take|taking|took|eat|drink|do|did|done|use|used|cut|give|apply|finish(?:ed)?|swallow|skip|throw\s+(?:away|out)"
        r"|keep|save|leave|put|bring|after|before|until)\s+(?:about\s+|only\s+|at\s+least\s+)?$"
    ),
    share_trigger=Trigger(("half", "third", "quarter", "fourth", "fifth", "tenth")),
    percent_of_things=(
        r"^[\s-]*(?:\w+\s+){0,2}?(?:oxygen|saline|solution|alcohol|lidocaine|dextrose|glucose|sugar|salt|cream|ointment|gel"
        r"|bleach|water|juice|cotton|fat|milk|humid\w*|air|strength|blocked|narrow\w*|closed|smaller|larger"
        r"|of\s+(?:your|the|its|his|her)\s+(?:\w+\s+)?(?:blood|heart|lungs?|kidneys?|liver|dose|body|weight|artery|vessel|food))\b"
    ),
    percent_of_level=(
        r"\b(?:oxygen|saturation|ejection\s+fraction|humidity|blockage|narrowing|level|strength|lidocaine|alcohol|solution"
        r"|saline|blocked|narrowed)\b[^.;]{0,25}$"
    ),
    bare=(
        r"\b(?:rare|rarely|occasional|occasionally|sporadic|sporadically|(?:un)?common|(?:un)?commonly|seldom|infrequent|infrequently|unlikely|hardly\s+ever|almost\s+never"
        r"|(?:small|low|slight|tiny|little|minor|minimal|remote|high|big|large|great|good|fair)\s+"
        r"(?:chance|risk|likelihood|possibility|probability)|(?:chances?|risks?|odds|likelihood|possibility|probability)"
        r"(?:\s+of\s+(?:\w+\s+){1,4}?|\s+)(?:is|are)\s+(?:very\s+|quite\s+|extremely\s+)?"
        r"(?:small|low|slight|tiny|minimal|remote|high|big|great|good))\b"
    ),
    bare_trigger=Trigger(
        (
            *("rare", "occasional", "sporadic", "common", "seldom", "infrequent", "unlikely", "hardly ever"),
            *("almost never", "chance", " risk", "likelihood", "possibility", "probability", "odds"),
        )
    ),
    now_and_then=(
        r"^(?:please\s+)?(?:get|change|move|stand|walk|stretch|turn|rest|sit|take|drink|eat|check|look|use|shift|wiggle|breathe"
        r"|cough|have|wear)\b[^.;,]{0,40}\soccasionally\b|\b(?:check|look|visit)s?\b(?:\s+\w+){0,3}\s+occasionally\b"
        r"|\byou\s+(?:may|can)\s+(?:eat|drink|use|take|go)\b[^.;,]{0,30}\soccasionally\b"
        r"|\boccasionally\s+(?:check|look|visit|measure|get\s+up|ask|skip|eat|drink|use|take\s+(?:it|the|your)|change\s+the)\b"
        r"|\boccasional\s+(?:cigarette|glass|drink|beer|wine|cup|coffee|snack|treat|meal|sweet|walk|nap|break|beep|check|visit)(?:e?s)?\b"
    ),
    bare_before=r"(?:\bin|\bat(?:\s+(?:a|very))?|\bmedium|\bfor|\bif\s+you\s+are|\bnational\s+\w+\s+for)\s+$",
    bare_after=(
        r"^(?:\s+(?:\w+\s+)?(?:diseases?|disorders?|tumou?rs?|cancers?|blood\s+type|gene|genes|meat|steak|earths?)\b"
        rf"|\s+(?:{_NAMED})\b|-\w)"
    ),
    goes_on=r"^(?:it|this|that|these|they|about|around|fewer|less|up\s+to|between|we\s+do\s+not\s+know|\d)",
    not_known=(
        r"\bnot\s+known\b|\bunknown\b|\b(?:do|does|did)\s+not\s+know\b|\b(?:no\s+one|nobody)\s+knows\b"
        r"|\bnot\s+sure\s+how\s+(?:often|many)\b|\bhave\s+no\s+(?:number|figure)s?\b|\bnot\s+(?:been\s+)?counted\b"
    ),
    relative=(
        r"\b(?:doubl\w+|tripl\w+|halv\w+)\b[^.;]{0,30}\b(?:risk|chance|odds|likelihood|rate)"
        r"|\b(?:twice|(?:NUMBER|several|many)\s+times)\s+(?:(?:as|more|less)\s+(?:likely|often|common|many|high|low)"
        r"|(?:higher|lower|greater)\b|the\s+(?:risk|chance|odds|rate))"
        r"|\b(?:half|(?:one|a|two)\s+(?:thirds?|quarters?))\s+(?:as\s+(?:likely|often|common|many)|the\s+(?:risk|chance|odds|rate))"
        r"|(?<![\w.])\d+(?:\.\d+)?\s?(?:%|percent|per\s+cent)\s+(?:less|more|lower|higher|fewer|greater|reduction|drop|decrease|increase)\b"
        r"|\b(?:risk|chance|odds|rate)s?\b[^.;]{0,40}\bby\s+(?:\d+(?:\.\d+)?\s?(?:%|percent)|(?:one\s+|a\s+|two\s+|about\s+)?"
        r"(?:half|thirds?|quarters?))"
        r"|\b(?:\d+|two|three|four|five|ten)-?fold\b"
    ),
    relative_trigger=Trigger(
        ("doubl", "tripl", "halv", "half", "twice", "times", "third", "quarter", "%", "percent", "per cent", "fold")
    ),
    openers=(
        r"^(?:in|within|during|after|before|by|while|until|at|over|each|every|per|on|when|from|for|as|with|where|once|up\s+to"
        r"|right\s+after|soon\s+after)\b"
    ),
    activities={
        "driving": r"driv(?:e|ing)(?!\s+you)(?!\s+home)",
        "desk work": r"(?:desk|office)\s+(?:work|job)|work\s+at\s+a\s+desk",
        "manual work": r"(?:manual|physical|heavy|hard)\s+(?:work|job|labor)|hard\s+work\s+with\s+your\s+body",
        "work": r"(?:back\s+to|return(?:ing)?\s+to|go\s+to)\s+work|(?<=\boff\s)work|(?<=\bno\s)work",
        "lifting": r"lift(?:ing)?(?!\s+(?:your|the|his|her|an?)\s+(?:head|arms?|legs?|foot|feet|hips?|hand)\b)",
        "exercise": r"(?:hard\s+)?exercis(?:e|ing)|sports?|work(?:ing)?\s+out",
        "showering": r"(?:take\s+a\s+)?shower(?:s|ing)?",
        "bathing": r"(?:tub\s+)?bath(?:e|s|ing)?|swim(?:ming)?|hot\s+tubs?",
        "sex": r"sex",
        "flying": r"fly(?:ing)?|air\s+travel|travel\s+by\s+(?:air|plane)",
        "alcohol": r"(?:drink(?:ing)?\s+)?(?:any\s+)?alcohol",
    },
    activities_trigger=Trigger(
        (
            *("driv", "work", "job", "labor", "lift", "exercis", "sport", "shower", "bath", "swim", "tub", "sex"),
            *("fly", "travel", "alcohol"),
        )
    ),
    forbids=r"\b(?:do\s+not|don['’]t|never|no|not|avoid|cannot|can['’]t|must\s+not|should\s+not|stay\s+(?:off|away)|stop|wait|off)\b",
    allows=r"\b(?:can|may|ok|okay|safe|fine|able\s+to)\b",
    parts=(
        r"\b(?:if|while|unless|when|who|that|because|since|last|past|so|stay(?!\s+(?:off|away|out))|adult|someone|ride|but|minutes?\s+of|until\s+you"
        r"|until\s+we|then)\b|[;:]"
    ),
    of_stage=r"(?:for\s+)?(?:the\s+)?(?:first\s+)?",
    eating=r"\beat(?:ing)?\b|\bfood\b|\bsolids\b",
    drinking=r"\bdrink(?:ing)?\b(?!\s+(?:any\s+)?(?:alcohol|milk|coffee|wine|beer))|\b(?:clear\s+)?(?:liquids|fluids)\b",
    stops_eating=(
        r"\b(?:stop|no\s+more|do\s+not|don['’]t|no|nothing)\b(?:(?!\b(?:but|may|can|light|fatty|heavy|fried)\b)[^.;]){0,25}?"
        r"\b(?:eat(?:ing)?|food|solids)\b(?!\s+(?:(?:a|any)\s+)?(?:light|fatty|heavy|fried|big))"
    ),
    stops_drinking=(
        r"\b(?:stop|no\s+more|do\s+not|don['’]t|nothing)\b(?:(?!\b(?:but|may|can)\b)[^.;]){0,30}?"
        r"\b(?:drink(?:ing)?(?!\s+(?:any\s+)?(?:alcohol|milk|coffee|wine|beer))|liquids|fluids)\b|\bdrink\s+nothing\b"
    ),
    only_some=r"\b(?:light|fatty|heavy|fried|big|except|other\s+than)\b",
    midnight=r"\b(?:after|from|past)\s+midnight\b",
    too_long=r"\b(?:more|longer)\s+than\s*$",
    before=(r"^\s*(?:before(?!\s+(?:bed|sleep|meals?|each|every|taking|you\s+(?:take|sleep)))|ahead\s+of|prior)\b"),
    fever=r"\bfevers?\b|\btemperature\b|\bfeverish\b",
    pounds=r"(?P<n>NUMBER)[\s\u00a0-]*(?:pounds?|lbs?)\b",
    later=r"\b(?:after\s+(?:that|NUMBER|the\s+first)|then|next|another|later)\b",
    no_limit=r"\b(?:normal|usual|expect\w*|below|under|less\s+than|lower\s+than|mild|low|slight)\b",
    conditioned=(
        r"\b(?:if|unless|whenever|in\s+case)\b|\bafter\s+(?:taking|each|every|(?:the|your)\s+last|you\s+(?:take|stop))\b"
        r"|\b(?:people|patients|women|men|children|those|anyone)\s+(?:who|with)\b"
    ),
    holds=r"\b(?:stop|hold|skip|pause|quit|do\s+not\s+take|don['’]t\s+take|avoid)\b",
    keeps=(
        r"\b(?:keep\s+(?:on\s+)?taking|no\s+need\s+to\s+(?:stop|hold|skip)|continue|go\s+on\s+(?:taking|with)|(?:do|must|should)\s+not\s+(?:stop|skip|miss|hold|pause)"
        r"|don['’]t\s+(?:stop|skip|miss)|never\s+(?:stop|skip|miss))\b"
    ),
    negated=r"\b(?:not|never|cannot|no|without|\w+n['’]t)\b[^.;,]{0,25}$",
    drug_list=(
        r"(?:[^\w;]|\d|\b(?:taking|your|the|all|any|every|these|both|of|an?|medicines?|drugs?|pills?|tablets?|shots?|doses?|daily"
        r"|usual|morning|evening|baby|low|dose|strong|such|as|like|or|and|including|days?|hours?|weeks?|one|before)\b)*"
    ),
    as_usual=(
        r"(?:\s+(?:pills?|medicines?|tablets?|shots?))?(?:\s+as\s+usual\b"
        r"|,\s*(?:keep\s+taking|do\s+not\s+stop|don['’]t\s+stop|continue)\s+(?:taking\s+)?(?:it|them|this|these)\b)"
    ),
    stops_it=r"(?:\s+(?:pills?|medicines?|tablets?|shots?))?,\s*(?:stop|hold|skip)\s+(?:taking\s+)?(?:it|them|this|these)\b",
    takes=r"^(?:take|use)\b",
    alone=r"\s*(?:$|[.,]|or\b|and\b|for\b|until\b)",
    drug_condition=(
        r"\b(?:if|when)\b(?!\s+you\s+(?:take|use|are\s+on|are\s+taking))|\bin\s+case\b"
        r"|\b(?:after|before|until|once|since)\s+you\s+(?:stop|take|start)"
    ),
    taking=r"\b(?:take|taking|use|using|medicines?|pills?|shots?|diabetes)\b",
    asks=(
        r"\b(?:ask|asking|tell\s+us|call\s+us|talk|check\s+with|may\s+need\s+to|might\s+need|on\s+your\s+own|without|unless"
        r"|(?:we|nurses?|doctors?|surgeons?|team)\s+(?:(?:will|may|can|might|must)\s+)?(?:stop|hold|pause|skip|keep|continue)"
        r"|we\s+(?:will\s+)?tell\s+you|if\s+we|until\s+(?:you|we))\b|\?"
    ),
    afterwards=r"\b(?:after(?:ward|wards)?|at\s+home|following)\b",
    calls=(
        r"\b(?:call|dial|ring|phone|text)\s+(?:(?:to|the|an?|for|us|at|on|your|local|number|emergency|ambulance|help|services?|police"
        r"|right\s+away|now|or|\d{3})[\s:,(“\"]+){0,5}$"
    ),
)
