"""What a line is: the cases that two people would file differently, and those that were once filed wrongly."""

import tracemalloc

import pytest

import seedparse
from conftest import codes
from seedparse.languages import loader
from seedparse.model import Block, Document, Role
from seedparse.proofs import examples
from seedparse.records.article import fold
from seedparse.resources import load
from seedparse.stream import blocks

TEXT = [
    f"Paragraph number {number} of the text, which is long enough to be one and ends with a stop."
    for number in range(6)
]


def one(*lines: str) -> seedparse.Article:
    (article,) = seedparse.parse_text("\n".join(lines))
    return article


def test_a_lead_stands_right_under_the_title() -> None:
    assert one("A title", TEXT[0], "", *TEXT[1:])["header"]["lead"] == TEXT[:1]
    assert one("A title", *TEXT)["header"]["lead"] == []


@pytest.mark.parametrize("between", ["03.12.2024", "By Jane Doe", "Published: March 12, 2025"])
def test_blank_lines_between_all_paragraphs_set_none_apart(between: str) -> None:
    article = one("A title", "", between, *(line for text in TEXT for line in ("", text)))
    assert (article["header"]["lead"], article["body"]) == ([], TEXT)


def test_a_lead_ends_with_the_attribution_line() -> None:
    article = one("A title", "", TEXT[0], "", "Source: Reuters", *(line for text in TEXT[1:] for line in ("", text)))
    assert (article["header"]["lead"], article["body"]) == (TEXT[:1], TEXT[1:])


@pytest.mark.parametrize(
    ("line", "date", "raw", "title"),
    [
        ("Feb 1, 2025 - Storm", "2025-02-01", "Feb 1, 2025", "Storm"),
        ("01.02.2025 - Storm", "2025-02-01", "01.02.2025", "Storm"),
        ("01.02.2025, 12:30 — Storm", "2025-02-01", "01.02.2025, 12:30", "Storm"),
        ("28.01.2025 10:00 | Floods", "2025-01-28", "28.01.2025 10:00", "Floods"),
        ("[02.02.2025 12:40] New kind", "2025-02-02", "02.02.2025 12:40", "New kind"),
        ("• 7 лютого 2026 р. Новина", "2026-02-07", "7 лютого 2026 р.", "Новина"),
        ("31.02.2025 Impossible", None, "31.02.2025", "Impossible"),
        ("An entry without a date", None, None, "An entry without a date"),
    ],
)
def test_entries(line: str, date: str | None, raw: str | None, title: str) -> None:
    (entry,) = one("A title", *TEXT, "Related", line)["related"]
    assert entry == {"heading": "Related", "date": date, "date_raw": raw, "title": title}


@pytest.mark.parametrize("lines", [("07.02.2026", "Storm"), ("Storm", "07.02.2026")])
def test_a_date_alone_is_of_the_entry_beside_it(lines: tuple[str, str]) -> None:
    found = one("A title", *TEXT, "Related", *lines, *lines)["related"]
    assert [(entry["date"], entry["title"]) for entry in found] == [("2026-02-07", "Storm")] * 2


def test_the_date_of_an_inline_link_has_its_languages_order() -> None:
    article = one("A title", TEXT[0], "À lire aussi : Un pont de bois (12/11/2025)", TEXT[1])
    assert [(entry["date"], entry["title"]) for entry in article["related"]] == [("2025-11-12", "Un pont de bois")]


def test_an_inline_link_is_one_title_and_no_paragraph() -> None:
    article = one("A title", TEXT[0], "Read also: Banks cut jobs", TEXT[1])
    assert [(entry["heading"], entry["title"]) for entry in article["related"]] == [("Read also", "Banks cut jobs")]
    more = "Read also: Banks cut jobs. Markets were calm after the news and did not move at all."
    assert more in one("A title", TEXT[0], more, TEXT[1])["body"]


def test_a_heading_without_entries() -> None:
    article = one("A title", *TEXT, "Related", TEXT[0])
    assert article["extra"] == [{"kind": "promo", "text": "Related"}]
    assert codes(article) == ["related-empty"]


@pytest.mark.parametrize("heading", ["Related", "Читайте также", "Ще на цю тему", "Mehr zum Thema"])
@pytest.mark.parametrize("dates", [["07.02.2026"], ["07.02.2026", "06.02.2026"], ["7 February 2026"], ["2026-02-07"]])
@pytest.mark.parametrize("before", [[], ["A title of news"], ["A title", *TEXT]], ids=["first", "title", "body"])
def test_dates_alone_under_a_heading_are_no_entries(before: list[str], dates: list[str], heading: str) -> None:
    article = one(*before, "", heading, *dates, "", "The council voted on Monday to build it.")
    assert (article["related"], article["header"]["meta"], article["header"]["published"]) == ([], [], None)
    assert [extra for extra in article["extra"] if extra["text"] in (heading, *dates)] == [
        {"kind": "promo", "text": heading},
        *({"kind": "unknown", "text": date} for date in dates),
    ]
    assert codes(article) == ["related-empty"]


