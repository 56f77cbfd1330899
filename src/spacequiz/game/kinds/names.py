"""What the judge knows of names: their variants, what people are, where places lie, how words sound."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# A given name, in the forms that languages and friends give it.
_VARIANTS = """
louis luis louie lewis ludwig luigi; john johann johan jean juan giovanni joao jan ivan jon hans
johannes jack; charles carlos karl carl carlo charlie; peter pedro pierre pietro pyotr petr piotr
pete; paul pablo paolo paulo pavel; henry henri enrique heinrich enrico henrique harry; william
wilhelm guillaume guillermo guglielmo willem will bill billy willy; james jaime jacques jim jimmy
jamie giacomo; joseph jose josef giuseppe joe joey pepe josip iosif; mary maria marie mariya;
elizabeth elisabeth isabel elisabetta elizaveta liz beth betty lizzie; catherine katherine catalina
katharina caterina ekaterina kate kathryn katarina cathy; alexander alejandro alexandre alessandro
aleksandr alex sasha aleksander; michael miguel michel michele mikhail mike mick; frederick
friedrich federico frederic fred fritz fredrick frederik; francis francisco francois francesco
franz frank pancho paco; george jorge georges georg giorgio; philip felipe philippe filippo phillip
phil; theodore theodor teodoro fyodor ted teddy feodor; robert roberto bob rob bobby; richard
ricardo riccardo dick rick; edward eduardo edouard eduard ed eddie; anthony antonio antoine anton
tony antony; nicholas nicolas nikolai nicolo niccolo nick nikolaus nicola nikolay; stephen steven
esteban etienne stefan stefano steve; thomas tomas tom tommy tommaso; andrew andres andre andreas
andrei andy; christopher cristobal cristoforo christophe christoph chris; vladimir wladimir; sergei
sergey serge sergio; leo lev leon; albert alberto; benjamin ben benny; samuel sam; daniel dan danny;
david dave; matthew mateo matthieu matteo matt; mark marc marco marcus marcos markus; luke lucas
luca luc lukas; martin martino; gregory gregorio gregor greg; lawrence laurence lorenzo laurent;
vincent vicente vincenzo vince; victor viktor vittorio; eugene eugenio evgeny; anne ann anna ana;
joan jeanne juana giovanna; helen helena elena helene; margaret margarita marguerite margarete
maggie; susan susanna susana sue; patrick patricio patrizio pat; kenneth ken; timothy tim; abraham
abe; ronald ron ronnie; donald don donny; joshua josh; jennifer jen jenny; genghis chinggis;
muhammad mohammed mohamed muhammed mohammad mahomet; moses moises; homer homero homere omero; ernest ernesto ernst; nelson; arthur arturo artur; walter gualterio; oscar
oskar; winston; emily emilie emilia; edgar edgardo; simon simeon; hernan hernando fernando ferdinand
fernand; gabriel gabriele; isaac isaak; galileo; miguel; юрий; александр; сергей; николай; антон; иван;
петр; михаил; дмитрий; владимир; федор; лев
"""
# Given names of many languages that have one form, or that no other table has.
_GIVEN = """
ada adam adele aaron abigail al alec alfonso alfredo alicia alma althea amanda amos andrea annie
arnaldo aretha ariana arianna ashley athena aurora babe bela bessie beyonce billie blanche bonnie brenda
brian britney bruno buzz calvin carole carrie cecilia celine chester chloe chuck clarence clark clyde
colin connie conrad cyril cyrus daisy damien daphne darius dean deborah denise derek desmond dexter dinah
dora doris drew dustin dwight earl edison edna elaine eli ernie eric ethan eudora fatima fiona fletcher
floyd francine gail gary gene geraldine ginger glenn gordon guy hal hank harvey heather hector henrietta
hiram horatio howie idris imogen indira irma irving isambard ivy jake janice jared jasmine jawahar jay
jodie joni josie juliet juliette justine kamala katrina kendrick kirk kurt lana lance lauren leah
leila lenny leona leroy lewis lillian lloyd loretta lou lucille mabel mae malcolm mandy marcia mariah
marian maureen mavis mel melissa meredith mildred millie milton minnie mitch molly mona myra nadia nancy
naomi natasha ned nelly neville nikki nora odette olive opal orlando oprah osama otis owen paula peggy perry
phyllis polly priscilla quentin quincy ramona randy roald rodney roderick rosie roxanne rudy
sabrina sadie sally samantha sherman sheryl simon sinead spike steffi sven tamara tanya tessa thelma
toni tracy trevor ulysses usain valeria vanessa venus vivian wanda wendell wendy whitney wilfrid winifred
yolanda yvonne zelda agatha agnes alan alain albrecht aldous alfred alice alicia amadeus amelia amerigo amy
angela angelina antonia antonin arnold astrid audrey august auguste augusto barack barbara beatrice
bernard bernardo bertolt bertrand blaise boris brad bruce bruno camille carla carmen carolina caroline
cesar charlotte chiara christian christiane christine clara claude claudia claudio clint coco cristiano
dante denis denzel diego diana dmitri dmitry dolores dorothy douglas edith edmund edvard edwin eleanor ella ellen edna ethel evelyn emmett eliza elsa
elias elvis emil emile emiliano emma enid enzo erich erik ernestine ernst erwin esther eva ezra fanny
felix fidel florence frances francesca franklin frida friedrich gabriela gabriele geoffrey georgia
gerald gerhard gertrude gilbert gina gloria grace graham greta groucho guido gunter gustav gustave
gwendolyn hannah harold harriet hedy heinz helmut herbert herman hermann hilary hillary honore howard
hugo humphrey ian ida ignacio igor imre ines ingmar ingrid inigo ira irene irene iris isabella isadora
ismael jackie jacob jacqueline jakob jane janet janis jason jawaharlal jeff jeremy jerome jerry jesse
jessica jesus jill jimi joachim joanna joanne joaquin jody jonas jonathan jorg josephine joyce juanita
judith judy jules julia julian julie julio julius jurgen justin kaethe karen kathe keith kevin kim
klaus konrad kurt larry laura leif lena leonard leonardo leonhard leopold leslie linda lionel lisa lola
lord lorena louisa louise lucia lucrezia lucy luisa lydia lyndon malala malcolm manuel marcel margot
marguerite maria mariana marilyn mario marion marlene marlon marta martha mathilde matilda maurice
max maximilien maya meryl mia miriam mohandas monica montserrat morgan muriel nadine napoleon natalia
natalie neal neil nellie nelly niels nikita nikola nina noam noah norma norman octavio olga oliver
olivia orson orville oswald otto pamela patricia patti pearl penelope percy pina primo rachel rafael
raffaello rainer ralph ramon raphael raul ray rebecca regina rene rita robin rodrigo roger roland
roman romain ron rosa rosalind rosalia rosario rose ruben rudolf rudolph rudyard russell ruth
salvador salvatore sandra sandro sarah scarlett scott sebastian shirley sibyl sidney sigmund silvia
silvio simone sofia sonia sophia sophie stan stanley stella stevie stig susan sylvia taylor terry
thelonious theresa thor tina truman umberto ursula valentina valentino valerie vaslav vera virginia
vita vivien vivienne wallace warren wayne werner wilbur wilfred wilhelmina wolfgang yves yuri zora
mikolaj stanislaw jozef kazimierz wislawa czeslaw lech andrzej krzysztof wladyslaw fryderyk jadwiga
tadeusz zbigniew malgorzata agnieszka vaclav antonin bedrich tomasz istvan laszlo bela sandor ferenc
janos gyorgy endre mustafa orhan nazim mehmet kemal sabiha aino lars bjorn knut sven soren hans kirsten
gunnar greta alvar dag roald linus rembrandt johannes willem piet erasmus baruch desiderius hieronymus
نجيب احمد محمد محمود علي حسن حسين خالد طارق عمر ابراهيم يوسف فاطمه مريم نوال غسان جمال انور توفيق طه نزار
анна борис валентина василий виктор виктория григорий евгений екатерина елена иосиф ирина константин
леонид марина мария михаил никита ольга осип павел софья степан татьяна юлия яков
"""
# What comes from a country, and the country.
_DEMONYMS = {
    "en": "american=unitedstates america=unitedstates colombian=colombia peruvian=peru chilean=chile "
    "argentinian=argentina argentine=argentina canadian=canada australian=australia swiss=switzerland british=britain english=england french=france german=germany "
    "italian=italy spanish=spain portuguese=portugal russian=russia greek=greece roman=rome "
    "egyptian=egypt chinese=china japanese=japan indian=india turkish=turkey mexican=mexico "
    "brazilian=brazil cuban=cuba irish=ireland scottish=scotland dutch=netherlands polish=poland "
    "swedish=sweden norwegian=norway danish=denmark austrian=austria hungarian=hungary "
    "african=africa asian=asia european=europe korean=korea vietnamese=vietnam iranian=iran persian=persia pythagorean=pythagoras",
    "fr": "francais=france francaise=france anglais=angleterre anglaise=angleterre allemand=allemagne "
    "allemande=allemagne italien=italie italienne=italie espagnol=espagne espagnole=espagne "
    "russe=russie chinois=chine chinoise=chine japonais=japon grec=grece grecque=grece "
    "americain=amerique americaine=amerique africain=afrique europeen=europe",
    "it": "francese=francia inglese=inghilterra tedesco=germania tedesca=germania italiano=italia "
    "italiana=italia spagnolo=spagna spagnola=spagna russo=russia russa=russia cinese=cina "
    "giapponese=giappone greco=grecia greca=grecia romano=roma romana=roma africano=africa",
    "pt": "frances=franca francesa=franca ingles=inglaterra inglesa=inglaterra alemao=alemanha "
    "alema=alemanha italiano=italia italiana=italia espanhol=espanha espanhola=espanha russo=russia "
    "russa=russia chines=china chinesa=china brasileiro=brasil brasileira=brasil grego=grecia "
    "grega=grecia romano=roma romana=roma africano=africa",
    "es": "frances=francia francesa=francia ingles=inglaterra inglesa=inglaterra aleman=alemania "
    "alemana=alemania italiano=italia italiana=italia espanol=espana espanola=espana ruso=rusia "
    "rusa=rusia mexicano=mexico mexicana=mexico chino=china china=china japones=japon japonesa=japon "
    "africano=africa africana=africa asiatico=asia europeo=europa americano=america colombiano=colombia colombiana=colombia "
    "peruano=peru peruana=peru chileno=chile chilena=chile argentino=argentina venezolano=venezuela "
    "griego=grecia griega=grecia cubano=cuba cubana=cuba romano=roma romana=roma",
}
PARTICLES = frozenset(
    [
        "von",
        "van",
        "der",
        "den",
        "ter",
        "de",
        "di",
        "da",
        "do",
        "dos",
        "du",
        "la",
        "le",
        "del",
        "della",
        "al",
        "el",
        "bin",
        "ibn",
        "y",
    ]
)
"""Small words of names, which people mix up and leave out."""
GENERATIONS = frozenset(("junior", "senior", "jr", "sr", "hijo", "filho", "fils", "pere"))
"""Words behind the name of a father, or of his son."""
PATRONYMICS = frozenset(("ru", "uk", "be", "bg"))
"""Languages in which a second initial stands for the father."""
PATRONYMIC_ENDS = ("ович", "евич", "ьич", "овна", "евна", "ична")
TWO_SURNAMES = frozenset(("es", "pt"))
"""Languages in which people have two, of which the second is often left out."""

# What somebody is may stand before a name.
_CALLINGS = {
    "en": "physicist chemist biologist scientist astronomer mathematician philosopher inventor "
    "engineer astronaut cosmonaut explorer navigator poet writer author novelist playwright composer "
    "musician singer painter artist sculptor architect actor actress director politician general "
    "leader teacher nurse founder athlete player runner footballer footbaler boxer cyclist swimmer gymnast "
    "sprinter detective student soldier farmer lawyer doctor spy judge comedian rapper dancer chef aviator pilot activist economist psychologist historian",
    "es": "fisico quimico biologo cientifico cientifica astronomo matematico filosofo inventor "
    "ingeniero astronauta explorador navegante poeta escritor escritora autor autora novelista "
    "compositor musico cantante pintor pintora artista arquitecto actor actriz director politico "
    "estudiante soldado detective abogado abogada medico medica general libertador lider maestro maestra profesora",
    "fr": "physicien physicienne chimiste savant astronome mathematicien philosophe inventeur "
    "ingenieur astronaute explorateur navigateur poete ecrivain auteur romancier compositeur musicien "
    "etudiant etudiante soldat detective avocat avocate medecin chanteur chanteuse peintre artiste architecte acteur actrice realisateur general",
    "de": "physiker physikerin chemiker wissenschaftler astronom mathematiker philosoph erfinder "
    "ingenieur astronaut entdecker seefahrer dichter schriftsteller autor autorin komponist musiker "
    "sanger sangerin student studentin soldat detektiv politiker "
    "politikerin lehrer lehrerin arzt arztin maler kunstler architekt schauspieler schauspielerin regisseur general",
    "it": "fisico chimico scienziato scienziata astronomo matematico filosofo inventore ingegnere "
    "astronauta esploratore navigatore poeta scrittore scrittrice autore autrice compositore musicista "
    "studente studentessa soldato detective politico avvocato medico cantante pittore artista architetto attore attrice regista generale",
    "pt": "fisico quimico cientista astronomo matematico filosofo inventor engenheiro astronauta "
    "explorador navegador poeta escritor escritora autor autora compositor musico cantor cantora "
    "estudante soldado detetive politico advogado medico pintor artista arquiteto ator atriz diretor general",
    "ru": "физик химик ученый философ поэт писатель композитор художник космонавт граф князь царь "
    "император королева король генерал маршал академик",
    "ar": "شاعر كاتب عالم فيلسوف ملك رئيس",
    "ko": "장군 대왕 왕 씨 박사 선생",
    "el": "φιλοσοφοσ ποιητησ ποιητρια συγγραφεασ ζωγραφοσ επιστημονασ βασιλιασ στρατηγοσ",
    "pl": "astronom astronoma poeta poetka pisarz pisarka malarz kompozytor krol krolowa papiez",
    "nl": "schilder schrijver schrijfster dichter wetenschapper filosoof componist zanger",
    "sv": "forfattare forfattaren konstnar poet kung",
}
# What a name may be called behind it, or before it: the Beatles band, the book The Great Gatsby.
_CALLED = {
    "en": "continent country nation city town village river lake mountain volcano island planet language dynasty empire "
    "republic band group book novel film movie play poem opera song series show story tragedy legend "
    "company brand team disease virus star stars",
    "es": "continente pais ciudad pueblo rio lago montana volcan isla planeta lengua idioma dinastia imperio republica "
    "banda grupo libro novela pelicula obra poema opera cancion serie historia empresa equipo",
    "fr": "continent pays ville village fleuve lac montagne volcan ile planete langue dynastie empire republique "
    "groupe livre roman film piece poeme opera chanson serie histoire entreprise equipe",
    "de": "kontinent land stadt hauptstadt landeshauptstadt dorf fluss see berg vulkan insel planet sprache reich "
    "republik band gruppe buch roman film stuck gedicht oper lied serie geschichte firma",
    "it": "continente citta paese fiume lago montagna monte vulcano isola pianeta lingua dinastia impero "
    "repubblica gruppo libro romanzo film opera poema canzone serie storia squadra",
    "pt": "continente pais cidade vila rio lago montanha vulcao ilha planeta lingua dinastia imperio republica banda "
    "grupo livro romance filme peca poema opera cancao serie historia equipe",
    "ru": "континент материк страна город река озеро гора остров планета книга роман фильм группа",
    "ar": "جمهوريه مملكه مدينه نهر بحيره جبل جزيره كتاب دوله",
    "he": "העיר עיר הספר",
    "el": "πολη ποταμος λιμνη βουνο νησι πλανητης βιβλιο",
    "ko": "시 특별시 광역시 도시",
}
# What a thing may be called behind its name.
_SORTS = {
    "en": "process reaction reactions molecule molecules metal element sport disease method technique gas gases",
    "es": "humano humana",
    "fr": "humain humaine",
    "it": "umano umana",
    "pt": "humano humana",
    "de": "prozess methode",
}
# What is called after people, which no surname is.
_THINGS = {
    "en": "falls cross prize award university college airport bridge street square park bay island islands "
    "theorem law laws effect equation principle number constant cup tower palace castle church cathedral "
    "museum hospital school station building house stone day act treaty war revolution complex syndrome "
    "scale comet telescope desert sea ocean strait canal county coast hill hills beach valley peninsula",
    "es": "universidad premio ley torre palacio iglesia calle plaza dia guerra",
    "fr": "prix loi tour palais rue place jour guerre",
    "de": "preis gesetz turm strasse platz tag krieg",
    "it": "premio legge torre palazzo via piazza giorno guerra",
    "pt": "premio lei torre palacio rua praca dia guerra",
    "ru": "площадь башня мост музей улица храм собор театр стадион премия закон кремль",
}
# What of a name is often left out at its end.
_TAILS = {"en": "river ocean desert", "de": "gebirge"}
_COLOURS = {
    "en": "red yellow black white green blue orange silver gold golden great little big dead snake "
    "southern northern western eastern arctic snowy painted"
}
# What is counted, in languages whose plural has other ends than s.
_COUNTED = {
    "de": "jahre jahren stuck mal euro minuten stunden tage tagen wochen monate leute personen",
    "it": "anni giri volte giorni ore minuti secondi mesi persone euro",
    "ru": "лет год года раз человек дней часов минут штук",
    "en": "people men women children times",
    "ja": "人 個 本 枚 匹 回 歳 台 冊 軒 杯 番 羽 頭 年 か月 時間 分 秒 日",
    "zh": "人 个 岁 歳 年 次 天 月 个月 只 本 条 位 块 座 小时 分钟 秒 日",
    "ko": "명 개 번 살 년 마리 권 대 시간 분 초 일",
}
# What makes another name of one that follows.
_BUILDERS = {
    "en": "new old great little big small long high upper lower short first last full",
    "es": "nuevo nueva gran",
    "fr": "nouveau nouvelle grand grande petit petite",
    "it": "nuovo nuova gran",
    "pt": "novo nova gra",
    "ru": "новый новая старый старая большой большая",
}
# Countries of the world, as far as people name them behind a place, and its parts.
_COUNTRIES = {
    "en": "afghanistan albania algeria angola argentina armenia australia austria azerbaijan "
    "bangladesh belarus belgium bolivia bosnia botswana brazil bulgaria cambodia cameroon canada "
    "chile china colombia croatia cuba cyprus czechia denmark ecuador egypt england estonia ethiopia "
    "finland france germany ghana greece guatemala haiti honduras hungary iceland india indonesia iran "
    "iraq ireland israel italy jamaica japan jordan kazakhstan kenya korea kuwait laos latvia lebanon "
    "libya lithuania luxembourg madagascar malaysia mali malta mexico moldova mongolia montenegro "
    "morocco mozambique myanmar namibia nepal netherlands nicaragua niger nigeria norway oman pakistan "
    "panama paraguay peru philippines poland portugal qatar romania russia rwanda scotland senegal "
    "serbia singapore slovakia slovenia somalia spain sudan sweden switzerland syria taiwan tanzania "
    "thailand tunisia turkey uganda ukraine uruguay uzbekistan venezuela vietnam wales yemen zambia "
    "zimbabwe unitedstates unitedkingdom america",
    "es": "alemania arabia argelia argentina australia austria belgica bolivia brasil bulgaria canada "
    "chile china colombia corea croacia cuba dinamarca ecuador egipto escocia espana estadosunidos "
    "etiopia filipinas finlandia francia grecia guatemala honduras hungria india indonesia inglaterra "
    "iran iraq irlanda islandia israel italia japon kenia libano libia marruecos mexico mongolia nepal "
    "nicaragua nigeria noruega pakistan panama paraguay peru polonia portugal rumania rusia senegal "
    "serbia siria sudafrica suecia suiza tailandia tanzania tunez turquia ucrania uruguay venezuela "
    "vietnam",
    "fr": "allemagne algerie angleterre argentine australie autriche belgique bolivie bresil bulgarie "
    "canada chili chine colombie coree croatie cuba danemark ecosse egypte espagne etatsunis finlande "
    "france grece hongrie inde indonesie irak iran irlande islande israel italie japon kenya liban libye "
    "maroc mexique nigeria norvege pakistan perou pologne portugal roumanie russie senegal serbie suede "
    "suisse syrie tanzanie tunisie turquie ukraine venezuela vietnam",
    "de": "agypten algerien argentinien australien belgien bolivien brasilien bulgarien chile china "
    "danemark deutschland england finnland frankreich griechenland indien indonesien irak iran irland "
    "island israel italien japan kanada kenia kolumbien korea kroatien kuba libanon libyen marokko "
    "mexiko nigeria norwegen osterreich pakistan peru polen portugal rumanien russland schottland "
    "schweden schweiz serbien spanien syrien tansania tunesien turkei ukraine ungarn "
    "vereinigtestaaten vietnam bayern sachsen hessen",
    "it": "argentina australia austria belgio brasile bulgaria canada cile cina colombia corea croazia "
    "cuba danimarca egitto finlandia francia germania giappone grecia india inghilterra iran iraq irlanda "
    "islanda israele italia kenya libano libia marocco messico nigeria norvegia peru polonia portogallo "
    "romania russia scozia serbia siria spagna statiuniti svezia svizzera tunisia turchia ucraina "
    "ungheria venezuela vietnam",
    "pt": "alemanha angola argentina australia austria belgica bolivia brasil bulgaria canada chile china "
    "colombia coreia croacia cuba dinamarca egito equador escocia espanha estadosunidos finlandia franca "
    "grecia hungria india inglaterra irlanda islandia israel italia japao marrocos mexico mocambique "
    "nigeria noruega peru polonia portugal romenia russia servia siria suecia suica tunisia turquia "
    "ucrania uruguai venezuela vietna",
    "ru": "россия украина франция германия италия испания китай япония индия египет греция польша "
    "англия сша",
    "ar": "مصر سوريا عراق اردن لبنان مغرب جزائر تونس ليبيا سودان سعوديه يمن كويت قطر فرنسا",
    "el": "ελλαδα κυπρος ιταλια γαλλια γερμανια ισπανια τουρκια αγγλια",
}
_CONTINENTS = {
    "en": "europe asia africa oceania antarctica",
    "es": "europa asia africa america oceania",
    "fr": "europe asie afrique amerique oceanie",
    "de": "europa asien afrika amerika ozeanien",
    "it": "europa asia africa america oceania",
    "pt": "europa asia africa america oceania",
}
# Parts of countries, each with its short forms.
_PARTS = {
    "en": "california=ca california=calif texas=tx newyork=ny florida=fl florida=fla illinois=il "
    "massachusetts=ma massachusetts=mass arizona=az colorado=co nevada=nv oregon=or ohio=oh georgia=ga "
    "virginia=va alabama=ala washington=wa michigan=mi michigan=mich pennsylvania=pa pennsylvania=penn "
    "minnesota=mn wisconsin=wi missouri=mo louisiana=la utah=ut hawaii=hi alaska=ak newjersey=nj",
}
PART = 1
COUNTRY = 2
"""Ranks of places: what lies in the other."""
_TOWNS = {
    "en": "city town village",
    "es": "ciudad pueblo",
    "fr": "ville village",
    "de": "stadt dorf hauptstadt",
    "it": "citta paese",
    "pt": "cidade vila",
    "ru": "город",
}
_CITIES = {
    "en": "london paris rome berlin madrid vienna moscow athens lisbon dublin edinburgh prague amsterdam "
    "brussels budapest warsaw venice florence milan barcelona newyork nyc washington chicago boston "
    "philadelphia sydney tokyo kyoto beijing shanghai delhi agra istanbul cairo jerusalem mecca dubai "
    "rio toronto seattle houston manhattan brooklyn pisa naples munich cologne copenhagen stockholm",
    "es": "londres paris roma berlin madrid viena moscu atenas lisboa barcelona sevilla granada bilbao "
    "newyork washington tokio pekin estambul cairo jerusalen pisa venecia florencia milan bogota lima",
    "fr": "londres paris rome berlin madrid vienne moscou athenes lisbonne bruxelles venise florence pise "
    "lyon marseille newyork washington tokyo pekin istanbul jerusalem",
    "de": "london paris rom berlin madrid wien moskau athen lissabon prag munchen koln hamburg dresden "
    "leipzig venedig florenz pisa newyork washington tokio peking istanbul jerusalem",
    "it": "londra parigi roma berlino madrid vienna mosca atene lisbona milano venezia firenze pisa napoli "
    "torino bologna newyork washington tokyo pechino istanbul gerusalemme",
    "pt": "londres paris roma berlim madri madrid viena moscou moscovo atenas lisboa porto veneza florenca "
    "pisa newyork washington toquio pequim istambul jerusalem rio brasilia salvador",
    "ru": "москва петербург лондон париж рим берлин мадрид вена афины прага киев казань пекин токио стамбул",
}
# How countries are called, too, each with the name that a pack is likely to have.
_CALLED_TOO = {
    "en": "america=United States; states=United States; britain=United Kingdom; great britain=United Kingdom; "
    "holland=Netherlands; czech republic=Czechia; czechia=Czech Republic; burma=Myanmar; "
    "nz=New Zealand; ivory coast=Côte d'Ivoire; cote divoire=Ivory Coast; swaziland=Eswatini; turkiye=Turkey; "
    "persia=Iran; siam=Thailand; ceylon=Sri Lanka; ussr=Soviet Union; soviet union=USSR; "
    "peoples republic china=China; prc=China; russian federation=Russia; eire=Ireland",
    "es": "holanda=Países Bajos; paises bajos=Holanda; gran bretana=Reino Unido; birmania=Myanmar; "
    "urss=Unión Soviética; union sovietica=URSS; chequia=República Checa; republica checa=Chequia",
    "fr": "hollande=Pays-Bas; pays bas=Hollande; grande bretagne=Royaume-Uni; birmanie=Myanmar; "
    "urss=Union soviétique; union sovietique=URSS; tchequie=République tchèque; amerique=États-Unis",
    "de": "holland=Niederlande; niederlande=Holland; grossbritannien=Vereinigtes Königreich; birma=Myanmar; "
    "vereinigtes konigreich=Großbritannien; udssr=Sowjetunion; sowjetunion=UdSSR; amerika=USA; "
    "tschechische republik=Tschechien; tschechien=Tschechische Republik",
    "it": "olanda=Paesi Bassi; paesi bassi=Olanda; gran bretagna=Regno Unito; birmania=Myanmar; "
    "urss=Unione Sovietica; unione sovietica=URSS; america=Stati Uniti",
    "pt": "holanda=Países Baixos; paises baixos=Holanda; gra bretanha=Reino Unido; birmania=Myanmar; "
    "urss=União Soviética; uniao sovietica=URSS",
    "ru": "голландия=Нидерланды; нидерланды=Голландия; ссср=Советский Союз; советский союз=СССР; америка=США",
}
# What stands at the head of the name of a place or a person, and is often left out.
_HEADS = {
    "en": "mount lake doctor mister professor sir river",
    "es": "monte lago rio oceano desierto doctor senor profesor",
    "fr": "mont lac ocean desert docteur monsieur professeur",
    "de": "doktor herr professor",
    "it": "monte lago fiume oceano deserto dottore signore professore",
    "pt": "monte lago rio oceano deserto doutor senhor professor",
}
# Spellings that sound alike, one after the other; vowels but the first, and a last a or o, which
# tells Maria from Mario, are then left out.
_SOUNDS = (
    *(
        ("ae", "e"),
        ("ph", "f"),
        ("[ck]+h?(?=[aorlnu]|$)", "k"),
        ("c(?=[eiy])", "s"),
        ("ck|q", "k"),
        ("c", "k"),
    ),
    *(("z", "s"), ("w", "v"), ("(?<=.)h", ""), (r"(.)\1+", r"\1")),
    ("(?<=.)[aeiouy]+(?=[a-z])|[eiuy]$", ""),
)


@lru_cache(maxsize=1)
def _index_variants() -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for number, row in enumerate(_VARIANTS.split(";")):
        for name in row.split():
            found[name] = found.get(name, frozenset()) | {number}
    return found


def are_variants(one: str, other: str) -> bool:
    """Return whether two given names are one in other forms: Katherine and Catherine, Pepe and José."""
    index = _index_variants()
    return bool(index.get(one, frozenset()) & index.get(other, frozenset()))


def find_country(word: str, base: str) -> str:
    """Return the country that an adjective is made of, and any other word as it stands."""
    return _index_demonyms(base).get(word, word)


@lru_cache(maxsize=8)
def _index_demonyms(base: str) -> dict[str, str]:
    return dict(each.split("=") for each in _DEMONYMS.get(base, "").split())


def is_given_name(word: str) -> bool:
    """Return whether a word is a known given name."""
    return word in _index_variants() or word in _list_given()


@lru_cache(maxsize=1)
def _list_given() -> frozenset[str]:
    return frozenset(_GIVEN.split())


def is_thing(word: str, base: str) -> bool:
    """Return whether a word says what a thing is, so that no person is called so: Victoria Falls."""
    return is_called(word, base) or is_sort(word, base) or word in _list(base, "things")


def is_counted(word: str, base: str) -> bool:
    """Return whether a word says of what there are so many, and has no s as its end."""
    return word in _list(base, "counted")


def is_tail(word: str, base: str) -> bool:
    """Return whether a name is known without this word at its end: Pacific Ocean."""
    return word in _list(base, "tails")


def is_colour(word: str, base: str) -> bool:
    """Return whether a word is a colour, or the like, which is no name by itself: Red River."""
    return word in _list(base, "colours")


def builds_name(word: str, base: str) -> bool:
    """Return whether a word before a name makes another name of it: New Mexico."""
    return word in _list(base, "builders")


@lru_cache(maxsize=4096)
def _sound_of(word: str) -> str:
    for pattern, other in _SOUNDS:
        word = re.sub(pattern, other, word)
    return word


def sound_alike(one: str, other: str) -> bool:
    """Return whether two words are spelled in two ways that sound alike: Shelley and Shelly."""
    return one[:1] == other[:1] and _sound_of(one) == _sound_of(other)


def spelled_alike(one: str, other: str) -> bool:
    """Return whether two surnames differ but in letters that sound the same: Cervantes and Cervantez."""
    return _spell(one) == _spell(other)


@lru_cache(maxsize=512)
def _spell(word: str) -> str:
    for pattern, other in _SOUNDS[:-1]:
        word = re.sub(pattern, other, word)
    return word.replace("ei", "ie").removesuffix("e")


def is_city(word: str, base: str) -> bool:
    """Return whether a word is one of the cities that stand behind what lies in them: Eiffel Tower, Paris."""
    return word in _list(base, "cities")


def is_town(word: str, base: str) -> bool:
    """Return whether a word makes a town of the country behind it: Ciudad de México."""
    return word in _list(base, "towns")


def is_calling(word: str, base: str) -> bool:
    """Return whether a word says what somebody is."""
    return word in _list(base, "callings")


def is_called(word: str, base: str) -> bool:
    """Return whether a word says what something with a name is."""
    return word in _list(base, "called")


def is_sort(word: str, base: str) -> bool:
    """Return whether a word behind the name of a thing says no more than what it is."""
    return word in _list(base, "sorts")


def is_head(word: str, base: str) -> bool:
    """Return whether a name is known without this word at its head: Mount Kilimanjaro."""
    return word in _list(base, "heads")


def rank_place(word: str, base: str) -> int:
    """Return how large a place is: 0 for what is none, or a city."""
    if word in _list(base, "continents"):
        return COUNTRY + 1
    if word in _list(base, "countries"):
        return COUNTRY
    return PART if any(each.startswith(f"{word}=") for each in _list(base, "parts")) else 0


def find_called_too(words: Sequence[str], base: str) -> str:
    """Return how else the country is called that a text names; nothing where it names none."""
    return _index_called_too(base).get(" ".join(words), "")


@lru_cache(maxsize=8)
def _index_called_too(base: str) -> dict[str, str]:
    pairs = (each.partition("=") for each in _CALLED_TOO.get(base, "").split("; "))
    return {called.strip(): name for called, _, name in pairs}


def is_short_part(word: str, part: str, base: str) -> bool:
    """Return whether a word is the short form of a part of a country: Calif. for California."""
    return f"{part}={word}" in _list(base, "parts")


_TABLES = {
    "callings": _CALLINGS,
    "called": _CALLED,
    "sorts": _SORTS,
    "heads": _HEADS,
    "countries": _COUNTRIES,
    "continents": _CONTINENTS,
    "parts": _PARTS,
    "things": _THINGS,
    "tails": _TAILS,
    "colours": _COLOURS,
    "counted": _COUNTED,
    "builders": _BUILDERS,
    "cities": _CITIES,
    "towns": _TOWNS,
}


@lru_cache(maxsize=64)
def _list(base: str, table: str) -> frozenset[str]:
    return frozenset(_TABLES[table].get(base, "").casefold().split())
