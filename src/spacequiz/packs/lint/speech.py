"""The words of each language that the rules of item writing need; a language without has none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class Speech:
    """Hold what the rules know of a language; what it leaves empty, no rule is held against."""

    function_words: frozenset[str] = frozenset()
    """Words that carry grammar rather than meaning."""
    empty_words: frozenset[str] = frozenset()
    """Words that say nothing in an explanation: right, answer, because."""
    common_words: frozenset[str] = frozenset()
    """Words that stand anywhere, so that one in question and answer points nowhere."""
    asking: frozenset[str] = frozenset()
    """Words that begin a question about things, as opposed to one about reasons."""
    reasons: re.Pattern[str] = _NOTHING
    """Two words that ask for a reason, of which the second alone asks about a thing."""
    negations: frozenset[str] = frozenset()
    turning: frozenset[str] = frozenset()
    """Words that begin a clause of its own: what they negate is not the question."""
    exceptions: frozenset[str] = frozenset()
    frequencies: re.Pattern[str] = _NOTHING
    """Absolutes: always, never."""
    all_of_them: re.Pattern[str] = _NOTHING
    none_of_them: re.Pattern[str] = _NOTHING
    by_letter: re.Pattern[str] = _NOTHING
    """Options that name others by their place: both A and B."""
    pointing: re.Pattern[str] = _NOTHING
    """Questions that point to options: which of these."""
    saying_nothing: re.Pattern[str] = _NOTHING
    """Questions that are all in their options: which of these is true?"""
    two_asked: re.Pattern[str] = _NOTHING
    """Questions for two facts at once: who was it, and where did she live?"""
    unmentioned: re.Pattern[str] = _NOTHING
    """Reasons that only say that a thing is not in the source."""
    time_set: re.Pattern[str] = _NOTHING
    """Questions about one moment: when he was a boy, at first."""
    time_asked: re.Pattern[str] = _NOTHING
    """Questions that ask for the moment itself."""
    other_time: re.Pattern[str] = _NOTHING
    """Reasons that say that a thing belongs to another moment: years later, by then."""
    extremes: re.Pattern[str] = _NOTHING
    """Words that leave no exception."""
    kind_words: frozenset[str] = frozenset()
    harsh_words: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    endings: tuple[tuple[str, str], ...] = field(default=())
    """Endings of inflected words and what stands in their place, the longest first."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _within(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{pattern})\W*", re.IGNORECASE)