def test_a_labelled_date_under_an_empty_heading_is_the_articles() -> None:
    article = one("A title", *TEXT, "Related", "Published: March 12, 2025", "", TEXT[0])
    assert article["header"]["published"] == "2025-03-12"


def test_dates_apart_from_their_entries_are_not_the_articles() -> None:
    entries = ["Storm closes the port", "Flood in the southern valley", "Ferry to the islands is late"]
    lines = [line for day, entry in enumerate(entries, 5) for line in ("", f"0{day}.02.2026", "", entry)]
    article = one("A title", *TEXT, "", "Related", *lines)
    assert [entry["title"] for entry in article["related"]] == entries
    assert (article["header"]["published"], article["header"]["meta"]) == (None, [])


ROWS = {
    "bar": ["07.02.2026 | Storm", "06.02.2026 | Flood", "05.02.2026 | Ferry"],
    "two": ["07.02.2026 - Storm", "06.02.2026 - Flood"],
    "bullets": ["- 07.02.2026 - Storm", "- 06.02.2026 - Flood"],
    "one day": ["07.02.2026 | Storm", "07.02.2026 | Flood", "07.02.2026 | Ferry"],
    "dates behind": ["Storm | 07.02.2026", "Flood | 06.02.2026", "Ferry | 05.02.2026"],
    "dates alone": ["07.02.2026", "06.02.2026", "05.02.2026"],
    "words": ["7 February 2026 | Storm", "6 February 2026 | Flood", "5 February 2026 | Ferry"],
    "dates over titles": ["07.02.2026", "Storm in the port", "06.02.2026", "Flood in town", "05.02.2026", "Ferry late"],
    "dates under titles": [
        "Storm in the port",
        "07.02.2026",
        "Flood in town",
        "06.02.2026",
        "Ferry late",
        "05.02.2026",
    ],
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
@pytest.mark.parametrize(
    "before", [["A title of news", *TEXT[:2], "Chronicle"], ["A title of news", "", "Chronicle"], ["Chronicle"]]
)
@pytest.mark.parametrize("between", [[], [""]], ids=["tight", "spaced"])
def test_rows_of_dated_lines_never_date_the_article(before: list[str], row: list[str], between: list[str]) -> None:
    article = one(*before, *(each for line in row for each in (line, *between)), "", *TEXT[2:])
    assert (article["header"]["published"], article["header"]["published_raw"]) == (None, None)


def test_a_row_leaves_the_articles_own_date() -> None:
    lines = ["A title of news", "12.03.2025", TEXT[0], TEXT[1], "Chronicle", *ROWS["bar"], *TEXT[2:]]
    assert one(*lines)["header"]["published"] == "2025-03-12"


@pytest.mark.parametrize(
    "head",
    [
        ["12.03.2025 10:15"],
        ["12.03.2025", "12.03.2025 | 3 min"],
        ["Published: March 12, 2025", "Updated: March 13, 2025"],
        ["Ann Moss", "12.03.2025", "Harbour", "12.03.2025"],
    ],
)
def test_dates_of_a_head_are_no_row(head: list[str]) -> None:
    assert one("A title of news", *head, "", *TEXT)["header"]["published"] == "2025-03-12"


@pytest.mark.parametrize("text", ["hello", "Good morning", "a\n\nb", "Hello\nDear Ann\nBest wishes\nBob"])
def test_what_is_merely_set_aside_is_unknown(text: str) -> None:
    (article,) = seedparse.parse_text(text)
    assert {extra["kind"] for extra in article["extra"]} == {"unknown"}


MENU = [
    "Bridges",
    "Valley",
    "* Harbour",
    "Sports",
    "[Culture](https://example.org/sections/culture-and-more)",
    "Weather",
]


@pytest.mark.parametrize("count", range(3, len(MENU) + 1))  # one or two are kickers over a title
def test_a_run_of_menu_items_is_navigation(count: int) -> None:
    article = one(*MENU[:count], "", "A longer line that ends open, wider than any item of a menu is", "", *TEXT)
    kinds = [extra["kind"] for extra in article["extra"] if extra["text"] in MENU]
    assert kinds == ["navigation" if count >= 5 else "unknown"] * count


def rules(*lines: str) -> list[tuple[str, str, bool]]:
    """Of each block its role, its rule, and whether there is a score."""
    found = blocks(["\n".join(lines).encode()])
    return [(block.role, block.rule, block.score is not None) for block in found]


def test_the_rule_names_what_decided() -> None:
    assert rules("hello") == [("extra", "body.score", True)]
    lines = ["Council keeps the bridge", "", *TEXT, "Related", "- 07.02.2026 One", "Two more winters on the river"]
    found = rules(*lines)
    assert found[:2] == [("title", "title.plain-text", False), ("body", "body.plain-text", False)]
    assert found[-3:] == [
        ("related_heading", "en:related.headings.1", False),
        ("related", "list.whole", False),
        ("extra", "body.score", True),
    ]
    lines = ["Council keeps the bridge", *TEXT[:2], "Source: AP", "This was reported by the BBC.", TEXT[2]]
    assert [rule for _, rule, _ in rules(*lines)][3:5] == ["en:attribution.credits.9", "en:attribution.second"]


def test_text_goes_on_behind_a_list() -> None:
    article = one("A title", *TEXT, "Related", "- 07.02.2026 One", "- 06.02.2026 Two", *TEXT[:2])
    assert article["body"] == [*TEXT, *TEXT[:2]]
    assert codes(article) == ["text-after-related"]


def test_a_chronology_is_body() -> None:
    items = ["- 07.02.2026 The bank was founded.", "- 08.02.2026 It failed after a run on all its branches."]
    article = one("A title", *TEXT, *items)
    assert (article["body"][-2:], article["related"]) == (items, [])


def test_the_published_date_never_comes_from_a_related_entry() -> None:
    assert one("A title", *TEXT, "Related", "- 07.02.2026 One")["header"]["published"] is None
    pair = one("A title", "Updated: March 13, 2025", "Published: March 12, 2025", *TEXT)
    assert pair["header"]["published"] == "2025-03-12"


@pytest.mark.parametrize(
    ("text", "dateline", "published", "raw"),
    [
        ("KYIV, April 25 (Reuters) - Talks began.", "KYIV, April 25 (Reuters)", None, "April 25"),
        ("КИЕВ. 3 декабря 2020. УНН. Кабинет собрался.", "КИЕВ. 3 декабря 2020. УНН", "2020-12-03", "3 декабря 2020"),
    ],
)
def test_datelines(text: str, dateline: str, published: str | None, raw: str) -> None:
    header = one("A title of news", "", text, *TEXT)["header"]
    assert (header["dateline"], header["published"], header["published_raw"]) == (dateline, published, raw)


@pytest.mark.parametrize(
    "line", ["Source: Reuters", "(Source: Reuters)", "[Источник: Reuters]", "— Джерело: «Reuters»."]
)
def test_a_credit_in_its_clothes(line: str) -> None:
    attribution = one("A title", *TEXT, line)["attribution"]
    assert attribution == {"text": line, "publisher": None, "via": "Reuters"}


def test_a_second_attribution_line_is_body_and_a_citation() -> None:
    article = one("A title", *TEXT, "This was reported by Reuters.", "This was reported by the BBC.", TEXT[0])
    assert article["attribution"]["publisher"] == "Reuters"
    assert "This was reported by the BBC." in article["body"]
    assert [citation["publisher"] for citation in article["citations"]] == ["BBC"]


def test_wrapped_paragraphs_are_joined() -> None:
    wrapped = [
        "The council of the small harbour town voted late on Tuesday to keep",
        "the old ferry running through the winter, after a debate that drew",
        "more people to the hall than any meeting before.",
    ]
    article = one("A title", "", *wrapped, "", *wrapped)
    assert article["body"] == [" ".join(wrapped)] * 2


def test_a_second_date_of_a_wrapped_entry_stays_in_its_title() -> None:
    wrapped = [
        "The council of the small harbour town voted late on Tuesday to keep",
        "the old ferry running through the winter, after a debate that drew",
        "more people to the hall than any meeting before.",
    ]
    entry = ["07.02.2026 The harbour of the small town is closed until the day", "2025-03-01"]
    article = one("A title", "", *wrapped, "", *wrapped, "", *wrapped, "", "Related", *entry, "- 06.02.2026 Storm")
    first = article["related"][0]
    assert (first["date_raw"], first["title"]) == ("07.02.2026", f"{entry[0][11:]} {entry[1]}")


def test_an_article_keeps_blocks_for_which_it_has_no_place() -> None:
    def block(role: Role, text: str, line: int) -> Block:
        return Block(role, text, "a.rule", line, line, line * 100, line * 100 + len(text))

    texts = ["One title", "Another title", "Related", "Read also", "Storm"]
    roles = [Role.TITLE, Role.TITLE, Role.RELATED_HEADING, Role.RELATED_HEADING, Role.RELATED]
    held = list(map(block, roles, texts, range(1, 6)))
    held[-1].heading, held[-1].title = "Read also", "Storm"
    article = fold(held, Document(), 1, load().packs)
    assert article["header"]["title"] == "One title"
    assert [entry["heading"] for entry in article["related"]] == ["Read also"]
    assert article["extra"] == [{"kind": "unknown", "text": "Another title"}, {"kind": "promo", "text": "Related"}]
    assert [(note["code"], note["line"]) for note in article["notes"]] == [("unplaced", 2), ("related-empty", 3)]


def test_long_paragraphs_behind_are_not_held() -> None:
    """Later ones are weighed beside what earlier ones measure, and not beside their text."""
    long = ("The council of the small harbour town voted late on Tuesday to keep the old ferry. " * 6000).encode()
    pieces = (long + b"\n\n" for _ in range(24))
    tracemalloc.start()
    for _ in blocks(pieces):
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 12 * len(long)


VOTED = (
    "The council voted late on Tuesday to keep the ferry running through the winter. "
    "The money for the repair will come from the fund for roads, which has been full for years."
)
WARNED = (
    "Fishermen had warned that without the boat the school on the smaller island would have to close by the spring."
)
INTERVIEWS = {  # a title, and who speaks
    "en": (
        "The woman who keeps the harbour clock",
        "Anna: You have wound the harbour clock every morning for thirty years. Do you ever get tired of it?\n"
        "Boris: Never in the summer, because the stairs are dry and the gulls are good company.\n"
        "Anna: And in the winter, when the wind comes in from the sea?\n"
        "Boris: Then I take a thermos with me and wait until my hands are warm again.",
    ),
    "de": (
        "Der Mann, der die Hafenuhr aufzieht",
        "Moss: Sie ziehen die Hafenuhr seit dreißig Jahren jeden Morgen auf. Wird Ihnen das nie zu viel?\n"
        "Brandt: Im Sommer nie, denn dann ist die Treppe trocken und die Möwen leisten mir Gesellschaft.\n"
        "Moss: Und im Winter, wenn der Wind vom Meer kommt?\n"
        "Brandt: Dann nehme ich eine Kanne Tee mit und warte, bis meine Hände wieder warm sind.",
    ),
    "fr": (
        "La gardienne de l'horloge du port",
        "Anna : Vous remontez l'horloge du port chaque matin depuis trente ans. Vous n'en avez jamais assez ?\n"
        "Louis : Jamais en été, car l'escalier est sec et les mouettes me tiennent compagnie.\n"
        "Anna : Et en hiver, quand le vent vient de la mer ?\n"
        "Louis : Alors j'emporte un thermos et j'attends que mes mains se réchauffent.",
    ),
    "ru": (
        "Человек, который заводит портовые часы",
        "Анна: Вы заводите портовые часы каждое утро уже тридцать лет. Вам это никогда не надоедает?\n"
        "Борис: Летом никогда, потому что лестница сухая и чайки составляют мне компанию.\n"
        "Анна: А зимой, когда ветер дует с моря?\n"
        "Борис: Тогда я беру с собой термос и жду, пока руки снова не согреются.",
    ),
    "uk": (
        "Людина, яка заводить портовий годинник",
        "Олена: Ви заводите портовий годинник щоранку вже тридцять років. Вам це ніколи не набридає?\n"
        "Тарас: Улітку ніколи, бо сходи сухі, а чайки складають мені товариство.\n"
        "Олена: А взимку, коли вітер віє з моря і сходи вкриті кригою, хто вам тоді допомагає?\n"
        "Тарас: Тоді я беру з собою термос і чекаю, доки руки знову зігріються.",
    ),
    "el": (
        "Ο άνθρωπος που κουρδίζει το ρολόι του λιμανιού",
        "Άννα: Κουρδίζετε το ρολόι του λιμανιού κάθε πρωί εδώ και τριάντα χρόνια. Δεν βαρεθήκατε ποτέ;\n"
        "Νίκος: Το καλοκαίρι ποτέ, γιατί η σκάλα είναι στεγνή και οι γλάροι μου κάνουν παρέα.\n"
        "Άννα: Και τον χειμώνα, όταν ο άνεμος έρχεται από τη θάλασσα;\n"
        "Νίκος: Τότε παίρνω μαζί μου ένα θερμός και περιμένω να ζεσταθούν τα χέρια μου.",
    ),
    "he": (
        "האיש שמותח את שעון הנמל",
        "ענת: אתה מותח את שעון הנמל בכל בוקר כבר שלושים שנה, גם בחג. האם זה לא נמאס עליך לפעמים, כשהעיר ישנה?\n"
        "בועז: בקיץ אף פעם לא, כי המדרגות יבשות והשחפים מארחים לי חברה. אני יושב למעלה ומסתכל על הסירות.\n"
        "ענת: ובחורף, כשהרוח באה מן הים והמדרגות רטובות, מה אתה עושה אז? הרי אין שם למעלה תנור ואין אפילו חלון שנסגר.\n"
        "בועז: אז אני לוקח איתי תרמוס ומחכה עד שהידיים שלי מתחממות שוב. השעון ממתין בסבלנות.",
    ),
    "ar": (
        "الرجل الذي يدير ساعة الميناء",
        "آنا: تدير ساعة الميناء كل صباح منذ ثلاثين عاما. ألا تمل من ذلك أبدا؟\n"
        "بدر: في الصيف لا أمل أبدا، لأن الدرج جاف والنوارس ترافقني.\n"
        "آنا: وفي الشتاء عندما تهب الريح من البحر؟\n"
        "بدر: عندها آخذ معي إبريقا من الشاي وأنتظر حتى تدفأ يداي من جديد.",
    ),
    "ka": (
        "კაცი, რომელიც ნავსადგურის საათს მართავს",
        "ანა: ოცდაათი წელია ყოველ დილით ნავსადგურის საათს მართავთ. არასოდეს მოგბეზრებიათ ეს საქმე?\n"
        "ბესო: ზაფხულში არასოდეს, რადგან კიბე მშრალია და თოლიები მახლავან.\n"
        "ანა: ზამთარში კი, როცა ქარი ზღვიდან ქრის?\n"
        "ბესო: მაშინ თან თერმოსი მიმაქვს და ველოდები, სანამ ხელები გამითბება.",
    ),
    "ko": (
        "항구의 시계를 감는 사람",
        "안나: 삼십 년 동안 매일 아침 항구의 시계를 감으셨습니다. 한 번도 지겨운 적이 없으셨나요?\n"
        "민수: 여름에는 한 번도 없었습니다. 계단이 말라 있고 갈매기가 벗이 되어 주니까요.\n"
        "안나: 바다에서 바람이 불어오는 겨울에는 어떠셨나요?\n"
        "민수: 그때는 보온병을 가지고 가서 손이 다시 따뜻해질 때까지 기다립니다.",
    ),
    "ja": (
        "港の時計のねじを巻く人",
        "安奈: 三十年のあいだ毎朝、港の時計のねじを巻いてこられました。飽きたことはありませんか。\n"
        "健一: 夏には一度もありません。階段が乾いていて、かもめが相手をしてくれますから。\n"
        "安奈: 海から風が吹いてくる冬はどうですか。\n"
        "健一: そのときは水筒を持って行き、手がまた温まるまで待ちます。",
    ),
    "hi": (
        "बंदरगाह की घड़ी में चाबी भरने वाला आदमी",
        "अनीता: आप तीस साल से हर सुबह बंदरगाह की घड़ी में चाबी भरते हैं। क्या आप कभी ऊबते नहीं?\n"
        "बलराज: गर्मियों में कभी नहीं, क्योंकि सीढ़ियाँ सूखी रहती हैं और पक्षी मेरा साथ देते हैं।\n"
        "अनीता: और सर्दियों में, जब हवा समुद्र से आती है?\n"
        "बलराज: तब मैं अपने साथ गरम चाय ले जाता हूँ और हाथ गरम होने तक ठहरता हूँ।",
    ),
}


@pytest.mark.parametrize("fence", ["---", "+++", "--------------------"])
@pytest.mark.parametrize("language", INTERVIEWS)
def test_an_interview_under_a_ruler_is_body(language: str, fence: str) -> None:
    title, talk = INTERVIEWS[language]
    for text in (f"{title}\n\n{fence}\n{talk}\n", f"{title}\n\n{fence}\n{talk}\n{fence}\n"):
        (article,) = seedparse.parse_text(text)
        assert article["header"]["title"] == title
        assert [*article["header"]["lead"], *article["body"]] == talk.split("\n")
        assert article["header"]["meta"] == []


@pytest.mark.parametrize("language", INTERVIEWS)
def test_an_interview_behind_a_ruler_in_the_midst_of_an_article_is_body(language: str) -> None:
    articles = seedparse.parse_text(
        f"A ferry will sail all winter\n\n{VOTED}\n\n{WARNED}\n\n---\n{INTERVIEWS[language][1]}\n"
    )
    body = [text for article in articles for text in article["body"]]
    assert body[-4:] == INTERVIEWS[language][1].split("\n")
    assert all(not article["header"]["meta"] for article in articles)


YAML = """---
# what the site's own editor wrote
title: "Ferry: the boat sails on"
author: Ann Moss
tags:
  - ferry
  - harbour
places:
- Northquay

description: >
  The council voted late.
  More people came than to any meeting before.
layout: post
date: 2025-03-12
---"""
TOML = """+++
title = "Ferry: the boat sails on"
author = "Ann Moss"
date = 2025-03-12T10:15:00Z
tags = [
  "ferry",
  "harbour",
]

[params]
weight = 3
+++"""


@pytest.mark.parametrize("matter", [YAML, TOML, YAML.removesuffix("---") + "...", YAML.replace("\n", "\r\n")])
@pytest.mark.parametrize("gap", ["", "\n"])
def test_front_matter_goes_to_meta_line_by_line(matter: str, gap: str) -> None:
    (article,) = seedparse.parse_text(f"{matter}\n{gap}{VOTED}\n\n{WARNED}\n")
    header = article["header"]
    assert (header["title"], header["byline"], header["published"]) == (
        "Ferry: the boat sails on", "Ann Moss", "2025-03-12",
    )  # fmt: skip
    assert header["meta"] == [line.strip() for line in matter.splitlines() if line.strip()]
    assert [*header["lead"], *article["body"]] == [VOTED, WARNED]
    assert article["extra"] == []


@pytest.mark.parametrize(
    "fields",
    [
        ("---", "title: The boat sails on", "date: 2025-03-12"),
        ("+++", 'title = "The boat sails on"', "date = 2025-03-12"),
        ("---", "title: The boat sails on", "tags:", "  - ferry", "date: 2025-03-12", "ressort: harbour"),
        ("Title: The boat sails on", "Date: 2025-03-12"),
    ],
)
@pytest.mark.parametrize("gap", [(), ("",)])
def test_front_matter_without_a_second_fence_ends_with_its_last_field(
    fields: tuple[str, ...], gap: tuple[str, ...]
) -> None:
    article = one(*fields, *gap, VOTED, "", WARNED)
    assert (article["header"]["title"], article["header"]["published"]) == ("The boat sails on", "2025-03-12")
    assert article["header"]["meta"] == [field.strip() for field in fields]
    assert [*article["header"]["lead"], *article["body"]] == [VOTED, WARNED]


def test_an_indented_text_under_front_matter_is_none_of_it() -> None:
    article = one("---", "title: The boat sails on", "date: 2025-03-12", "---", f"   {WARNED}", f"   {VOTED}")
    assert article["body"] == [WARNED, VOTED]


def test_a_ruler_alone_is_no_front_matter() -> None:
    assert one("---", "", "The boat sails on", "", VOTED, "", WARNED)["header"]["meta"] == []
    for ruler in ("---", "+++", "--------"):
        assert list(seedparse.parse_text(f"{ruler}\n")) == []


def test_what_is_said_of_the_text_before_is_no_front_matter() -> None:
    article = one("The boat sails on", "", VOTED, "", WARNED, "", "---", "Source: Reuters", "Author: Ann Moss")
    assert article["attribution"]["text"] == "Source: Reuters"
    assert article["body"] == [VOTED, WARNED]


def test_a_ruler_in_the_body_is_a_separator() -> None:
    assert one("The boat sails on", "", VOTED, "", "* * *", "", WARNED)["body"] == [VOTED, WARNED]
    assert one("The boat sails on", "", VOTED, WARNED, "", "________", "")["body"] == [VOTED, WARNED]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("Art", "The council has started to pay for the mural, said the mayor on Monday, and it will go on to do so."),
        ("The boat sails on", "The boat sails on, the council decided late on Sunday with seven votes against five."),
        ("The boat sails on", "The boat sails on - that is what the council decided late on Sunday with seven votes."),
        ("Паром остаётся", "Паром остаётся, решил совет островов поздно вечером в воскресенье семью голосами."),
        ("渡船は残る", "渡船は残る、と島の評議会は日曜日の夜おそく七対五で決めた。冬のあいだも船は毎日走る。"),
    ],
)
def test_a_fields_title_stands_beside_a_text_that_has_its_words(field: str, text: str) -> None:
    article = one("---", f"title: {field}", "date: 2025-03-12", "---", text, "", WARNED)
    assert article["header"]["title"] == field
    assert [*article["header"]["lead"], *article["body"]] == [text, WARNED]


