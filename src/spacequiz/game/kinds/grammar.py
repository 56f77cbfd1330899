"""Grammar: the forms of one verb, a quality and who has it, and adjectives, which make no other thing of a key."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORTEST_STEM = 3
# What a verb can be named by, in a pack and by a player, and what else regular ones end in, each
# group by itself, so that a verb in -ar takes no end of one in -er.
_ENDS = {
    "en": (("ing", "ing ed s"),),
    "es": (
        ("ar ando", "a an as amos aba aban abamos o aron aste e en ado ada ados adas ara aria"),
        ("er ir iendo", "e en es emos imos ia ian io ieron iste a an ido ida idos idas era eria"),
    ),
    "fr": (
        ("er ant", "e es ent ons ez ait ais aient eait eaient eant a erent ee ees era erait"),
        ("ir issant", "it is issent issait issaient irent i ie ira"),
        ("re ant", "s ent ons ait aient u ue us it ra"),
    ),
    "it": (
        ("are ando", "a ano o i iamo ava avano avo ato ata ati ate arono era"),
        ("ere ire endo", "e ono i iamo eva evano iva ivano uto uta ito ita iti irono era ira"),
    ),
    "pt": (
        ("ar ando", "a am as amos ava avam ou aram ei o ado ada ados adas e em ara"),
        ("er ir endo indo", "e em es emos ia iam eu iu eram iram i ido ida idos idas a am"),
    ),
    "de": (("en", "e st t te ten test et ete eten end"),),
    "ru": (("ть", "л ла ло ли ет ют ит ят ешь ем"),),
}
# Verbs that have other forms, each with those.
_IRREGULAR = {
    "en": "be=is,are,was,were,been,being begin=began,begun break=broke,broken bring=brought build=built "
    "buy=bought catch=caught choose=chose,chosen come=came draw=drew,drawn drink=drank,drunk "
    "drive=drove,driven eat=ate,eaten fall=fell,fallen feel=felt fight=fought find=found fly=flew,flown "
    "forget=forgot,forgotten get=got,gotten give=gave,given go=went,gone,goes grow=grew,grown hear=heard "
    "hold=held keep=kept know=knew,known lead=led leave=left lose=lost make=made meet=met pay=paid "
    "ride=rode,ridden rise=rose,risen run=ran say=said see=saw,seen sell=sold send=sent shoot=shot "
    "sing=sang,sung sit=sat sleep=slept speak=spoke,spoken spend=spent stand=stood steal=stole,stolen "
    "swim=swam,swum take=took,taken teach=taught tell=told think=thought throw=threw,thrown "
    "wear=wore,worn win=won write=wrote,written",
    "es": "hacer=hace,hizo,hecho,hacia,haciendo tener=tiene,tuvo,tenia,teniendo poner=pone,puso,puesto "
    "decir=dice,dijo,dicho,diciendo ver=ve,vio,visto,viendo escribir=escrito abrir=abierto "
    "romper=roto,rota morir=muere,murio,muerto dormir=duerme,durmio,durmiendo jugar=juega,juego "
    "pedir=pide,pidio,pidiendo seguir=sigue,siguio,siguiendo perder=pierde pensar=piensa "
    "contar=cuenta encontrar=encuentra volar=vuela construir=construye,construyo,construyendo "
    "leer=leyo,leyendo conducir=conduce,condujo traer=trae,trajo sembrar=siembra recoger=recojo "
    "volver=vuelve,vuelto ganar=gano mostrar=muestra",
    "fr": "faire=fait,fais,faisait,faisant prendre=prend,pris,prenait,prenant mettre=met,mis "
    "voir=voit,vu,voyait ecrire=ecrit,ecrivait,ecrivant lire=lit,lu,lisait,lisant dire=dit,disait "
    "courir=court,couru,courait boire=boit,bu,buvait conduire=conduit,conduisait construire=construit,construisait "
    "ouvrir=ouvre,ouvert cueillir=cueille,cueilli,cueillait,cueillant vivre=vit,vecu,vivait "
    "apprendre=apprend,appris,apprenait",
    "it": "fare=fa,fatto,faceva,facendo prendere=preso mettere=messo vedere=visto scrivere=scritto "
    "leggere=letto dire=dice,detto,diceva correre=corso bere=beve,bevuto,beveva aprire=aperto "
    "raccogliere=raccoglie,raccolto vincere=vinto rompere=rotto",
    "pt": "fazer=faz,fez,feito,fazia,fazendo ter=tem,teve,tinha por=poe,pos,posto dizer=diz,disse,dito "
    "ver=ve,viu,visto escrever=escrito abrir=aberto ganhar=ganho colher=colhe trazer=traz,trouxe",
    "de": "laufen=lauft,lief,gelaufen fahren=fahrt,fuhr,gefahren essen=isst,ass,gegessen "
    "lesen=liest,las,gelesen schreiben=schrieb,geschrieben sehen=sieht,sah,gesehen "
    "nehmen=nimmt,nahm,genommen geben=gibt,gab,gegeben finden=fand,gefunden "
    "trinken=trank,getrunken schwimmen=schwamm,geschwommen fliegen=flog,geflogen "
    "gehen=ging,gegangen kommen=kam,gekommen singen=sang,gesungen werfen=wirft,warf,geworfen "
    "brechen=bricht,brach,gebrochen bringen=brachte,gebracht gewinnen=gewann,gewonnen "
    "verlieren=verlor,verloren bauen=gebaut tragen=tragt,trug,getragen",
}
# What ends in -ing and is no verb, or has no verb that says the same.
_NOUNS = (
    "evening morning ceiling wedding sibling stocking sterling earring herring bearing pudding viking "
    "wing string spring king ring thing something nothing anything everything lightning building "
    "painting meaning being clothing duckling darling shilling meeting"
)
# German words of which many have two dots and no other end.
_DOTTED = (
    "acker apfel boden bogen bruder faden garten graben hafen hammer kasten kloster laden mangel mantel "
    "mutter nagel ofen sattel schaden schnabel tochter vater vogel"
)
# Qualities and feelings, each with the word for who has it.
_QUALITY_NOUNS = {
    "en": "honesty=honest loyalty=loyal curiosity=curious generosity=generous bravery=brave courage=courageous "
    "patience=patient persistence=persistent perseverance=persevering determination=determined "
    "confidence=confident intelligence=intelligent ambition=ambitious anger=angry fear=afraid pride=proud "
    "joy=joyful hope=hopeful jealousy=jealous anxiety=anxious boredom=bored surprise=surprised "
    "disappointment=disappointed excitement=excited embarrassment=embarrassed shame=ashamed "
    "wisdom=wise strength=strong beauty=beautiful hunger=hungry thirst=thirsty safety=safe cruelty=cruel "
    "wealth=wealthy gratitude=grateful modesty=modest humility=humble greed=greedy envy=envious "
    "relief=relieved worry=worried frustration=frustrated nervousness=nervous guilt=guilty "
    "independence=independent creativity=creative dedication=dedicated stubbornness=stubborn",
    "es": "paciencia=paciente tristeza=triste alegria=alegre orgullo=orgulloso felicidad=feliz "
    "valentia=valiente honestidad=honesto sorpresa=sorprendido curiosidad=curioso generosidad=generoso "
    "lealtad=leal ambicion=ambicioso sabiduria=sabio envidia=envidioso humildad=humilde "
    "perseverancia=perseverante determinacion=decidido confianza=confiado verguenza=avergonzado "
    "gratitud=agradecido inteligencia=inteligente constancia=constante nerviosismo=nervioso",
    "fr": "patience=patient tristesse=triste joie=joyeux bonheur=heureux courage=courageux honnetete=honnete "
    "curiosite=curieux generosite=genereux fierte=fier colere=fache ambition=ambitieux sagesse=sage",
    "de": "geduld=geduldig traurigkeit=traurig freude=froh mut=mutig ehrlichkeit=ehrlich neugier=neugierig "
    "grosszugigkeit=grosszugig stolz=stolz wut=wutend ehrgeiz=ehrgeizig einsamkeit=einsam angst=angstlich",
    "it": "pazienza=paziente tristezza=triste gioia=gioioso felicita=felice coraggio=coraggioso "
    "onesta=onesto curiosita=curioso generosita=generoso orgoglio=orgoglioso rabbia=arrabbiato",
    "pt": "paciencia=paciente tristeza=triste alegria=alegre felicidade=feliz coragem=corajoso "
    "honestidade=honesto curiosidade=curioso generosidade=generoso orgulho=orgulhoso raiva=zangado",
}
# What ends in -ness, and says no quality of what stands before it.
_NO_QUALITY = "business witness harness likeness governess wilderness lioness"

# Adjectives of every day, which say how a thing is and make no other of it.
_ADJECTIVES = {
    "en": "red yellow blue green black white brown grey gray orange purple pink golden silver dark bright "
    "light pale heavy warm hot cold cool wet dry dusty dirty clean rusty muddy sandy rocky muggy sunny "
    "windy foggy snowy icy wooden woolen brick concrete plastic metal paper glass wide narrow broad deep "
    "shallow thick thin round square flat steep tall giant massive enormous gigantic vast strong weak "
    "hard soft rough smooth sharp sweet sour bitter salty fresh raw ripe empty rich poor cheap costly "
    "strict fair humble noble honest polite gentle calm wise bold happy sad angry lonely proud brave shy kind cruel clever smart silly crazy funny lucky busy lazy "
    "sick ill healthy tired safe quiet loud nearby local foreign regular weekly daily monthly yearly "
    "early late recent current entire single double giant cosy cozy lovely pretty ugly fancy plain pure "
    "wild tame loose tight right left upper lower inner outer main major minor same nasty tasty leaky "
    "creaky shiny curly hairy furry fluffy sturdy scary spooky family favorite favourite dear own alone paid broken lost stolen hidden frozen torn worn "
    "american british english french german italian spanish mexican russian chinese japanese european",
    "es": "rojo amarillo azul verde negro blanco marron gris rosa claro oscuro alto bajo ancho estrecho "
    "enorme inmenso gigante grave bonito lindo hermoso bello feo caliente frio fresco seco limpio sucio rico pobre barato caro feliz "
    "triste fuerte debil duro blando dulce amargo lleno vacio entero simple sencillo comodo rural "
    "humilde cercano lejano cuadrado redondo maduro mexicano espanol americano pesado ligero",
    "fr": "rouge jaune bleu bleue vert verte noir noire blanc blanche brun brune gris grise clair claire sombre "
    "haut haute bas basse beau belle joli jolie laid laide chaud chaude froid froide frais fraiche sec "
    "seche propre sale riche pauvre cher chere triste fort forte doux douce plein pleine vide entier "
    "entiere simple rond ronde carre mur mure lourd lourde leger legere bonne pur pure",
    "it": "rosso giallo blu azzurro verde nero bianco marrone grigio chiaro scuro alto basso largo stretto "
    "bello bella brutto caldo freddo fresco secco pulito sporco ricco povero caro felice triste forte "
    "dolce amaro pieno vuoto intero semplice antico rotondo maturo pesante leggero buono",
    "pt": "vermelho amarelo azul verde preto branco castanho cinzento claro escuro alto baixo largo estreito "
    "bonito lindo belo feio quente frio fresco seco limpo sujo rico pobre barato caro feliz triste forte "
    "fraco duro doce amargo cheio vazio inteiro simples humilde redondo maduro pesado leve",
    "de": "rot gelb blau grun schwarz weiss braun grau dunkel hell schon hasslich hoch tief breit eng dick "
    "dunn rund warm heiss kalt kuhl frisch trocken nass sauber reich arm billig teuer stark schwach hart "
    "weich suss bitter voll leer ganz einfach eigen bunt riesig winzig schwer leicht modern gemutlich",
}
_ADJECTIVE_ENDS = {
    "en": r"(?!un|non|dis|anti|pre|ex)\w{3,}(?:ous|ful|ish|ive|able|ible|ical|ly|ed)|\w{4,}(?:est|ern)",
    "es": r"\w{3,}(?:os[oa]s?|ad[oa]s?|id[oa]s?|[aei]ble?s?)",
    "fr": r"\w{3,}(?:eux|euses?|ables?|ibles?|iques?)",
    "it": r"\w{3,}(?:os[oaie]|at[oaie]|it[oaie]|[ai]bil[ei])",
    "pt": r"\w{3,}(?:os[oa]s?|ad[oa]s?|id[oa]s?|[ai]ve(?:l|is))",
    "de": r"\w{3,}(?:ig|lich|isch|haft|sam|bar)(?:e[rsnm]?)?",
    "ru": r"(?!не|бывш)\w{2,}(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|ую|ом|ых|их)",
}
_QUALITIES = {
    "en": "pure active fresh liquid frozen happy sad angry proud brave clever smart lucky hungry tired healthy "
    "famous lovely pretty ugly tasty massive enormous gigantic vast strong empty expensive cheap cute",
    "es": "puro activo fresco liquido feliz triste enojado famoso lindo bonito feo rico enorme inmenso fuerte",
    "fr": "pur pure actif active frais fraiche liquide heureux triste celebre joli jolie enorme immense fort forte",
    "it": "puro attivo fresco liquido felice triste famoso bello brutto enorme immenso forte",
    "pt": "puro ativo fresco liquido feliz triste famoso bonito feio enorme imenso forte",
    "de": "rein aktiv frisch flussig glucklich traurig beruhmt schon hasslich riesig stark",
    "ru": "чистый настоящий красивый огромный сильный известный",
}
# Ends of Russian nouns and adjectives.
_CASES = {"ru": r"(?:ями|ами|ого|его|ому|ему|ыми|ими|[аеиоуыюяйьёмх]{1,2})$"}
_INFLECTED = {"es": r"[oa]s?$|s$", "it": r"[oaieh]+$", "pt": r"[oa]s?$|s$", "de": r"e[rsnm]?$"}
# What looks like an adjective, and makes another thing of what follows: a fake house is none.
_CHANGING = (
    "retired failed imagined pretended supposed alleged nearly hardly barely almost presumed "
    "fallido supuesto fingido pretendu suppose finto presunto suposto angeblich kunftig ehemalig"
)
# What joins a thing to where it is, and to nothing else.
_PLACED = {
    "en": "in on at by near inside under behind beside within outside",
    "es": "en sobre junto",
    "fr": "dans en sur pres a au",
    "it": "in nel nella su sul a",
    "pt": "em no na sobre",
    "de": "in im am an auf bei",
    "ru": "в во на у",
}


def are_verb_forms(one: str, other: str, base: str) -> bool:
    """Return whether two words are forms of one verb: picked and picking, ran and running.

    But in English one must be what a verb is named by, so that no noun is taken for another.
    """
    if one == other or not _list_stems(one, base) & _list_stems(other, base):
        return False
    return base == "en" or is_named(one, base) or is_named(other, base)


def is_named(word: str, base: str) -> bool:
    """Return whether a word ends as what a verb is named by, where that is not English: nadar, nadando."""
    return base != "en" and word.endswith(
        tuple(end for group, _ in _ENDS.get(base, ()) for end in group.split())
    )


def is_many_by_dots(one: str, other: str, base: str) -> bool:
    """Return whether words without marks are one and many of what German tells by dots: Apfel, Äpfel."""
    return base == "de" and one == other and one in _words(_DOTTED)


def find_verb(word: str, base: str) -> str:
    """Return the verb that a word is an irregular form of, and any other word as it stands: rode."""
    return _index_irregular(base).get(word, word)


def names_doing(word: str, base: str) -> bool:
    """Return whether a word alone is the name of what somebody does: swimming."""
    return base == "en" and word.endswith("ing") and word not in _words(_NOUNS)


def are_quality_forms(one: str, other: str, base: str) -> bool:
    """Return whether one word is the quality that the other is: happy and happiness."""
    pairs = _index_qualities(base)
    if pairs.get(one) == _bare(other, base) or pairs.get(other) == _bare(one, base):
        return True
    quality, plain = (one, other) if one.endswith("ness") else (other, one)
    stem = plain[:-1] + "i" if plain.endswith("y") else plain
    return base == "en" and quality == f"{stem}ness" and quality not in _words(_NO_QUALITY)


def are_doer_and_doing(words: Sequence[str], doer: str, base: str) -> bool:
    """Return whether two words tell what somebody does, and a word who does it: he washed dishes, a dishwasher."""
    if base != "en" or len(words) != 2 or not doer.removesuffix("s").endswith("er"):
        return False
    for verb, thing in (words, words[::-1]):
        for stem in _list_stems(verb, base):
            ends = (f"{stem}er", f"{stem}{stem[-1]}er", f"{stem.removesuffix('e')}er")
            things = (thing, thing.removesuffix("s"), thing.removesuffix("es"))
            if doer.removesuffix("s") in [one + end for one in things for end in ends]:
                return True
    return False


def is_adjective(word: str, base: str) -> bool:
    """Return whether a word says how a thing is, and makes no other of it: a red barn."""
    if _bare(word, base) in _words(_CHANGING):
        return False
    pattern = _ADJECTIVE_ENDS.get(base)
    return _bare(word, base) in _list_adjectives(base) or bool(
        pattern and re.fullmatch(pattern, word)
    )


def is_quality(word: str, base: str) -> bool:
    """Return whether an adjective makes no name of a kind of what follows, as a colour does: red panda."""
    return _bare(word, base) in {_bare(each, base) for each in _words(_QUALITIES.get(base, ""))}


def are_cases(one: str, other: str, base: str) -> bool:
    """Return whether two Russian words are one but for the end that tells its case."""
    if base not in _CASES:
        return False
    stems = [re.sub(_CASES[base], "", word) for word in (one, other)]
    return stems[0] == stems[1] and len(stems[0]) >= SHORTEST_STEM


def is_placing(word: str, base: str) -> bool:
    """Return whether a word joins a thing to where it is."""
    return word in _words(_PLACED.get(base, ""))


def _bare(word: str, base: str) -> str:
    return re.sub(_INFLECTED[base], "", word) if base in _INFLECTED else word


@lru_cache(maxsize=8)
def _index_qualities(base: str) -> dict[str, str]:
    pairs = (each.partition("=") for each in _QUALITY_NOUNS.get(base, "").split())
    return {quality: _bare(plain, base) for quality, _, plain in pairs}


@lru_cache(maxsize=32)
def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


@lru_cache(maxsize=8)
def _list_adjectives(base: str) -> frozenset[str]:
    return frozenset(_bare(word, base) for word in _ADJECTIVES.get(base, "").split())


@lru_cache(maxsize=512)
def _list_stems(word: str, base: str) -> frozenset[str]:
    """Return what verbs a word can be a form of, and the stem that it has, with its group."""
    irregular = _index_irregular(base)
    known = frozenset((irregular[word],)) if word in irregular else frozenset()
    if base == "en":
        return known or frozenset(irregular.get(stem, stem) for stem in _list_english(word))
    if base == "de" and word.startswith("ge") and word.endswith(("t", "en")):
        word = word[2:]
    return known | frozenset(
        f"{stem} {group}"
        for group, (names, more) in enumerate(_ENDS.get(base, ()))
        for end in (*names.split(), *more.split())
        if (stem := word.removesuffix(end)) != word and len(stem) >= SHORTEST_STEM
    )


def _list_english(word: str) -> set[str]:
    found = {word} if len(word) >= SHORTEST_STEM else set()
    for end in _ENDS["en"][0][1].split():
        stem = word.removesuffix(end)
        if stem != word and len(stem) >= SHORTEST_STEM:
            found |= {stem, f"{stem}e"}
            if stem[-1] == stem[-2]:
                found.add(stem[:-1])
    return found


@lru_cache(maxsize=8)
def _index_irregular(base: str) -> dict[str, str]:
    return {
        form: verb
        for verb, _, forms in (each.partition("=") for each in _IRREGULAR.get(base, "").split())
        for form in (verb, *forms.split(","))
    }
