"""Short news: a title and one sentence, in ten languages. Nothing of it is set aside."""

import textwrap

import pytest

from seedparse import parse_text
from seedparse.model import Article
from seedparse.text.wrapping import width_of

TITLES = {
    "en": [
        "Flooded",
        "Mayor quits",
        "Bridge closes again",
        "Otters return to docks",
        "Fire halts island ferry service",
        "Village school keeps its last class",
        "Museum finds lost bell behind kitchen wall",
        "Farmers sell their milk from an old bus",
        "Night train returns after a pause of eleven years",
        "Town votes to plant a pear tree in every street",
        "Lighthouse keeper paints the tower green and nobody objects to it",
        "Why the baker of a small harbour town gave away his oven",
    ],
    "de": [
        "Überflutet",
        "Bürgermeisterin geht",
        "Brücke wieder gesperrt",
        "Otter kehren zurück ans Hafenbecken",
        "Feuer stoppt Fähre zur Insel",
        "Dorfschule behält ihre letzte kleine Klasse",
        "Museum findet verschollene Glocke hinter einer Küchenwand",
        "Bauern verkaufen ihre Milch aus einem alten Bus",
        "Nachtzug fährt nach einer Pause von elf Jahren wieder",
        "Gemeinderat beschließt einen Birnbaum für jede Straße in der Stadt",
        "Wärter streicht den Leuchtturm grün und im Ort stört es niemanden",
        "Warum der Bäcker einer kleinen Stadt am Hafen seinen Ofen verschenkt hat",
    ],
    "fr": [
        "Inondations",
        "Maire démissionnaire",
        "Pont encore fermé",
        "Loutres aperçues au port",
        "Un incendie arrête le bac",
        "Une école garde sa dernière classe",
        "Un musée retrouve sa cloche derrière un mur",
        "Des éleveurs vendent leur lait dans un vieux bus",
        "Le train de nuit revient après onze ans de pause",
        "La commune plante un poirier dans chacune de ses rues étroites",
        "Le gardien peint le phare en vert et personne ne proteste",
        "Pourquoi le boulanger de la petite ville a donné son vieux four",
    ],
    "es": [
        "Inundados",
        "Dimite alcaldesa",
        "Puente otra vez cerrado",
        "Vuelven las nutrias al puerto",
        "Un incendio detiene el transbordador",
        "La escuela conserva su última clase pequeña",
        "El museo halla una campana tras la cocina",
        "Los ganaderos venden su leche en un autobús viejo",
        "El tren nocturno vuelve tras una pausa de once años",
        "El pueblo plantará un peral en cada una de sus calles",
        "El farero pinta la torre de verde y a nadie le importa",
        "Por qué el panadero de un pequeño puerto ha regalado su horno",
    ],
    "it": [
        "Allagati",
        "Sindaca dimessa",
        "Ponte ancora chiuso",
        "Lontre tornate al porto",
        "Un incendio ferma il traghetto",
        "La scuola conserva la sua classe",
        "Il museo ritrova una campana dietro la cucina",
        "Gli allevatori vendono il latte in un vecchio autobus",
        "Il treno notturno torna dopo una pausa di undici anni",
        "Il paese pianterà un pero in ognuna delle sue strade",
        "Il guardiano dipinge il faro di verde e nessuno ha protestato",
        "Perché il fornaio di una piccola città di mare regala il forno",
    ],
    "pt": [
        "Inundados",
        "Autarca demite-se",
        "Ponte novamente fechada",
        "Lontras regressam ao porto",
        "Um incêndio trava a balsa",
        "A escola mantém a última turma",
        "O museu encontra um sino atrás da cozinha",
        "Os criadores vendem o leite num velho autocarro azul",
        "O comboio noturno regressa após uma pausa de onze anos",
        "A vila vai plantar uma pereira em cada uma das ruas",
        "O faroleiro pinta a torre de verde e ninguém se queixa dele",
        "Porque é que o padeiro de um pequeno porto ofereceu o forno",
    ],
    "pl": [
        "Zalani",
        "Burmistrz odchodzi",
        "Most znów zamknięty",
        "Wydry wróciły do portu",
        "Pożar zatrzymał prom na wyspę",
        "Szkoła we wsi zachowa ostatnią klasę",
        "W muzeum odnaleziono dzwon za ścianą dawnej kuchni",
        "Rolnicy sprzedają mleko prosto ze starego autobusu nad rzeką",
        "Nocny pociąg wraca na tory po jedenastu latach długiej przerwy",
        "Miasto posadzi gruszę przy każdej ulicy, także przy tej najkrótszej z nich",
        "Latarnik pomalował wieżę na zielono i nikt we wsi nie protestuje",
        "Dlaczego piekarz z małego miasta nad morzem oddał sąsiadom swój stary piec",
    ],
    "tr": [
        "Sel",
        "Başkan bıraktı",
        "Köprü yine kapandı",
        "Su samurları limana döndü",
        "Yangın ada vapurunu seferden alıkoydu",
        "Köy okulu son sınıfını kapatmamaya karar",
        "Müze kayıp çanı eski mutfağın duvarında buldu",
        "Çiftçiler sütlerini eski bir otobüsün içinde satmaya başladı",
        "Gece treni on bir yıllık aradan sonra yeniden yola çıktı",
        "Belde her sokağa bir armut ağacı dikmek için oy birliğiyle anlaştı",
        "Fener bekçisi kuleyi yeşile boyadı ve köyde buna kimse itiraz etmedi",
        "Küçük bir liman kentinin fırıncısı eski taş fırınını neden komşularına bağışladı",
    ],
    "uk": [
        "Затопило",
        "Мер пішов",
        "Міст знову закрили",
        "Видри повернулися до гавані",
        "Пожежа зупинила пором на острів",
        "Сільська школа зберегла свій останній клас",
        "Музей знайшов загублений дзвін за стіною кухні",
        "Фермери продають молоко просто зі старого синього автобуса",
        "Нічний потяг повертається на маршрут після одинадцяти років перерви",
        "Громада посадить грушу на кожній вулиці свого невеликого міста біля моря",
        "Доглядач пофарбував маяк у зелене, і ніхто в селі не проти",
        "Чому пекар з невеликого міста біля моря віддав сусідам свою стару піч",
    ],
    "ru": [
        "Затопило",
        "Мэр ушёл",
        "Мост снова закрыли",
        "Выдры вернулись в гавань",
        "Пожар остановил паром на остров",
        "Сельская школа сохранила свой последний класс",
        "Музей нашёл потерянный колокол за стеной кухни",
        "Фермеры продают молоко прямо из старого синего автобуса",
        "Ночной поезд возвращается на маршрут после одиннадцати лет перерыва",
        "Посёлок посадит грушу на каждой улице и у каждой остановки автобуса",
        "Смотритель покрасил маяк в зелёный цвет, и никто в посёлке не против",
        "Почему пекарь из небольшого города у моря отдал соседям свою старую печь",
    ],
}