@pytest.mark.parametrize(
    ("field", "line", "title"),
    [
        ("The boat sails on", "The boat sails on", "The boat sails on"),
        ("Art", "Art", "Art"),
        ("The boat sails on all winter", "“The boat” sails on all winter", "The boat sails on all winter"),
        ("The boat sails all winter - The Herald", "The boat sails all winter", "The boat sails all winter"),
        ("The boat sails on all winter | Herald", "The boat sails on all winter", "The boat sails on all winter"),
        ("The boat sails on all winter", "Harbour: The boat sails on all winter", "The boat sails on all winter"),
        ("Ferry: The boat sails on all winter", "The boat sails on all winter", "Ferry: The boat sails on all winter"),
        ("Ferry: The boat sails all winter - Herald", "The boat sails all winter", "Ferry: The boat sails all winter"),
        ("渡船は冬も毎日走ることに：朝の港新聞", "渡船は冬も毎日走ることに", "渡船は冬も毎日走ることに"),
    ],
)  # fmt: skip
def test_the_title_again_is_extra(field: str, line: str, title: str) -> None:
    article = one("---", f"title: {field}", "date: 2025-03-12", "---", line, "", VOTED, "", WARNED)
    assert article["header"]["title"] == title
    assert article["extra"] == [{"kind": "unknown", "text": line}]
    assert [*article["header"]["lead"], *article["body"]] == [VOTED, WARNED]