_ENGLISH = Speech(
    function_words=_set(
        "a an the this that these those some any each every no not and or but nor so yet if then "
        "than as at by for from in into of off on onto out over to up down with without within "
        "about after again against all also am are be been before being below between both can "
        "could did do does doing during few had has have having he her here hers herself him "
        "himself his how i is it its itself just me more most my myself once only other our ours "
        "ourselves own same shall she should such their theirs them themselves there they through "
        "too under until upon us very was we were what when where which while who whom whose why "
        "will would you your yours one ones may might must much many isn't aren't wasn't weren't "
        "don't doesn't didn't can't cannot couldn't won't wouldn't hasn't haven't hadn't it's"
    ),
    empty_words=_set(
        "answer answers right correct true false wrong incorrect yes no because therefore hence "
        "thus option options statement question choice solution exactly indeed definitely simply "
        "really actually always called named"
    ),
    common_words=_set(
        "find finds finding found get gets getting got make makes making made take takes taking "
        "took taken give gives giving gave given keep keeps kept come comes coming came goes going "
        "gone went puts putting says said saying tell tells told uses used using want wants wanted "
        "know knows knew known sees seen look looks become becomes became lets need needs needed "
        "time times year years first last first two three many people person thing things part "
        "like likes work works working help helps good great large small long new old name named "
        "base based general"
    ),
    asking=_set("which what who whom whose where when"),
    negations=_set(
        "not isn't aren't wasn't weren't don't doesn't didn't can't cannot couldn't won't wouldn't "
        "hasn't haven't hadn't shouldn't mustn't never"
    ),
    turning=_set(
        "that who which whose when where while because since if unless although though but and or "
        "to why whether so than what how after before until without as"
    ),
    exceptions=_set("except excepting"),
    frequencies=re.compile(
        # What was never done in a story, or is never said, is no rule about the world.
        r"\b(?:(?<!almost )(?<!nearly )(?<!not )(?<!was )(?<!were )(?<!had )always(?! \w+ing\b)|"
        r"(?<!was )(?<!were )(?<!had )(?<!has )(?<!have )never(?!.*\bagain|\s\w+(?:ed|ing)\b|\s(?:"
        r"been|said|shown|known|told|seen|had|was|were|did|went|came|made|found|met|knew|saw|got|"
        r"took|gave|wrote|won|lost|left|became|began|sang|spoke|taught|thought|held|heard|brought|"
        r"bought|wore)\b)|under no circumstances|"
        r"in (?:all|every) cases?|without exception|all the time|no one ever|nobody ever)\b",
        re.IGNORECASE,
    ),
    all_of_them=_whole(
        r"all (?:of )?(?:the )?(?:above|these|those|them|answers?|options?|choices)"
        r"(?: (?:above|answers|options|are (?:right|correct|true)))?|(?:any|each) of the above"
    ),
    none_of_them=_whole(
        r"(?:none|neither) of (?:the )?(?:above|these|those|them|others?|answers|options|choices)"
        r"(?: (?:above|answers|options|is (?:right|correct|true)))?|no answer is (?:right|correct)"
    ),
    by_letter=_whole(
        r"(?:both|either|neither|only) (?:(?:answers?|options?) )?[a-h](?: (?:and|or|nor|&) [a-h])?|"
        r"(?:answers?|options?) [a-h](?:,? (?:and|or|&) [a-h])?|"
        r"(?:\([a-h]\)(?:, \([a-h]\))*|[a-h]),? (?:and|or|&) (?:\([a-h]\)|[a-h] only)"
    ),
    pointing=re.compile(
        r"\b(?:which|who|what|one|all|two|three) (?:\w+ )?of (?:these|the following)\b|"
        r"\bthe following (?:options|answers|choices)\b|\bpick (?:every|all)\b",
        re.IGNORECASE,
    ),
    saying_nothing=_whole(
        r"which(?: one)?(?: of (?:these|those|the following))?(?: (?:statements?|sentences?|options?|"
        r"answers?|choices))? (?:is|are) (?:\w+ )?(?:true|false|right|correct|wrong|incorrect)"
        r"(?: (?:about|of|regarding|concerning) .+)?"
    ),
    two_asked=_within(
        # A capital behind "and" begins a title; a "who" mostly tells more of who is asked for.
        r"(?:who|whom|whose|which|what|where|when|why|how)\b[^?:]*\band (?-i:where|when|why|how|what|"
        r"whom) (?:did|does|do|is|are|was|were|has|have|had|will|would|can|could)"
    ),
    unmentioned=_within(
        r"(?:is|are|was|were)(?:n't| not)(?: \w+)? (?:mentioned|named|told of|in the (?:story|text|book|"
        r"article|source))|no (?:\w+ ){1,5}(?:is|are|was|were) (?:mentioned|named|told|involved)|"
        r"(?:does|do|did)(?:n't| not) (?:come up|appear)|no (?:\w+ ){1,5}comes? up|"
        r"(?:nothing|nobody) (?:\w+ ){0,3}is (?:mentioned|said|told)|plays? no part"
    ),
    time_set=_within(
        r"when|while|as an? (?:boy|girl|child|adult)|young|at first|at last|before|after|during|"
        r"once|as soon as|at the (?:start|beginning|end)|first"
    ),
    time_asked=re.compile(
        r"\W*(?:when|how long|(?:at|in|on|during) (?:which|what) (?:\w+ )?(?:time|point|moment|"
        r"stage|phase|day|year|month)|(?:which|what) .*\b(?:comes?|came|happens?|happened) "
        r"(?:first|last|next|before|after))\b",
        re.IGNORECASE,
    ),
    other_time=_within(
        r"(?:years?|months?|weeks?|long|much|only|far) (?:later|after|before|earlier)|later|by then|"
        r"not yet|still to come|grown[- ]up|as an? (?:adult|grown man|grown woman|man|woman|child|"
        r"boy|girl)|(?:is|are|was|were) (?:long )?(?:over|past)|belongs? to (?:his|her|their|the) "
        r"(?:\w+ )?(?:childhood|youth|job|training|later|first)"
    ),
    extremes=_within(
        r"all|every|everyone|everybody|everything|none|nothing|nobody|no one|not one|not a single|"
        r"always|never|only|alone|entirely|completely|totally|wholly|absolutely|at once|"
        r"immediately|instantly|on the spot|without exception|impossible|forever"
    ),
    kind_words=_set(
        "love loves loved loving kind kindly kindness happy happily glad gladly proud proudly brave "
        "bravely courage hope hopes hopeful trust trusts help helps helped helping support supports "
        "supported supporting better good great wonderful joy honest honestly generous generously "
        "care cares caring success succeeds win wins friend friends friendly smile smiles thank "
        "thanks grateful gentle gently patient patiently strong wise wisely peace encourage "
        "encourages encouraged forgive forgives praise praises praised admire admires applaud "
        "applauds cheer cheers dedication devotion teamwork together loyal respect respects fair "
        "share shares sharing comfort comforts believe believes harder"
    ),
    harsh_words=_set(
        "angry anger angrily hate hates hated afraid fear fears ashamed shame jealous envy weak "
        "weaker bad badly worse quit quits lazy bored boring boredom careless cruel lie lies cheat "
        "cheats steal steals lose loses fail fails failed refuse refuses lonely ruin ruins punish "
        "punishes punished fight fights blame blames shout shouts threaten threatens death kill "
        "kills ignore ignores mock mocks laughs leave leaves insult insults greed greedy selfish "
        "revenge hides forgets forbids begs gives"
    ),
    articles=_set("a an the"),
    endings=(
        ("'s", ""),
        ("’s", ""),
        ("sses", "ss"),
        ("ies", "y"),
        ("ing", ""),
        ("ed", ""),
        ("ss", "ss"),
        ("us", "us"),
        ("is", "is"),
        ("s", ""),
    ),
)