SENTENCES = {
    "en": [
        "The water reached the steps of the town hall on Sunday",
        ", and the fire brigade pumped it out of nine cellars before breakfast",
        ", while the children of the lower school were taken home by boat",
        ", which the older of them had been asking for since the autumn",
        ", and nobody was hurt",
    ],
    "de": [
        "Das Wasser erreichte am Sonntag die Stufen des Rathauses",
        ", und die Feuerwehr pumpte noch vor dem Frühstück neun Keller leer",
        ", während die Kinder der Grundschule mit dem Boot nach Hause kamen",
        ", was sich die älteren von ihnen schon im Herbst gewünscht hatten",
        ", und verletzt wurde niemand",
    ],
    "fr": [
        "L’eau a atteint dimanche les marches de la mairie",
        ", et les pompiers ont vidé neuf caves avant le petit déjeuner",
        ", tandis que les enfants de l’école sont rentrés chez eux en barque",
        ", ce que les plus grands réclamaient depuis le début de l’automne",
        ", et personne n’a été blessé",
    ],
    "es": [
        "El agua llegó el domingo a los escalones del ayuntamiento",
        ", y los bomberos vaciaron nueve sótanos antes del desayuno",
        ", mientras los niños de la escuela volvían a casa en barca",
        ", algo que los mayores pedían desde el principio del otoño",
        ", y nadie resultó herido",
    ],
    "it": [
        "L’acqua è arrivata domenica ai gradini del municipio",
        ", e i pompieri hanno svuotato nove cantine prima di colazione",
        ", mentre i bambini della scuola sono tornati a casa in barca",
        ", cosa che i più grandi chiedevano dall’inizio dell’autunno",
        ", e nessuno è rimasto ferito",
    ],
    "pt": [
        "A água chegou no domingo aos degraus da câmara municipal",
        ", e os bombeiros esvaziaram nove caves antes do pequeno-almoço",
        ", enquanto as crianças da escola voltaram para casa de barco",
        ", o que as mais velhas pediam desde o princípio do outono",
        ", e ninguém ficou ferido",
    ],
    "pl": [
        "Woda dotarła w niedzielę do schodów miejskiego ratusza",
        ", a strażacy wypompowali ją z dziewięciu piwnic jeszcze przed śniadaniem",
        ", podczas gdy dzieci z podstawówki wróciły do domów łodzią",
        ", o co starsze z nich prosiły od samego początku jesieni",
        ", i nikomu nic się nie stało",
    ],
    "tr": [
        "Su pazar günü belediye binasının merdivenlerine kadar geldi",
        ", itfaiye de kahvaltıdan önce dokuz bodrumu boşalttı",
        ", ilkokulun çocukları ise evlerine kayıkla götürüldü",
        ", büyük olanları bunu zaten sonbaharın başından beri istiyordu",
        ", olayda yaralanan olmadı",
    ],
    "uk": [
        "Вода в неділю дійшла до сходів міської ради",
        ", і рятувальники ще до сніданку відкачали її з дев’яти підвалів",
        ", а школярів молодших класів розвезли по домівках човном",
        ", про що старші з них просили ще від початку осені",
        ", і ніхто не постраждав",
    ],
    "ru": [
        "Вода в воскресенье дошла до ступеней городской управы",
        ", и спасатели ещё до завтрака откачали её из девяти подвалов",
        ", а школьников младших классов развезли по домам на лодке",
        ", о чём старшие из них просили с самого начала осени",
        ", и никто не пострадал",
    ],
}
LENGTHS = range(40, 301)
ENOUGH = 0.99  # of the texts