ACCESSED = [
    "LOAD-DATE: January 12, 2010",
    "Load-Date: January 12, 2010",
    "DATE-CHARGEMENT: 12 janvier 2010",
    "Edition: 12 January 2010",
    "Retrieved: 12 January 2010",
    "Last accessed on 12 January 2010, 10:15",
    "Download date: 2010-01-12",
    "Time of request: Tuesday, January 12, 2010, 09:12:44",
]
_EXAMPLES = [
    example["text"]
    for path in loader.shipped()
    for example in examples.read(loader.table(path))["examples"]
    if example["is"] == "accessed"
]


def test_each_language_has_an_access_date() -> None:
    assert len(_EXAMPLES) == len(loader.shipped())


@pytest.mark.parametrize("line", [*ACCESSED, *_EXAMPLES])
def test_the_day_a_copy_was_opened_never_dates_the_article(line: str) -> None:
    for article in (
        one("The boat sails on", "", line, "", VOTED, "", WARNED),
        one("The boat sails on", "", VOTED, "", WARNED, "", line),
        one(
            "The boat sails on",
            "",
            "BYLINE: Ann Moss",
            "",
            VOTED,
            "",
            WARNED,
            "",
            line,
            "",
            "PUBLICATION-TYPE: Newspaper",
        ),
    ):
        assert (article["header"]["published"], article["header"]["published_raw"]) == (None, None)
        assert line in article["header"]["meta"]