_SPANISH = Speech(
    function_words=_set(
        "a al ante bajo con contra de del desde durante e el ella ellas ellos en entre era eran es "
        "esa esas ese eso esos esta está están estas este esto estos fue fueron ha había habían han "
        "hasta hay la las le les lo los más me mi mis muy ni no nos nosotros o os otra otras otro "
        "otros para pero por porque que qué quien quién quienes quiénes se sea ser si sí sin sobre "
        "son su sus también tan tiene tienen todo toda todos todas tras tu tus u un una unas uno "
        "unos y ya yo cual cuál cuales cuáles cuando cuándo cuanto cuánto cuanta cuánta cuantos "
        "cuántos cuantas cuántas como cómo donde dónde adónde cada según así aún solo sólo mucho mucha "
        "muchos muchas mejor peor mayor menor"
    ),
    empty_words=_set(
        "respuesta respuestas correcta correcto cierta cierto verdadera verdadero falsa falso "
        "opción opciones afirmación pregunta solución exactamente siempre llama"
    ),
    common_words=_set(
        "hace hacen hacer hizo hecho tener tuvo tenido dar dio dado decir dijo dicho poner puso ir "
        "va van ver vio visto saber sabe querer quiere poder puede pueden llegar llega llevar lleva "
        "dejar deja seguir sigue pasar pasa quedar queda parte cosa cosas vez veces año años gente "
        "persona personas primer primera primero último última nuevo nueva gran grande buen bueno "
        "buena nombre trabajo trabaja trabajar"
    ),
    asking=_set("cuál cuáles qué quién quiénes dónde cuándo"),
    reasons=re.compile(r"\b(?:por|para) qué\b", re.IGNORECASE),
    negations=_set("no nunca jamás"),
    turning=_set(
        "que quien quienes cuando donde mientras porque si aunque pero sino y e o u como para por "
        "ni sin antes después hasta cuyo cuya"
    ),
    exceptions=_set("excepto salvo"),
    frequencies=re.compile(
        r"\b(?:(?<!para )(?<!desde )siempre|nunca(?! más)|jamás|en ningún caso|en todos los casos|sin excepción)\b",
        re.IGNORECASE,
    ),
    all_of_them=_whole(
        r"tod[oa]s (?:ell[oa]s|(?:las|los) (?:anteriores|demás|opciones|respuestas)"
        r"(?: anteriores| son correctas)?|est[oa]s)"
    ),
    none_of_them=_whole(
        r"ningun[oa]s? (?:de (?:ell[oa]s|est[oa]s|(?:las|los) (?:anteriores|demás|opciones|"
        r"respuestas)(?: anteriores)?)|es correct[oa])"
    ),
    by_letter=_whole(
        r"(?:tanto|solo|sólo|ni) (?:la |el )?[a-h](?: (?:como|y|ni|o) (?:la |el )?[a-h])?|"
        r"(?:las )?(?:respuestas?|opci[oó]n(?:es)?) [a-h](?: (?:y|o) [a-h])?"
    ),
    pointing=re.compile(
        r"\b(?:cuál|cuáles|quién|quiénes|qué \w+) de (?:est[oa]s|(?:los|las) siguientes)\b",
        re.IGNORECASE,
    ),
    saying_nothing=_whole(
        r"(?:cuál|cuáles|qué)(?: de (?:est[oa]s|(?:las|los) siguientes))?(?: (?:afirmaci[oó]n(?:es)?|"
        r"frases?|opci[oó]n(?:es)?|respuestas?))? (?:es|son) (?:ciert|verdader|fals|correct|"
        r"incorrect)[oa]s?(?: (?:sobre|acerca de|respecto a|de) .+)?"
    ),
    two_asked=_within(
        r"(?:quién|quiénes|qué|cuál|cuáles|dónde|cuándo|cómo|cuánt[oa]s?)\b[^?:]*\b[ye] "
        r"(?:(?:a|de|en|por|para|con) )?(?:quién|quiénes|qué|cuál|dónde|cuándo|cómo|cuánt[oa]s?)"
    ),
    unmentioned=_within(
        r"no se (?:menciona|mencionan|nombra|nombran|habla)|no (?:aparece|aparecen|sale|salen|figura|"
        r"figuran) en (?:la|el) (?:historia|texto|libro|artículo|fuente|película)|"
        r"no (?:tiene|tienen|hace|hacen) (?:ningún papel|nada que ver)"
    ),
    time_set=_within(
        r"cuando|mientras|de niñ[oa]|de joven|de adult[oa]|pequeñ[oa]|al principio|al final|antes|"
        r"después|durante|tras|apenas|en cuanto|primer[oa]?"
    ),
    time_asked=re.compile(
        r"\W*(?:cuándo|cuánto (?:tiempo|dura)|(?:en|a) qué (?:momento|punto|etapa|fase|día|año|mes)|"
        r"(?:qué|cuál) .*\b(?:primero|antes|después))\b",
        re.IGNORECASE,
    ),
    other_time=_within(
        r"(?:años|meses|semanas|mucho|solo|sólo|bastante) (?:después|antes|más tarde)|más tarde|"
        r"más adelante|para entonces|todavía no|aún no|de adult[oa]|ya adult[oa]|de niñ[oa]|"
        r"ya (?:pasó|pasaron|quedó|quedaron) atrás|(?:llega|llegan|viene|vienen) después"
    ),
    extremes=_within(
        r"tod[oa]s?|nada|nadie|ningun[oa]?|ningún|siempre|nunca|jamás|solo|sólo|solamente|"
        r"únicamente|completamente|por completo|totalmente|enteramente|absolutamente|de inmediato|"
        r"al instante|enseguida|sin excepción|imposible"
    ),
    kind_words=_set(
        "amor ama aman amable bondad feliz felices alegre alegría contento contenta orgullo "
        "orgulloso orgullosa valiente valor esperanza confianza confía ayuda ayudan ayudar apoyo "
        "apoya apoyan apoyar mejora bien bueno buena gran grande maravilloso honesto honesta "
        "generoso generosa cuida éxito gana amigo amiga amigos sonríe sonrisa gracias agradece "
        "agradecido paciente paciencia fuerte sabio paz anima animan perdona elogia admira aplaude "
        "celebra dedicación entrega equipo juntos leal respeta respeto justo comparte comparten "
        "consuela consuelo cree creen"
    ),
    harsh_words=_set(
        "enojo enojado enojada odia odio miedo vergüenza celos celoso envidia débil malo mala mal "
        "abandona renuncia flojo aburrido aburrida aburrimiento descuido cruel miente mentira "
        "engaña roba pierde fracasa niega solitario arruina castiga pelea culpa grita amenaza "
        "muerte mata ignora burla ríe insulta codicia egoísta venganza esconde oculta olvida "
        "prohíbe ruega deja"
    ),
    articles=_set("el la los las un una unos unas"),
    endings=(("ces", "z"), ("es", ""), ("as", "a"), ("os", "o"), ("e", "")),
)

