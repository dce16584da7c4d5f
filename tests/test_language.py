"""Which language a text is in: told where there is evidence, `und` where there is not."""

from pathlib import Path

import pytest

import seedparse
from conftest import FIXTURES
from seedparse import resources
from seedparse.phrases.indexing import packs_of
from seedparse.readers.language import UNDETERMINED, detect
from seedparse.stream import Parser
from seedparse.text.words import APOSTROPHES

THREE = ("uk", "ru", "en")
NEIGHBOURS = {
    "hr": "Europska komisija u srijedu je predložila mjere protiv pranja novca, a tko ih prekrši, platit će kaznu.",
    "sr": "Evropska komisija je u sredu predložila mere protiv pranja novca, a ko ih prekrši, platiće hiljadu evra.",
    "cs": "Most přes řeku se uzavře kvůli opravě a řidiči budou muset jezdit přes vedlejší obec, řekl starosta.",
    "sk": "Most cez rieku sa uzavrie pre opravu a vodiči budú musieť jazdiť cez vedľajšiu obec, povedal starosta.",
    "da": "Broen over åen bliver lukket i tre uger, siger borgmesteren, efter at der er fundet rust.",
    "no": "Broen over elva blir stengt i tre uker, sier ordføreren etter at det ble funnet rust.",
    "tr": "Köprü üç hafta boyunca kapalı olacak, belediye başkanı bunun için özür diledi.",
    "az": "Körpü üç həftə ərzində bağlı olacaq və sürücülər kənddən keçəcək, bələdiyyə sədri bunun üçün üzr istədi.",
    "uk": "Міст через річку закриють на три тижні, і водіям доведеться їхати через село, сказав міський голова.",
    "be": "Мост праз раку закрыюць на тры тыдні, і кіроўцам давядзецца ехаць праз вёску, сказаў старшыня.",
    "kk": "Өзен үстіндегі көпір үш аптаға жабылады, жүргізушілер ауыл арқылы өтуге мәжбүр болады, деді әкім.",
    "id": "Jembatan itu akan ditutup selama tiga minggu dan para pengemudi harus melewati desa, kata wali kota.",
    "uz": "Daryo ustidagi ko‘prik uch haftaga yopiladi va haydovchilar qishloq orqali o‘tadi, dedi hokim.",
    "sw": "Daraja hilo litafungwa kwa wiki tatu na madereva watalazimika kupita kijijini, alisema meya huyo.",
    "sq": "Ura mbi lumë do të mbyllet për tri javë, tha kryetari i komunës, dhe shoferët do të kalojnë nga fshati.",
    "ur": "دریا پر بنا پل تین ہفتوں کے لیے بند رہے گا اور گاڑیاں گاؤں سے گزریں گی، میئر نے کہا۔",
    "fa": "پل روی رودخانه سه هفته بسته خواهد بود و رانندگان باید از روستا بگذرند، شهردار این را گفت.",
    "ar": "سيغلق الجسر فوق النهر لمدة ثلاثة أسابيع وسيمر السائقون عبر القرية، كما قال رئيس البلدية في المدينة.",
    "bg": "Мостът над реката ще бъде затворен за три седмици и шофьорите трябва да минават през селото, каза кметът.",
    "mk": "Мостот преку реката ќе биде затворен три недели и возачите ќе мора да одат преку селото, рече кметот.",
}
SCRIPTS = {
    "km": "ស្ពានឆ្លងទន្លេនឹងត្រូវបិទរយៈពេលបីសប្តាហ៍",
    "gu": "નદી પરનો પુલ ત્રણ અઠવાડિયા માટે બંધ રહેશે",
    "te": "నదిపై ఉన్న వంతెన మూడు వారాల పాటు మూసివేయబడుతుంది",
}


def tell(text: str) -> str:
    return detect([text], resources.load().packs)


@pytest.mark.parametrize("language", NEIGHBOURS)
def test_close_neighbours_are_told_apart(language: str) -> None:
    assert tell(NEIGHBOURS[language]) == language