@pytest.mark.parametrize("line", ["Last updated: 2010-01-12", "UPDATE: 12. Januar 2010", "Updated 12 January 2010"])
def test_an_update_dates_a_page_and_no_export(line: str) -> None:
    assert one("The boat sails on", "", line, "", VOTED, "", WARNED)["header"]["published"] == "2010-01-12"
    exported = one(
        "The boat sails on", "", VOTED, "", WARNED, "", "LANGUAGE: GERMAN", "", line, "", "PUBLICATION-TYPE: Paper"
    )
    assert exported["header"]["published"] is None


@pytest.mark.parametrize(
    ("head", "foot", "byline", "published"),
    [
        (
            ("March 12, 2014 Wednesday", "", "BYLINE: Ann Moss", "", "SECTION: NEWS; Pg. 6", "", "LENGTH: 119 words"),
            ("LOAD-DATE: March 14, 2014", "", "LANGUAGE: ENGLISH", "", "PUBLICATION-TYPE: Newspaper"),
            "Ann Moss", "2014-03-12",
        ),
        (
            ("RUBRIQUE: RÉGION; Pg. 6", "", "LONGUEUR: 119 mots"),
            ("DATE-CHARGEMENT: 14 mars 2014", "", "LANGUE: FRENCH; FRANÇAIS", "", "TYPE-PUBLICATION: Journal"),
            None, None,
        ),
        (
            ("RUBRIK: LOKALES; S. 6", "", "LÄNGE: 119 Wörter"),
            ("UPDATE: 14. März 2014", "", "SPRACHE: GERMAN; DEUTSCH", "", "PUBLICATION-TYPE: Zeitung"),
            None, None,
        ),
        (
            ("Author: Moss, Ann", "", "Publication info: Harbour Herald ; Northquay [Northquay]12 Mar 2014: A.6.", "",
             "Abstract: The council voted to keep the ferry.", "", "Links: http://library.example.org/?a=1"),
            ("Subject: Ferries", "", "Publication title: Harbour Herald", "", "Publication date: Mar 12, 2014", "",
             "Publisher: Herald Ltd", "", "ProQuest document ID: 1500000001", "", "Last updated: 2014-03-14", "",
             "Database: Newsstream"),
            "Moss, Ann", "2014-03-12",
        ),
    ],
    ids=["nexis", "nexis-fr", "nexis-de", "proquest"],
)  # fmt: skip
def test_the_fields_of_a_database_are_meta(
    head: tuple[str, ...], foot: tuple[str, ...], byline: str | None, published: str | None
) -> None:
    article = one("The boat sails on all winter", "", *head, "", VOTED, "", WARNED, "", *foot)
    header = article["header"]
    assert header["meta"] == [line for line in (*head, *foot) if line]
    assert (header["title"], header["byline"], header["published"]) == (
        "The boat sails on all winter",
        byline,
        published,
    )
    assert article["body"] == [VOTED, WARNED]