_GERMAN = Speech(
    frequencies=re.compile(r"\b(?:immer|nie|niemals|auf keinen fall)\b", re.IGNORECASE),
    all_of_them=_whole(r"alle (?:davon|(?:der )?(?:genannten|obigen)(?: antworten)?|antworten)"),
    none_of_them=_whole(r"keine[rs]? (?:davon|der (?:genannten|obigen)(?: antworten)?|von beiden)"),
    articles=_set("der die das ein eine"),
)

_FRENCH = Speech(
    frequencies=re.compile(r"\b(?:toujours|jamais|en aucun cas)\b", re.IGNORECASE),
    all_of_them=_whole(
        r"tou(?:te)?s (?:ces réponses|les réponses(?: ci-dessus)?|celles-ci|ceux-ci)"
    ),
    none_of_them=_whole(r"aucune? (?:de ces réponses|d'entre (?:eux|elles)|des (?:deux|réponses))"),
    articles=_set("le la les l' un une des"),
)

_SPEECHES = {"de": _GERMAN, "en": _ENGLISH, "es": _SPANISH, "fr": _FRENCH}
_UNKNOWN = Speech()
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SHORTEST_STEM = 3
_SMALL_WORDS = _set(
    "a an the of on in to and or for my with at by from as into over up off out it is you me von "
    "der die das den des und de la las el los y del du et da do di e il"
)
"""Words that a title writes small."""
_CODE = re.compile(r"```|\w\(|[;{}]\s*(?:\n|\Z)|[=!<>]=|::|\w_\w")