def read(*lines: str) -> Article:
    (article,) = parse_text("\n".join(lines) + "\n")
    return article


def text_of(article: Article) -> list[str]:
    return article["header"]["lead"] + article["body"]


@pytest.mark.parametrize("language", TITLES)
def test_a_title_over_one_sentence(language: str) -> None:
    wrong = []
    bodies = ["".join(SENTENCES[language][:count]) + "." for count in range(1, len(SENTENCES[language]) + 1)]
    cases = [(title, body, gap) for title in TITLES[language] for body in bodies for gap in ([], [""])]
    for title, body, gap in cases:
        assert len(body) in LENGTHS
        article = read(title, *gap, body)
        if (article["header"]["title"], text_of(article)) != (title, [body]):
            wrong.append((title, len(body), bool(gap), article["header"], article["extra"]))
    assert len(wrong) <= (1 - ENOUGH) * len(cases), wrong


LEAD = "It had stood for a century."
BODY = [
    "Workers found it when they took down the fence behind the harbour office.",
    "The council has not yet said where it will stand.",
]
ATTRIBUTION = "This was reported by the Harbour Herald, citing the council."


def test_a_short_lead_and_a_two_word_title() -> None:
    article = read("Fence falls", LEAD, ATTRIBUTION, "", BODY[1])
    assert (article["header"]["title"], article["header"]["lead"]) == ("Fence falls", [LEAD])
    assert (article["body"], article["extra"]) == (BODY[1:], [])


@pytest.mark.parametrize(
    ("title", "lead"),
    [
        ("Рибалки повернулися з криги", "9 лютого рибалок зняли з криги гелікоптером рятувальники з Одеси."),
        ("Рыбаки вернулись со льдины", "14 марта вертолёт снял со льдины шестерых рыбаков."),
        ("Fischer kehren vom Eis zurück", "24 Boote suchten in der Nacht nach den sechs Männern."),
        ("Fishermen come back from the ice", "7 February 2026 was the day on which the ice broke."),
    ],
)
def test_a_lead_that_begins_with_a_day_or_a_number(title: str, lead: str) -> None:
    article = read(title, lead, ATTRIBUTION, "", *BODY)
    assert (article["header"]["title"], article["header"]["lead"], article["body"]) == (title, [lead], BODY)