def test_words_that_databases_use_too_are_text_without_their_fields() -> None:
    for line in ("Subject: the boat, which has sailed for thirty years and will sail for more, said the mayor.",
                 "Notes: the boat sails on Mondays too, though nobody has asked for it for ten years."):  # fmt: skip
        assert line in one("The boat sails on all winter", "", VOTED, "", line, "", WARNED)["body"]


def test_a_digest_of_mails() -> None:
    text = """Send Northquay-news submissions to
        northquay-news@lists.example.org

Today's Topics:

   1. The boat sails on all winter (Ann Moss)
   2. A storm took the roof of the market (Tom Askew)


----------------------------------------------------------------------

Message: 1
Date: Wed, 12 Mar 2014 10:15:00 +0200
From: Ann Moss <ann@example.org>
To: northquay-news@lists.example.org
X-Mailer: Harbour Post 1.2
Subject: [Northquay-news] Re: The boat sails
 on all winter
Message-ID: <1@example.org>

The council voted late on Tuesday to keep the ferry running through the
winter. The money for the repair will come from the fund for roads, which
has been full for years, and the rest from the owner of the boat, who has
promised to paint it white again before the first guests come at Easter.

------------------------------

Message: 2
Date: Thu, 13 Mar 2014 08:02:11 +0200
From: Tom Askew <tom@example.org>
Subject: A storm took the roof of the market

A storm tore the roof off the old fish market on Tuesday night and scattered
the tin sheets along two kilometres of the shore. Nobody was hurt, because
the market had closed an hour earlier than usual, so that the people of the
town could see the lights of the new ferry come into the harbour.

------------------------------

_______________________________________________
Northquay-news mailing list
Northquay-news@lists.example.org

End of Northquay-news Digest, Vol 12, Issue 3
*********************************************
"""
    cover, first, second = seedparse.parse_text(text)
    assert (cover["header"]["title"], cover["header"]["lead"], cover["body"]) == (None, [], [])
    heads = [each["header"] for each in (first, second)]
    assert [(head["title"], head["byline"], head["published"]) for head in heads] == [
        ("The boat sails on all winter", "Ann Moss", "2014-03-12"),
        ("A storm took the roof of the market", "Tom Askew", "2014-03-13"),
    ]  # fmt: skip
    assert [len(each["body"]) for each in (first, second)] == [1, 1]
    assert second["extra"][-1]["text"] == "End of Northquay-news Digest, Vol 12, Issue 3"
    assert "on all winter" in first["header"]["meta"]


