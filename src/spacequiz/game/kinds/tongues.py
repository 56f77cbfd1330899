"""What the judge knows of each language: small words, negations, abbreviations, months, plurals.

All words stand as `normalise` leaves them: in small letters, without accents.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from spacequiz.game.kinds.measures import RATES

ARTICLES = {
    "ca": "el la els les un una uns unes l'",
    "de": "der die das den dem des ein eine einen einem einer eines",
    "en": "the a an",
    "es": "el la los las lo un una unos unas",
    "fr": "le la les un une des l'",
    "it": "il lo la i gli le un uno una l' un'",
    "nl": "de het een",
    "pt": "o a os as um uma uns umas",
    "el": "ο η το οι τα τον την τη του της ενας μια ενα",
    "sv": "en ett den det de",
    "da": "en et den det de",
    "nb": "en ei et den det de",
    "hu": "a az egy",
}

# Words that say nothing by themselves, wherever they stand: who does it, that it is, I think.
_FREE = {
    "en": "the a an this that these those it its it's he she they we i you his her their my our your "
    "him them is are was were be been being am do does did has have had having will would can could "
    "should must might may there here so well just think guess believe maybe perhaps probably say "
    "called named known please answer because since who which what um uh er got get gets getting "
    "let's as one's into own how "
    "teh umm uhm uhh hmm erm gotta wanna obviously clearly definitely surely sure certainly pretty basically actually honestly course guessing my afraid suppose would im id ad "
    "idk dunno lol lmao omg btw imo imho tbh ofc pls plz ok okay oh ah hey ur gonna totally simply "
    "reckon bet seems seem fairly certain someday approximately roughly",
    "es": "el la los las lo un una unos unas este esta estos estas eso esto ese esa su sus mi tu es "
    "son era eran fue fueron ser sido esta estan estaba estar he ha han habia haber hay tiene tienen "
    "tenia tener que se le les me te nos yo el ella ellos ellas usted creo pienso quizas quiza "
    "talvez tal vez supongo llama llamaba llamado llamada respuesta porque pues bueno quiere queria "
    "debe debia va iba puede podia pone pues "
    "seguramente obviamente supuesto sea opino diria respondo esa q xq pq "
    "aproximadamente unos aprox parece seria obvio oye ok bueno eh mm",
    "de": "der die das den dem des ein eine einen einem einer eines es er sie wir ich ihr sein seine "
    "seinen seiner seinem ihre ihren ihrem mein meine dein ist sind war waren sein gewesen hat haben "
    "hatte hatten wird werden wurde wurden kann konnte muss musste soll sollte will wollte dass das "
    "glaube denke vielleicht wohl bitte antwort weil heisst hiess genannt also so da dies diese "
    "dieser dieses "
    "sicher bestimmt naturlich wahrscheinlich vermutlich glaub mal hm ja "
    "etwa ungefahr circa ca klar logisch ok ach oh meine schatze sagen wurde ware",
    "fr": "le la les un une des l' ce c'est cet cette ces c' c il elle ils elles on je tu nous vous "
    "son sa ses leur leurs mon ma mes est sont etait etaient etre ete a ont avait avaient avoir fait "
    "faire doit devait peut pouvait veut voulait va allait que qu' qu crois pense peut-etre reponse "
    "parce appelle appele appelee s' s j' j d' d l n'est bien donc y "
    "surement certainement evidemment probablement bien sur soit dirais suppose "
    "environ semble serait mdr lol ok euh ben bah",
    "it": "il lo la i gli le un uno una l' un' l un e' questo questa questi quello quella suo sua suoi "
    "sue mio mia e sono era erano fu essere stato stata ha hanno aveva avere deve doveva puo poteva "
    "vuole voleva va che egli lui lei loro io si credo penso forse risposta perche chiama chiamato "
    "chiamata c'e beh quindi "
    "sia sicuramente certamente ovviamente probabilmente direi credo beh "
    "circa sembra sarebbe ok boh mi",
    "pt": "o a os as um uma uns umas este esta isso isto esse essa seu sua seus suas meu minha e sao "
    "era eram foi foram ser sido esta estao estava tem tinha ter deve devia pode podia quer queria "
    "vai ia que se ele ela eles elas eu acho penso talvez resposta porque chama chamado chamada bem "
    "certamente obviamente provavelmente seja diria penso sei "
    "cerca aproximadamente parece seria claro ok me",
    "nl": "de het een dit dat deze die het is zijn was waren hij zij ze ik we wij hun haar mijn heeft "
    "had hebben wordt werd kan kon moet moest wil wilde denk misschien antwoord omdat heet",
    "ru": "это он она оно они я мы его ее их был была было были есть является думаю кажется наверное наверно по-моему может быть ответ правильный что называется зовут г год года году "
    "около примерно конечно ровно точно именно вроде ну",
    "el": "ο η το οι τα τον την τη του της των ενας μια ενα ειναι ηταν νομιζω πιστευω ισως απαντηση αυτο αυτος αυτη που",
    "ar": "هو هي هذا هذه كان كانت ان اظن اعتقد جواب اجابه انه انها ربما",
    "he": "זה זו זאת הוא היא אני חושב חושבת אולי תשובה התשובה של את",
    "sv": "en ett den det de ar var han hon jag tror kanske svaret som heter",
    "da": "en et den det de er var han hun jeg tror maske svaret som hedder",
    "nb": "en ei et den det de er var han hun jeg tror kanskje svaret som heter",
    "pl": "to jest byl byla bylo on ona ja mysle chyba moze odpowiedz nazywa sie ze",
    "tr": "bu bir o bence galiba cevap adi",
    "ja": "年",
    "zh": "年",
    "ko": "년",
}
# Words that may be left out or put in, but not changed for one another: to Mexico, from Mexico.
_LINKS = {
    "en": "of to in on at by for with from and about as into onto around during 's inside near under behind "
    "within through across",
    "es": "de del a al en con por para y e desde sobre como hacia",
    "de": "von vom zu zum zur in im ins an am auf mit fur fuer und bei beim aus nach als um uber",
    "fr": "de du d' au aux a en dans avec par pour et sur chez comme vers",
    "it": "dell' all' dall' nell' sull' d' di del della dello dei degli delle a al alla allo ai da dal dalla in nel nella con per e ed "
    "su sul come",
    "pt": "de do da dos das a ao em no na nos nas com por para e pelo pela como",
    "nl": "van in op met voor en aan bij uit naar als om te",
    "ru": "в во на из с со у к о об от до для и по за",
    "el": "σε στο στη στην στον στα στις απο με για και",
    "ar": "في من الى على عن مع و ب",
    "sv": "i pa av for med och till fran",
    "da": "i pa af for med og til fra",
    "nb": "i pa av for med og til fra",
    "pl": "w we na z ze do od dla i o",
    "he": "ב ל מ ו",
}
# Common words that change nothing beside a key phrase: verbs and adjectives of every day.
_COMMON = {
    "en": "want wants wanted wanting need needs needed like likes liked love loves go goes going gone "
    "went come comes came make makes made making take takes took taking give gives gave giving put "
    "puts keep keeps kept use uses used using work works worked working become becomes became try "
    "tries tried trying start starts started starting begin begins began buy buys buying bought build "
    "builds building built live lives living lived play plays playing run runs running ran see sees "
    "saw seen look looks looking find finds found help helps helping write writes wrote read reads "
    "learn learns learning teach teaches study studies fly flies flying open opens eat eats drink "
    "drinks show shows sell sells send sends sent call calls move moves bring brings thing things "
    "something someone somebody person people man woman guy type kind sort piece part bunch lot lots "
    "pair group set number name place big bigger biggest large little small great good better best "
    "nice new old young dream real very really quite much many more some all both any other another "
    "first last long short high very too also only even still again once then now ever up out off "
    "over back down job home time year years day days way word famous certain special full whole "
    "large-scale proper simple single usual common main "
    "signed huge tiny actual typical ordinary modern ancient yeah yep ride drive wear carry hold walk cook wash clean paint grow pick fix local human migrant fast slow couple few several three books times "
    "learned learnt learning different various beautiful feel feels felt feeling become start started happen happened happens",
    "es": "poco poca pocos monton montones punado par cantidad serie quieren gusta gustaba hacer hace hacia haciendo hizo tomar dar da daba poner usar usa "
    "trabaja trabajar trabajaba trabajando vivir vive vivia comprar compra construir construye jugar "
    "ver buscar encontrar ayudar escribir leer aprender aprende ensenar estudiar volar abrir abre "
    "comer mostrar vender enviar llevar lleva traer querer necesita necesitar intenta tratar empieza "
    "empezar cosa cosas algo alguien persona personas gente hombre mujer tipo clase parte grupo "
    "numero nombre lugar gran grande grandes pequeno pequena buen bueno buena mejor nuevo nueva viejo "
    "joven propio propia verdadero muy mucho muchos mucha muchas mas todo toda todos otro otra otros "
    "primer primero ultimo largo corto alto tambien solo aun entonces ahora trabajo casa tiempo ano "
    "anos dia dias famoso cierto cierta especial tierra "
    "seguro segura claro montar lavar limpiar tocar cantar cocinar pintar conducir manejar cultivar correr corre corrio corrieron ganar gano estudio hizo fue veces vez humano humana espacial moderno",
    "de": "haufen paar reihe menge machen macht machte nehmen geben gibt gab arbeiten arbeitet arbeitete leben lebt wohnen "
    "kaufen kauft bauen baut spielen sehen finden helfen schreiben lesen lernen lernt lehren studieren "
    "fliegen fliegt essen zeigen verkaufen senden bringen ding dinge etwas jemand person leute mann "
    "frau art teil gruppe nummer name ort gross grosse grosser grosses klein kleine kleiner kleines "
    "gut gute neu neue neues alt alte jung eigen eigene eigenes sehr viel viele mehr alle andere erste "
    "letzte lang kurz auch nur noch dann jetzt arbeit zeit jahr jahre tag tage bekannt bestimmt "
    "waschen putzen singen kochen fahren tragen malen mal stuck menschlich spielt modern rote roter gehen geht ging",
    "fr": "tas paire serie fais faisait prendre prend donner donne mettre utiliser travaille travailler vivre vit "
    "acheter achete construire jouer voir trouver aider ecrire lire apprendre apprend enseigner "
    "etudier voler ouvrir manger montrer vendre envoyer porter chose choses quelque quelqu'un personne "
    "gens homme femme type genre sorte partie groupe nombre nom lieu grand grande grands gros petit "
    "petite bon bonne meilleur nouveau nouvelle vieux jeune propre tres beaucoup plus tout toute tous "
    "autre autres premier dernier long court haut aussi seulement encore alors maintenant travail "
    "temps an ans jour jours celebre certain certaine "
    "laver nettoyer chanter cuisiner conduire peindre porter fois humain humaine moderne",
    "it": "poco poca mucchio paio serie fare fa faceva prendere dare da mettere usare lavora lavorare lavorava vivere vive comprare "
    "compra costruire giocare vedere trovare aiutare scrivere leggere imparare insegnare studiare "
    "volare aprire mangiare mostrare vendere portare cosa cose qualcosa qualcuno persona gente uomo "
    "donna tipo parte gruppo numero nome posto luogo grande grandi piccolo piccola buono buona nuovo "
    "nuova vecchio giovane proprio propria molto molti piu tutto tutti altro altra primo ultimo lungo "
    "anche solo ancora allora ora lavoro tempo anno anni giorno giorni famoso certo certa "
    "lavare pulire suonare cantare cucinare guidare dipingere volte volta umano umana moderno bere bevono mangia po",
    "pt": "pouco pouca monte par serie fazer faz fazia tomar dar da por usar trabalha trabalhar trabalhava viver vive comprar "
    "compra construir jogar ver achar ajudar escrever ler aprender ensinar estudar voar abrir comer "
    "mostrar vender levar coisa coisas algo alguem pessoa gente homem mulher tipo parte grupo numero "
    "nome lugar grande grandes pequeno pequena bom boa novo nova velho jovem proprio propria muito "
    "muitos mais todo toda todos outro outra primeiro ultimo longo tambem so ainda entao agora "
    "trabalho tempo ano anos dia dias famoso certo certa "
    "lavar limpar tocar cantar cozinhar dirigir pintar vezes vez humano humana moderno",
    "ru": "большой большая маленький новый новая старый старая очень много хороший хорошая человек люди один раз новогодняя",
}
# Common words that are harmless beside any key but each other's.
_OPPOSITES = {
    "en": "man=woman big=small large=small large=little big=little long=short old=young old=new "
    "first=last high=low up=down best=last good=best",
    "es": "hombre=mujer grande=pequeno gran=pequeno viejo=joven viejo=nuevo primero=ultimo "
    "largo=corto bueno=mejor",
    "fr": "homme=femme grand=petit grande=petite gros=petit vieux=jeune premier=dernier long=court",
    "de": "mann=frau gross=klein grosse=kleine alt=jung alt=neu erste=letzte lang=kurz",
    "it": "uomo=donna grande=piccolo vecchio=giovane vecchio=nuovo primo=ultimo",
    "pt": "homem=mulher grande=pequeno velho=jovem velho=novo primeiro=ultimo",
}
_NEGATIONS = {
    "en": "no not non never none nor neither without nothing nobody except isnt wasnt arent dont",
    "es": "no ni sin nunca jamas ningun ninguno ninguna nada excepto menos salvo",
    "fr": "ne n' pas sans jamais aucun aucune rien sauf",
    "it": "non senza mai nessun nessuno nessuna niente tranne",
    "pt": "nao nem sem nunca nenhum nenhuma exceto",
    "de": "nicht kein keine keinen keinem keiner keines ohne nie niemals ausser",
    "nl": "geen niet nooit zonder",
    "ca": "no ni sense mai cap",
    "ru": "не нет без никогда ни",
    "sv": "inte ej ingen utan aldrig",
    "da": "ikke ingen uden aldrig",
    "el": "οχι δεν μην χωρις ουτε ποτε",
    "ar": "ليس ليست لا لم لن غير بدون",
    "he": "לא אין בלי",
    "nb": "ikke ingen uten aldri",
    "pl": "nie bez nigdy ani",
    "tr": "degil hic",
}

OR = {
    "en": "or",
    "es": "o u",
    "de": "oder",
    "fr": "ou",
    "it": "o oppure",
    "pt": "ou",
    "nl": "of",
    "ca": "o",
    "ru": "или",
    "pl": "lub albo",
    "sv": "eller",
    "da": "eller",
    "nb": "eller",
    "el": "ή η",
    "ar": "أو او ام",
    "he": "או",
    "zh": "或 或者 还是",
    "ja": "か または",
    "ko": "또는 아니면 혹은",
    "tr": "veya ya_da",
}

# Short forms that everyone writes, each with its long one.
_SHORT = {
    "en": "dr=doctor mr=mister prof=professor st=saint mt=mount mtn=mount mountain=mount ft=fort "
    "jr=junior sr=senior vs=versus v=versus &=and +=plus ave=avenue rd=road gen=general capt=captain "
    "col=colonel lt=lieutenant sgt=sergeant sen=senator gov=governor pres=president rev=reverend "
    "dept=department govt=government intl=international assn=association bros=brothers co=company "
    "corp=corporation inc=incorporated ltd=limited univ=university etc=etcetera tv=television "
    "usa=unitedstates us=unitedstates uk=unitedkingdom "
    "yr=year yrs=years hr=hour hrs=hours mins=minutes sec=seconds secs=seconds okay=ok miss=ms missus=ms mrs=ms sankt=saint usd=$ dollar=$ dollars=$ bucks=$ euro=€ euros=€ eur=€ percent=% lago=lake lac=lake",
    "es": "dr=doctor dra=doctora sr=senor sra=senora srta=senorita prof=profesor &=y ud=usted "
    "uds=ustedes sto=santo sta=santa gral=general avda=avenida av=avenida eeuu=estadosunidos "
    "eua=estadosunidos usa=estadosunidos "
    "mejico=mexico cd=ciudad dolar=$ dolares=$ usd=$ euro=€ euros=€ eur=€",
    "de": "dr=doktor prof=professor hr=herr fr=frau st=sankt &=und str=strasse bzw=beziehungsweise "
    "usa=vereinigtestaaten nr=nummer jh=jahrhundert "
    "euro=€ euros=€ eur=€ dollar=$ jhd=jahrhundert prozent=%",
    "fr": "dr=docteur m=monsieur mr=monsieur mme=madame mlle=mademoiselle prof=professeur &=et "
    "st=saint ste=sainte av=avenue bd=boulevard usa=etatsunis "
    "euro=€ euros=€ eur=€ dollar=$ dollars=$",
    "it": "dr=dottore dott=dottore sig=signore sigra=signora sigrina=signorina prof=professore &=e "
    "ed=e s=san usa=statiuniti "
    "sec=secolo euro=€ eur=€ dollaro=$ dollari=$",
    "pt": "dr=doutor dra=doutora sr=senhor sra=senhora prof=professor &=e av=avenida "
    "eua=estadosunidos usa=estadosunidos "
    "s=sao euro=€ euros=€ dolar=$ dolares=$",
    "nl": "dr=doctor dhr=heer mevr=mevrouw prof=professor &=en st=sint",
}
# Phrases that count as one word, as the short forms above name them.
_PHRASES = {
    "en": "united states of america=unitedstates united states=unitedstates "
    "go with=think going with=think final answer=answer one day=someday new york=newyork new jersey=newjersey united kingdom=unitedkingdom great britain=greatbritain per cent=%",
    "es": "estados unidos de america=estadosunidos estados unidos=estadosunidos ee uu=estadosunidos por ciento=%",
    "de": "vereinigte staaten von amerika=vereinigtestaaten vereinigten staaten=vereinigtestaaten "
    "vereinigte staaten=vereinigtestaaten",
    "fr": "etats unis d'amerique=etatsunis etats unis=etatsunis pour cent=%",
    "it": "stati uniti d'america=statiuniti stati uniti=statiuniti per cento=%",
    "pt": "estados unidos da america=estadosunidos estados unidos=estadosunidos por cento=%",
}
# What a thing may be called before "of" and its name, without saying anything new.
_GENERIC = {
    "en": "process concept theory idea act art study empire kingdom republic state city country town "
    "village nation continent surface month island planet element language field science system game sport language work",
    "es": "continente superficie mes proceso concepto teoria idea acto arte estudio imperio reino republica estado ciudad pais "
    "pueblo isla planeta elemento lengua idioma ciencia sistema juego deporte obra",
    "fr": "continent surface mois processus concept theorie idee art etude empire royaume republique ville pays ile planete "
    "element langue science systeme jeu",
    "it": "continente superficie mese processo concetto teoria idea arte studio impero regno repubblica citta paese isola pianeta "
    "elemento lingua scienza sistema gioco",
    "pt": "continente superficie mes processo conceito teoria ideia arte estudo imperio reino republica cidade pais ilha planeta "
    "elemento lingua ciencia sistema jogo",
}
_OF = {
    "en": "of by from",
    "es": "de del por",
    "fr": "de du d' par",
    "it": "di del della",
    "pt": "de do da",
}
# The words that join a name to where it is.
_WITHIN = {
    "en": "in at",
    "es": "en",
    "fr": "a en au",
    "de": "in im am",
    "it": "in a nel",
    "pt": "em no na",
}
# Where in a country, or a continent, a place lies.
_COMPASS = {
    "en": "north south east west central northern southern eastern western",
    "es": "norte sur este oeste central del",
    "fr": "nord sud est ouest centrale",
    "de": "nord sud ost west",
    "it": "nord sud est ovest centrale",
    "pt": "norte sul leste oeste central",
}
_TITLES = {
    "en": "mister missus ms miss madame madam doctor professor sir lady lord dame president king queen saint "
    "captain general reverend pope emperor empress prince princess duke duchess czar tsar senator "
    "governor count countess earl colonel major lieutenant sergeant chancellor chief brother sister father mother "
    "commander admiral marshal minister premier archbishop cardinal baron baroness majesty highness",
    "es": "senor senora senorita doctor doctora profesor profesora don dona presidente presidenta rey "
    "reina emperador emperatriz principe princesa papa duque duquesa conde condesa sor fray capitan coronel",
    "de": "herr frau doktor professor konig konigin prasident prasidentin kaiser kaiserin prinz "
    "prinzessin papst herzog graf kanzler kanzlerin bundeskanzler bundeskanzlerin zar",
    "fr": "monsieur madame mademoiselle docteur professeur roi reine president presidente empereur "
    "imperatrice prince princesse pape duc duchesse comte comtesse",
    "it": "signore signor signora signorina dottore dottor professore re regina presidente imperatore "
    "imperatrice principe principessa papa duca duchessa conte contessa",
    "pt": "senhor senhora doutor doutora professor professora dom dona rei rainha presidente imperador "
    "imperatriz principe princesa papa duque duquesa conde condessa",
}
# What people say before a guess, which neither says nor denies anything.
UNSURE = {
    "en": "yes|yeah|yep|i don't know|i dont know|i do not know|not sure|i'm not sure|im not sure|no idea|no clue",
    "es": "sí|no sé|no se,|no estoy seguro|no estoy segura|ni idea",
    "de": "keine ahnung|weiß nicht|weiss nicht|ich weiß nicht|ich weiss nicht|nicht sicher",
    "fr": "je sais pas|je ne sais pas|j'sais pas|pas sûr|pas sur|aucune idée|aucune idee",
    "it": "non so|non lo so|non sono sicuro|non sono sicura|nessuna idea",
    "pt": "não sei|nao sei|não tenho certeza|sem ideia",
    "ru": "не знаю|не уверен|не уверена|понятия не имею",
}
# What asks, behind a comma, whether an answer is right.
_TAGS = {
    "en": "right correct yes huh eh",
    "es": "verdad cierto correcto",
    "de": "oder richtig gell ne stimmts",
    "fr": "hein oui non",
    "it": "vero giusto certo",
    "pt": "certo ne verdade",
    "ru": "да верно правильно",
}
# Titles of women: before a surname alone they may mean a man's wife.
_LADIES = {
    "en": "missus miss ms mrs madame madam",
    "es": "senora senorita",
    "de": "frau",
    "fr": "madame mademoiselle",
    "it": "signora signorina",
    "pt": "senhora",
}
# Words that join one thing to another.
_AND = {
    "en": "and",
    "es": "y e",
    "de": "und",
    "fr": "et",
    "it": "e ed",
    "pt": "e",
    "nl": "en",
    "ru": "и",
    "el": "και",
    "ar": "و",
    "sv": "och",
    "da": "og",
    "nb": "og",
}
# Words that join one thing to another as and does.
_WITH = {"en": "with", "es": "con", "de": "mit", "fr": "avec", "it": "con", "pt": "com", "ru": "с"}
# What is written as one word and said as two; both sides are spelled out. First stands what a text
# holds that is worth a look: patterns are compiled when they are needed.
_DIGITS = "0 1 2 3 4 5 6 7 8 9"
_CONTRACTIONS = {
    "en": (
        ("can", r"\bcan(?:'?t|not)\b", "can not"),
        ("won't", r"\bwon't\b", "will not"),
        (
            "nt",
            r"\b(do|does|did|is|are|was|were|has|have|had|would|could|should)nt\b",
            r"\1 not",
        ),
        ("shan't", r"\bshan't\b", "shall not"),
        ("n't", r"(?<=[a-z])n't\b", " not"),
        ("'s", r"\b(it|he|she|that|there|what|who|where|here)'s\b", r"\1 is"),
        ("'re", r"\b(we|you|they|who)'re\b", r"\1 are"),
        ("i'm", r"\bi'm\b", "i am"),
        ("ww w.", r"\bw\.? ?w\.? ?(ii|i|2|1)\b", r"world war \1"),
        ("ww", r"\bww\b", "world war"),
        ("min", r"(?<=\d) ?mins?\b", " minutes"),
        (" one", r"(?<=\d)(st|nd|rd|th) one$", r"\1"),
        ("'d", r"(?<=[a-z])'d\b", " would"),
        ("'ll", r"(?<=[a-z])'ll\b", " will"),
        ("'ve", r"(?<=[a-z])'ve\b", " have"),
        ("let's", r"\blet's\b", "let us"),
    ),
    "fr": (
        (_DIGITS, r"(?<=\d) (?=i?emes?\b)", ""),
        ("guerre", r"\b(premiere|1ere?|seconde|deuxieme|2e(?:me)?) guerre$", r"\1 guerre mondiale"),
    ),
    "es": (("guerra", r"\b(primera|1a|segunda|2a) guerra$", r"\1 guerra mundial"),),
    "pt": (("guerra", r"\b(primeira|1a|segunda|2a) guerra$", r"\1 guerra mundial"),),
    "it": (("guerra", r"\b(prima|1a|seconda|2a) guerra$", r"\1 guerra mondiale"),),
    "ru": (
        ("мировая", r"\b(первая|1-?я|вторая|2-?я) мировая$", r"\1 мировая война"),
        (_DIGITS, r"(?<=\d{4}) ?(?:года|году|год|г)\b\.?", ""),
        (_DIGITS, r"(?<=\d)-?(?:ая|ый|ой|ое|ого|го|я|й|е)\b", ""),
    ),
    "de": (
        ("'s", r"(?<=[a-z])'s\b", " es"),
        ("wk", r"\bwk ?(ii|i|2|1)\b", r"weltkrieg \1"),
    ),
}
_MONTHS = {
    "en": "january february march april may june july august september october november december",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "de": "januar februar marz april mai juni juli august september oktober november dezember",
    "fr": "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
    "dicembre",
    "pt": "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
_MONTHS_SHORT = {
    "en": "jan feb mar apr may jun jul aug sep oct nov dec sept=9",
    "es": "ene feb mar abr may jun jul ago sep oct nov dic setiembre=9 sept=9",
    "de": "jan feb mrz apr mai jun jul aug sep okt nov dez maerz=3 janner=1 jaenner=1 sept=9",
    "fr": "janv fevr mars avr mai juin juil aout sept oct nov dec",
    "it": "gen feb mar apr mag giu lug ago set ott nov dic sett=9",
    "pt": "jan fev mar abr mai jun jul ago set out nov dez",
}
# (ending of the one, ending of the many), and words that only look like a pair.
_PLURALS = {
    "en": "=s =es y=ies f=ves fe=ves man=men us=i um=a on=a is=es ix=ices ex=ices a=ae",
    "es": "=s =es z=ces",
    "de": "=e =n =en =er =s =nen",
    "fr": "=s =x al=aux ail=aux",
    "it": "o=i a=e e=i co=chi go=ghi ca=che ga=ghe",
    "pt": "=s =es m=ns ao=oes ao=aes ao=aos l=is",
    "nl": "=en =s",
    "ca": "=s a=es =os",
    "ru": "а=ы а=и я=и =ы =и ь=и й=и о=а е=я",
}
_NO_PAIRS = {
    "en": "new=news mean=means good=goods custom=customs mar=mars arm=arms draw=draws color=colors "
    "spectacle=spectacles manner=manners economic=economics politic=politics physic=physics "
    "ethic=ethics plaster=plasters wale=wales athen=athens cycle=cycles thank=thanks princes=princess are=ares doe=does thi=this wa=was ha=has hi=his "
    "need=needs brass=bras glass=glasses wood=woods hera=heras ash=ashes index=indexes chilli=chillies "
    "ga=gas ar=ares loch=loches focu=focus lens=len cosmo=cosmos plu=plus",
    "es": "amazona=amazonas antilla=antillas palma=palmas marte=martes lune=lunes mar=mares esposa=esposas celo=celos lente=lentes atena=atenas "
    "bien=bienes ciervo=ciervos gafa=gafas vivere=viveres me=mes do=dos ante=antes tra=tras",
    "de": "tag=tage hof=hofe bank=banken stern=sternen rat=rate land=lande reich=reiche leut=leute "
    "kunde=kunden tod=tode ton=tone art=arten ost=osten west=westen mark=marken masse=massen "
    "kart=karte kirch=kirche alpe=alpen rose=rosen bot=bote",
    "fr": "cour=cours jour=jours fil=fils corp=corps temp=temps pari=paris mar=mars boi=bois "
    "pay=pays poid=poids bra=bras repa=repas pui=puis ciseau=ciseaux lunette=lunettes heureu=heureux",
    "it": "pesco=pesca pesce=pesci porto=porti porta=porte posto=posti modo=modi punto=punti "
    "punta=punte torto=torta piano=piani",
    "pt": "oculo=oculos deu=deus ma=mas",
}


# Where these languages are written, 1.5 is written 1,5, but for these regions (Unicode CLDR).
_COMMA_LANGUAGES = frozenset(
    [
        "bg",
        "bs",
        "ca",
        "cs",
        "da",
        "de",
        "el",
        "es",
        "et",
        "eu",
        "fi",
        "fr",
        "gl",
        "hr",
        "hu",
        "id",
        "is",
        "it",
        "lt",
        "lv",
        "nb",
        "nl",
        "nn",
        "no",
        "pl",
        "pt",
        "ro",
        "ru",
        "sk",
        "sl",
        "sr",
        "sv",
        "tr",
        "uk",
        "vi",
    ]
)
_POINT_REGIONS = frozenset(
    ["419", "CH", "DO", "GT", "HN", "LI", "MX", "NI", "PA", "PE", "PR", "SV", "US"]
)


# British spellings, each with the American one that both are compared by. A rule may make what is
# no word, as of *contour*; it must never make two words one that mean different things.
_BRITISH_ENDINGS = (
    ("our", r"\b([a-z]{2,})our(s|ed|ing|ful|less|ite|able|hood|hoods|ly|er|ers)?\b", r"\1or\2"),
    ("is", r"\b([a-z]{3,})is(e|ed|es|er|ers|ing|ation|ations)\b", r"\1iz\2"),
    ("ys", r"\b([a-z]{3,})ys(e|ed|es|er|ers|ing)\b", r"\1yz\2"),
    ("tre", r"\b([a-z]*(?:cen|thea|me|li|spec|lus|mi|ni|goi))tre(s|d)?\b", r"\1ter\2"),
    ("ogue", r"\b([a-z]{3,})ogue(s)?\b", r"\1og\2"),
    ("ll", r"\b([a-z]{3,}[aeiou])ll(ed|ing|er|ers|or|ors)\b", r"\1l\2"),
)
_BRITISH_WORDS = dict(
    each.split("=")
    for each in [
        "aeroplane=airplane",
        "aluminium=aluminum",
        "anaemia=anemia",
        "archaeology=archeology",
        "axe=ax",
        "calibre=caliber",
        "cheque=check",
        "defence=defense",
        "doughnut=donut",
        "encyclopaedia=encyclopedia",
        "fibre=fiber",
        "foetus=fetus",
        "grey=gray",
        "jewellery=jewelry",
        "kerb=curb",
        "leukaemia=leukemia",
        "licence=license",
        "manoeuvre=maneuver",
        "marvellous=marvelous",
        "meagre=meager",
        "mediaeval=medieval",
        "mould=mold",
        "moustache=mustache",
        "mum=mom",
        "offence=offense",
        "oestrogen=estrogen",
        "paediatric=pediatric",
        "plough=plow",
        "practise=practice",
        "pretence=pretense",
        "programme=program",
        "pyjamas=pajamas",
        "sabre=saber",
        "sceptic=skeptic",
        "sceptical=skeptical",
        "sombre=somber",
        "sulphur=sulfur",
        "tyre=tire",
        "woollen=woolen",
        "yoghurt=yogurt",
    ]
)
# What these languages say around an answer without a space: it is, I think that.
SAID_AROUND = {
    "ja": (
        r"^(?:答えは|たぶん|多分)(?=.)|(?<=.)(?:だと思います|だと思う|と思います|です|でした|だ)$"
        r"|(?<=..)(?:さん|氏|都|府|県|市)(?:です|だ)?$|(?<=\d)年(?=$|です)"
    ),
    "zh": (
        r"^(?:(?:我觉得|我想|我认为|答案|应该|可能|这|它|他|她)*是|答案|我觉得|我想)(?=..)|(?<=[\d零〇一二三四五六七八九])年$|(?<=..)[吧市]$|^公元(?=[\d一二])|^有(?=[\d一二两三四五六七八九十])"
        r"|^(?:.[代朝国]的?)?(?:诗人|作家|画家|皇帝|总统|哲学家|科学家|数学家|物理学家|音乐家)(?=..)"
    ),
    "ko": (
        r"^(?:정답은|답은|아마) ?(?=.)|(?<=..)님$|(?<=.)(?:입니다|이요|이에요|예요|이야|이다|인 것 같아요|같아요|요|특별시|광역시)$|(?<=..)시$|(?<=\d)년$"
    ),
}
# What people write in a chat around an answer; compiled when a text holds one of the signs.
CHAT_SIGNS = (
    "haha",
    "jaja",
    "hehe",
    "jeje",
    "hihi",
    "jiji",
    "kkk",
    "rsrs",
    "lol",
    " xd",
    "mdr",
    "хаха",
    " :",
    " ;",
)
CHATTER = (
    r"(?<=\w) *(?:[:;=][-']?[dpo3)(|/*]+|[\U0001f000-\U0001faff☀☹☺☻♥♡❤❣✨⭐✌✅❗❓]+)(?= |$)"
    r"|(?:^|(?<= ))(?:(?:h[aei]|j[aei]){2,}[hj]?|a?(?:ha){2,}h?|k{3,}|(?:rs){2,}|l+o+l+|xd+|mdr|(?:ха|хе){2,})(?= |[.,!]|$)"
)
# A year that is called one.
YEAR = r"(?:the |el |l'|das |il |o )?(?:year|año|année|an|jahr|anno|ano) (\d{3,4})"
# Of our era, as nearly all years are.
_ERA = (
    _DIGITS,
    r"(?<=\d) ?(?:a\. ?d|c\. ?e|ad|ce|d\. ?c|n\. ?chr|u\. ?z|(?:apr|ap)\. ?j\.?-?c)\b\.?",
    "",
)
_RESPELLED = {
    "en": (
        ("+", r"(?<=[a-z]{2}) ?\+ ?(?=[a-z]{2})", " and "),
        ("n", r"(?<=\w)\s+'?n'?\s+(?=\w\w)", " and "),
        ("sulph", r"\bsulph(?=[a-z])", "sulf"),
        *_BRITISH_ENDINGS,
    )
}


class Respelling(NamedTuple):
    """Hold what is written in two ways: the one, and the one that counts."""

    signs: tuple[str, ...]
    """One of them is in any text that it changes."""
    pattern: str
    other: str


class Tongue(NamedTuple):
    """Hold what is known of one language."""

    articles: tuple[str, ...]
    free: frozenset[str]
    links: frozenset[str]
    common: frozenset[str]
    opposites: tuple[tuple[str, str], ...]
    negations: frozenset[str]
    alternatives: frozenset[str]
    """The words for or."""
    short: dict[str, str]
    phrases: tuple[tuple[tuple[str, ...], str], ...]
    """The longest first."""
    titles: frozenset[str]
    tags: frozenset[str]
    """What asks at the end of an answer whether it is right."""
    ladies: frozenset[str]
    """Titles that, before a surname alone, may mean somebody's wife."""
    joins: frozenset[str]
    """The words for and."""
    joined: frozenset[str]
    """The words for with, which join as those for and do."""
    generic: frozenset[str]
    of: frozenset[str]
    """The words that join a name to what it is of."""
    within: frozenset[str]
    respelled: tuple[Respelling, ...]
    """What is written in two ways, each with the one that counts."""
    compass: frozenset[str]
    months: dict[str, int]
    plurals: tuple[tuple[str, str], ...]
    no_pairs: frozenset[tuple[str, str]]