@pytest.mark.parametrize(
    "between",
    [
        ["Who pays", BODY[0], "What comes next"],
        ["The list is short:", "- two posts;", "- one gate;", "- a bench with a view of the ferry."],
        ["The list is short:", "", "- Two posts.", "", "- One gate.", "", "- A bench."],
        ["11.10.2025 last seen on the pier", "12.10.2025 gate closed", "02.11.2025 first plank gone"],
        ["12.10.2025 The gate was closed.", "", "02.11.2025 The first plank went missing.", "", BODY[0]],
        ["Anna: Who found it?", "Ben: I did, under the snow", "Anna: And then?", "Ben: I went home."],
        ["“Nobody asked us”", BODY[0], "“We asked everybody”"],
    ],
)
def test_open_lines_between_sentences_are_body(between: list[str]) -> None:
    article = read("An old fence comes back", LEAD, ATTRIBUTION, "", BODY[0], *between, BODY[1])
    assert article["body"] == [BODY[0], *filter(None, between), BODY[1]]
    assert article["header"]["published"] is None


def test_the_title_twice_and_a_kicker_over_it() -> None:
    title = "An old fence comes back"
    assert read(title, title, LEAD, *BODY)["extra"] == [{"kind": "unknown", "text": title}]
    article = read("Harbour", title, LEAD, *BODY)
    assert article["header"]["title"] == title
    assert "Harbour" not in article["body"]


def test_a_kicker_over_a_question() -> None:
    article = read(
        "THE INQUIRY", "Who bought all the lemons of the island last winter?", "", "By March there was not one left."
    )
    assert article["header"]["title"] == "Who bought all the lemons of the island last winter?"


def test_a_name_over_a_date_is_no_title() -> None:
    article = read("Morgan Askew", "7 February 2026", LEAD, *BODY)
    assert article["header"]["title"] is None


def test_a_long_text_is_not_plain() -> None:
    """On a page a name or a section may be the first line, and a closed sentence may be of a banner."""
    long = [f"{BODY[0]} That was on day {number} of the work, and {LEAD.lower()}" for number in range(9)]
    menu = ["Home", "News", "Sport", "Weather", "Travel", "Shop", "Archive", "Contact"]
    article = read(*menu, "An old fence comes back to its place", *long, *menu, "Accept it and go on.", *menu)
    assert "Accept it and go on." not in text_of(article)


@pytest.mark.parametrize(
    "lines",
    [
        ("Fishermen agree not to catch any herring", "on the nights when the ice sings"),
        ("Рыбаки договорились не ловить сельдь", "в те ночи, когда поёт лёд"),
        ("Рибалки домовилися не ловити оселедця", "вночі, коли над гаванню співає лід"),
        ("Fischer fangen keine Heringe in den", "Nächten, wenn das Eis singt"),
        ("RYBACY NIE BĘDĄ ŁOWIĆ ŚLEDZI", "W NOCE ŚPIEWAJĄCEGO LODU"),
        ("Los pescadores acuerdan no salir al mar", "durante las noches de niebla", "hasta el mes de abril"),
    ],
)
@pytest.mark.parametrize("gap", [[], [""]])
def test_a_title_over_several_lines(lines: tuple[str, ...], gap: list[str]) -> None:
    article = read(*lines, *gap, LEAD, *gap, ATTRIBUTION, "", *BODY)
    assert (article["header"]["title"], article["header"]["lead"]) == (" ".join(lines), [LEAD])
    assert (article["body"], article["extra"]) == (BODY, [])


@pytest.mark.parametrize(
    "below",
    ["Morgan Askew", "From our correspondent in the harbour, who has followed it for years", "7 February 2026"],
)
def test_what_stands_under_a_title_is_no_line_of_it(below: str) -> None:
    article = read("Fence at the harbour falls down", below, LEAD, *BODY)
    assert article["header"]["title"] == "Fence at the harbour falls down"


@pytest.mark.parametrize("language", TITLES)
@pytest.mark.parametrize("width", [30, 34, 38])
def test_text_wrapped_at_a_narrow_width(width: int, language: str) -> None:
    title = TITLES[language][2]
    body = ["".join(SENTENCES[language]) + "."] * 2
    body[1] = body[1][:1] + body[1][1:].replace(",", " –", 1)
    lines = [line for text in body for line in ("", *textwrap.wrap(text, width, break_on_hyphens=False))]
    article = read(title, *lines)
    assert (article["header"]["title"], text_of(article)) == (title, body)


def test_a_list_of_short_lines_is_not_wrapped_text() -> None:
    lines = [
        "A fence by the harbour",
        "Two posts of green oak",
        "One gate that is closed",
        "The bench under a tree",
    ] * 3
    assert width_of(lines) <= 0