def test_a_headline_over_the_same_one_without_the_site() -> None:
    text = (
        "Muskrats dig a hole in the dyke - Harbour Echo\nMuskrats dig a hole in the dyke\n\n"
        "The dyke has sunk over four metres. Nobody is in danger.\n\nA walker found the hole. His dog fell in.\n"
    )
    (article,) = seedparse.parse_text(text)
    assert article["header"]["title"] == "Muskrats dig a hole in the dyke"
    assert article["extra"] == [{"kind": "unknown", "text": "Muskrats dig a hole in the dyke - Harbour Echo"}]


@pytest.mark.parametrize(
    "printed", ["Home / Town / {}", "Start › Town › {}", "Town » {}", "4. {}", "{} | Harbour Echo"]
)
def test_a_headline_in_a_breadcrumb_trail_over_the_same_one_alone(printed: str) -> None:
    headline = "The council votes to keep the ferry through the winter"
    menu = "Home\nNews\nSport\nWeather\nCulture\nLetters\nSign in\nSearch\n\n"
    text = f"{menu}{printed.format(headline)}\n14 April 2026\n\n{headline}\nBy Ann Moss\n\n{VOTED}\n\n{WARNED}\n"
    (article,) = seedparse.parse_text(text)
    assert article["header"]["title"] == headline
    assert article["header"]["byline"] == "Ann Moss"