def writes_comma(language: str) -> bool:
    """Return whether 1.5 is written 1,5 where a language is written."""
    base, *subtags = re.split("[-_]", language)
    regions = {subtag.upper() for subtag in subtags}
    return base.casefold() in _COMMA_LANGUAGES and not regions & _POINT_REGIONS


@lru_cache(maxsize=16)
def find_articles(base: str) -> tuple[str, ...]:
    """Return the articles of a language."""
    return tuple(ARTICLES.get(base, "").casefold().split())


@lru_cache(maxsize=16)
def find_tongue(base: str) -> Tongue:
    """Return what is known of a language by its short name; of one that is not here, little."""
    phrases = [each.split("=") for each in re.findall(r"[^=]+=\S+", _PHRASES.get(base, ""))]
    return Tongue(
        articles=find_articles(base),
        free=_words(_FREE, base),
        links=_words(_LINKS, base),
        common=_words(_COMMON, base),
        opposites=tuple(_pairs(_OPPOSITES, base)),
        negations=_words(_NEGATIONS, base),
        alternatives=_words(OR, base),
        short=dict(_pairs(_SHORT, base)) | (_list_british() if base == "en" else {}),
        phrases=tuple((tuple(long.split()), short) for long, short in phrases),
        titles=_words(_TITLES, base),
        tags=_words(_TAGS, base),
        ladies=_words(_LADIES, base),
        joins=_words(_AND, base),
        joined=_words(_WITH, base),
        generic=_words(_GENERIC, base),
        of=_words(_OF, base),
        within=_words(_WITHIN, base),
        respelled=tuple(
            Respelling(tuple(signs.split()), pattern, other)
            for signs, pattern, other in (
                _ERA,
                *RATES,
                *_CONTRACTIONS.get(base, ()),
                *_RESPELLED.get(base, ()),
            )
        ),
        compass=_words(_COMPASS, base),
        months=_number_months(base),
        plurals=tuple(_pairs(_PLURALS, base)),
        no_pairs=frozenset(_pairs(_NO_PAIRS, base)),
    )


def _list_british() -> dict[str, str]:
    return {one + end: other + end for one, other in _BRITISH_WORDS.items() for end in ("", "s")}


def _words(table: dict[str, str], base: str) -> frozenset[str]:
    return frozenset(table.get(base, "").casefold().split())


def _pairs(table: dict[str, str], base: str) -> list[tuple[str, str]]:
    return [(a, b) for a, _, b in (each.partition("=") for each in table.get(base, "").split())]


def _number_months(base: str) -> dict[str, int]:
    months = {}
    for table in (_MONTHS, _MONTHS_SHORT):
        for place, word in enumerate(table.get(base, "").split(), start=1):
            name, _, number = word.partition("=")
            months[name] = int(number or place)
    return months