def is_title(text: str) -> bool:
    """Return whether a text is a title or a name: its words begin with capitals, but small ones."""
    words = [word.strip("\"'“”‘’().,!?") for word in text.split()]
    telling = [word for word in words if word and word.casefold() not in _SMALL_WORDS]
    return len(words) > 1 and bool(telling) and not any(word[0].islower() for word in telling)


def holds_code(text: str) -> bool:
    """Return whether a text holds lines of a program, where every sign counts."""
    return bool(_CODE.search(text))


def base(language: str) -> str:
    """Return the language without its region: `pt` for `pt-BR`."""
    return language.partition("-")[0].lower()


def find_speech(language: str) -> Speech:
    """Return what the rules know of a language."""
    return _SPEECHES.get(base(language), _UNKNOWN)


def split_words(text: str) -> list[str]:
    """Return the words of a text without case and punctuation."""
    return _WORD.findall(text.casefold())


def take_words(text: str, count: int) -> str:
    """Return the first words of a text as they are written."""
    return text[: next(islice(_WORD.finditer(text), count - 1, None)).end()]


@lru_cache(maxsize=200_000)
def find_stem(word: str, language: str) -> str:
    """Return a word without its ending, so that `planets` is `planet`; rough, and the same always."""
    for ending, instead in find_speech(language).endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: len(word) - len(ending)] + instead
    return word


@lru_cache(maxsize=200_000)
def find_meaning(word: str, language: str) -> str:
    """Return the stem of a word that carries meaning, or nothing for one that does not."""
    if word in find_speech(language).function_words:
        return ""
    return find_stem(word, language)


def list_meanings(words: list[str], language: str) -> list[str]:
    """Return the stems of the words that carry meaning, in their order."""
    return [found for word in words if (found := find_meaning(word, language))]