def test_a_date_of_a_list_without_entries_is_set_aside() -> None:
    text = (
        "e.\nDavantage d'infos...\nLdi.\nLe conseil vote la réparation du pont:\nFri, fevrier 2026\nPps\nL\n"
        "Le conseil vote la réparation du pont\n6\nF\n"
    )
    (article,) = seedparse.parse_text(text)
    assert not article["related"]
    aside = [extra["text"] for extra in article["extra"]]
    assert "Fri, fevrier 2026" in aside
    assert "Davantage d'infos..." in aside


def test_items_behind_a_colon_are_no_byline() -> None:
    text = (
        "A name for the new tram\n\nFour names are left, which pupils of the town had chosen:\n"
        "- Sparkle;\n- Grandpa Panas;\n- Horned One;\n- Quiet One.\n\nPeople vote at stops. The winner is painted.\n"
    )
    (article,) = seedparse.parse_text(text)
    assert article["header"]["byline"] is None
    assert "- Grandpa Panas;" in article["body"]


def test_a_weekday_and_a_day_stand_before_the_outlet() -> None:
    text = (
        "У Дубнику запрацював банк насіння\n\nУ громаді відкрили банк насіння, у якому зберігатимуть сорти.\n\n"
        "Про це у вівторок, 3 березня, видання «Грядка» повідомляє з посиланням на управління культури.\n\n"
        "Колекція налічує 96 зразків. Насіння можна взяти безкоштовно.\n"
    )
    (article,) = seedparse.parse_text(text)
    attribution = article["attribution"]
    assert (attribution["publisher"], attribution["via"]) == ("Грядка", "управління культури")


BODY = (
    "The ferry to Skerrin is sailing again after a stop. Divers freed a net from its propeller.\n\nNobody was hurt.\n"
)


@pytest.mark.parametrize(
    ("head", "extra"),
    [
        ("---\ntitle: Ferry back in service - Harbour Post\nsite: Harbour Post\n---\n\n", []),
        ("Ferry back in service - Harbour Post\nSite: Harbour Post\n9 February 2026\n\n", ["- Harbour Post"]),
        ("Ferry back in service | Harbour Post\nhttps://www.harbourpost.example/ferry\n\n", ["| Harbour Post"]),
        ("---\ntitle: Ferry back in service - Harbour Post\nsite: The Harbour Post\n---\n\n", []),
        ("Ferry back in service | Harbour.example\n\n", ["| Harbour.example"]),
    ],
)
def test_a_site_that_the_head_names_is_no_part_of_the_title(head: str, extra: list[str]) -> None:
    (article,) = seedparse.parse_text(head + BODY)
    assert article["header"]["title"] == "Ferry back in service"
    assert [each["text"] for each in article["extra"]] == extra


def test_a_tail_that_nothing_shows_to_be_a_site_stays() -> None:
    (article,) = seedparse.parse_text("Ferry back in service - Harbour Post\n9 February 2026\n\n" + BODY)
    assert article["header"]["title"] == "Ferry back in service - Harbour Post"