@pytest.mark.parametrize("apostrophe", APOSTROPHES)
def test_a_letter_is_the_same_with_each_apostrophe(apostrophe: str) -> None:
    words = "Bu haqda so'ng ko'p gapirildi: to'siq bo'yicha o'z qarori yo'q bo'lgan, o'tgan yili bo'lib o'tmadi."
    assert tell(words.replace("'", apostrophe)) == "uz"


def test_uzbek_in_cyrillic_letters_is_told_from_its_neighbours() -> None:
    assert tell("Дарё устидаги кўприк уч ҳафтага ёпилади ва ҳайдовчилар қишлоқ орқали ўтади, деди ҳоким.") == "uz"
    tajik = "Пули болои дарё се ҳафта баста мешавад ва ронандагон аз деҳа мегузаранд, гуфт раиси ноҳия."
    assert tell(tajik) == UNDETERMINED


@pytest.mark.parametrize("language", SCRIPTS)
def test_a_script_of_one_language_tells_it_without_a_pack(language: str) -> None:
    assert tell(SCRIPTS[language]) == language
    assert tell(f"{SCRIPTS[language]} (The bridge over the river will be closed for three weeks.)") != language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Brúin yfir ána verður lokuð í þrjár vikur, sagði bæjarstjórinn, og bílstjórar þurfa að aka um þorpið.",
        "Isibhulorho esiphezu komlambo siya kuvalwa iiveki ezintathu, utshilo usodolophu.",
        "Anna Bergmann, Oderfurt 12 345",
    ],
)
def test_what_no_pack_knows_is_not_guessed(text: str) -> None:
    assert tell(text) == UNDETERMINED


WITHOUT_PACK = """Trébrúin í Víðivík opnuð aftur eftir níu ár

Trébrúin yfir Víðiá var opnuð aftur fyrir gangandi vegfarendur á þriðjudag. Hún hafði verið lokuð í níu ár.
Viðgerðin kostaði tólf milljónir króna, minna en búist var við. Ríkið greiddi tvo þriðju hluta en íbúarnir afganginn.
Smiðurinn Lilja Arnardóttir sagði á hátíðinni við ána að hún hefði gengið yfir brúna á hverjum degi sem barn.

Tengdar fréttir
07.02.2026 Bæjarstjórn tók við brúnni
2025-03-12 Bæjarstjórn samþykkti viðgerðina
03.11.2024 Íbúar safna fyrir brúnni
"""


def test_what_an_article_without_a_pack_still_gets() -> None:
    """As docs/languages.md says."""
    (article,) = seedparse.parse_text(WITHOUT_PACK)
    lines = WITHOUT_PACK.splitlines()
    assert article["language"] == UNDETERMINED
    assert article["header"]["title"] == lines[0]
    assert article["body"] == lines[2:5]
    assert [(entry["heading"], entry["date"]) for entry in article["related"]] == [
        (lines[6], "2026-02-07"),
        (lines[6], "2025-03-12"),
        (lines[6], "2024-11-03"),
    ]
    assert article["attribution"]["text"] is None


def test_a_page_without_running_text_has_the_language_of_what_stands_on_it() -> None:
    page = "\n".join(
        ["Новини", "Про нас", "Усі теми дня", "Це цікаво", "Як це було", "Що далі?", "Ще за темою", "Контакти"]
    )
    (article,) = seedparse.parse_text(page)
    assert not article["body"]
    assert article["language"] == "uk"


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(FIXTURES.glob("*.txt")) if path.stem[:2] in THREE or path.stem == "guildhall"],
    ids=str,
)
def test_three_packs_read_what_all_of_them_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    every = list(seedparse.parse_text(text))
    loaded = resources.load()
    three = loaded._replace(packs=packs_of([loaded.packs.by_language[language] for language in THREE]))
    parser = Parser(resources=three)
    assert [*parser.feed(text), *parser.close()] == every
