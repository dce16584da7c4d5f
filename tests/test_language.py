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
SHORT = {
    "ar": (
        "أعلنت وزارة الصحة افتتاح مستشفى جديد في جنوب البلاد يضم مئتي سرير. وسيبدأ استقبال المرضى مطلع الشهر "
        "المقبل، فيما يتوقع الأهالي أن تنتهي رحلات العلاج الطويلة إلى العاصمة."
    ),
    "az": (
        "Bakıda metronun yeni stansiyası istifadəyə verildi. Sərnişinlər artıq şəhərin mərkəzinə on dəqiqəyə "
        "çata bilirlər. Tikinti işləri dörd il davam etmiş, xərclər nəzərdə tutulandan xeyli artıq olmuşdur."
    ),
    "be": (
        "У Гродне адкрылі пешаходны мост цераз Нёман. Будаўніцтва доўжылася два гады. Гараджане спадзяюцца, "
        "што дарога на працу стане карацейшай, а цэнтр горада — цішэйшым."
    ),
    "bg": (
        "Столичната община затваря два булеварда заради ремонт на тръбите. Автобусите ще се движат по обходен "
        "маршрут до края на август. Жителите на квартала се оплакват от прах и шум."
    ),
    "bn": (
        "রাজধানীতে নতুন একটি সেতু উদ্বোধন করা হয়েছে। এখন শহরের দক্ষিণ অংশে যেতে সময় লাগবে মাত্র পনেরো "
        "মিনিট। স্থানীয় ব্যবসায়ীরা বলছেন, এতে তাঁদের পণ্য পরিবহনের খরচ কমে আসবে।"
    ),
    "cs": (
        "V Olomouci otevřeli novou knihovnu s čítárnou pro děti. Stavba stála sto milionů korun a trvala tři "
        "roky. Čtenáři si mohou půjčovat knihy i v neděli."
    ),
    "da": (
        "Kommunen lukker to skoler på Lolland efter sommerferien. Forældrene er vrede og har samlet tusind "
        "underskrifter. Borgmesteren siger, at der ganske enkelt mangler penge og elever."
    ),
    "de": (
        "Die Stadt Kassel sperrt ab Montag die Brücke für Lastwagen. Risse im Beton machen den Ingenieuren "
        "Sorgen. Pendler müssen mit langen Umwegen rechnen."
    ),
    "el": (
        "Κλειστά θα παραμείνουν αύριο τα σχολεία στην Κρήτη λόγω κακοκαιρίας. Η πυροσβεστική δέχτηκε δεκάδες "
        "κλήσεις. Πλοία έμειναν δεμένα στα λιμάνια."
    ),
    "en": (
        "The town council has closed the old bridge to trucks after engineers found cracks. Drivers face long "
        "detours until spring, and shop owners fear losing customers."
    ),
    "es": (
        "El ayuntamiento de Burgos cerrará el puente viejo durante seis meses. Los técnicos hallaron grietas "
        "graves. Vecinos y comerciantes temen pérdidas y piden ayudas urgentes."
    ),
    "et": (
        "Tartus avati uus raamatukogu, kus lapsed saavad ka robootikat õppida. Ehitus kestis kolm aastat ja "
        "läks maksma kaheksa miljonit eurot. Linnapea lõikas lindi läbi laupäeval."
    ),
    "fa": (
        "شهرداری تبریز پل قدیمی را به روی کامیون‌ها بست. مهندسان ترک‌هایی در ستون‌ها پیدا کرده‌اند. تعمیر "
        "دست‌کم شش ماه طول می‌کشد و مغازه‌داران نگران کاهش مشتری هستند."
    ),
    "fi": (
        "Tampereen kaupunki sulkee vanhan sillan raskaalta liikenteeltä. Betonista löytyi halkeamia. Korjaus "
        "kestää ainakin puoli vuotta, ja kauppiaat pelkäävät asiakkaiden katoavan."
    ),
    "fr": (
        "La mairie de Limoges ferme le vieux pont aux camions. Des ingénieurs ont trouvé des fissures. "
        "Commerçants et riverains craignent de longs mois difficiles."
    ),
    "he": (
        "עיריית חיפה סגרה את הגשר הישן למשאיות. מהנדסים מצאו סדקים בעמודים. התיקון יימשך חצי שנה, ובעלי "
        "החנויות חוששים לאבד לקוחות."
    ),
    "hi": (
        "नगर निगम ने पुराना पुल ट्रकों के लिए बंद कर दिया है। इंजीनियरों को खंभों में दरारें मिली थीं। मरम्मत "
        "में छह महीने लगेंगे और दुकानदार ग्राहक खोने से डर रहे हैं।"
    ),
    "hr": (
        "Oluja je tijekom noći srušila brojna stabla kod Zadra. Tisuće kućanstava ostale su bez struje. "
        "Vatrogasci su radili do jutra, vlakovi kasne."
    ),
    "hu": (
        "Szeged városa lezárja a régi hidat a teherautók előtt. A mérnökök repedéseket találtak. A javítás "
        "fél évig tart, a boltosok vevőik elvesztésétől félnek."
    ),
    "hy": (
        "Գյումրիի քաղաքապետարանը փակեց հին կամուրջը բեռնատարների համար։ Ինժեներները ճաքեր են հայտնաբերել։ "
        "Վերանորոգումը կտևի կես տարի, խանութպանները վախենում են հաճախորդներ կորցնել։"
    ),
    "id": (
        "Pemerintah kota menutup jembatan tua bagi truk. Insinyur menemukan retakan pada tiang. Perbaikan "
        "memakan waktu enam bulan, pedagang khawatir kehilangan pembeli."
    ),
    "it": (
        "Il comune di Parma chiude il vecchio ponte ai camion. Gli ingegneri hanno trovato crepe. La "
        "riparazione durerà sei mesi e i negozianti temono di perdere clienti."
    ),
    "ja": (
        "市は老朽化した橋を大型車に対して通行止めにした。柱にひびが見つかったためで、修理には半年かかる見込みだ。"
        "商店主たちは客が減ることを心配している。"
    ),
    "ka": (
        "ქუთაისის მერიამ ძველი ხიდი სატვირთო მანქანებისთვის ჩაკეტა. ინჟინრებმა ბზარები აღმოაჩინეს. შეკეთება "
        "ნახევარ წელს გასტანს, მაღაზიების მფლობელები მყიდველების დაკარგვას უფრთხიან."
    ),
    "kk": (
        "Қарағанды әкімдігі ескі көпірді жүк көліктері үшін жапты. Инженерлер жарықшақ тапқан. Жөндеу жарты "
        "жылға созылады, дүкеншілер сатып алушыларынан айырылудан қорқады."
    ),
    "ko": (
        "시는 낡은 다리의 화물차 통행을 금지했다. 기술자들이 기둥에서 균열을 발견했기 때문이다. "
        "수리에는 반년이 걸리며 상인들은 손님이 줄까 걱정한다."
    ),
    "lt": (
        "Kauno savivaldybė uždarė senąjį tiltą sunkvežimiams. Inžinieriai rado įtrūkimų. Remontas truks "
        "pusmetį, parduotuvių savininkai baiminasi prarasti pirkėjus."
    ),
    "lv": (
        "Liepājas dome slēdza veco tiltu kravas automašīnām. Inženieri atrada plaisas. Remonts ilgs pusgadu, "
        "veikalnieki baidās zaudēt pircējus."
    ),
    "mk": (
        "Општина Битола го затвори стариот мост за камиони. Инженерите најдоа пукнатини. Поправката ќе трае "
        "половина година, а трговците стравуваат дека ќе изгубат купувачи."
    ),
    "my": (
        "မြို့တော်စည်ပင်က တံတားဟောင်းကို ကုန်တင်ကားများ ဖြတ်သန်းခွင့် ပိတ်လိုက်သည်။ အင်ဂျင်နီယာများက "
        "အက်ကြောင်းများ တွေ့ရှိခဲ့သည်။ ပြင်ဆင်ရန် ခြောက်လ ကြာမည်ဟု ဆိုသည်။"
    ),
    "nl": (
        "De gemeente Zwolle sluit de oude brug voor vrachtwagens. Ingenieurs vonden scheuren in de pijlers. "
        "Het herstel duurt een half jaar en winkeliers vrezen klanten te verliezen."
    ),
    "no": (
        "Kommunen stenger den gamle brua for lastebiler. Ingeniører har funnet sprekker i søylene. "
        "Reparasjonen tar et halvt år, og butikkeiere frykter å miste kunder."
    ),
    "pl": (
        "Urząd miasta w Toruniu zamyka stary most dla ciężarówek. Inżynierowie znaleźli pęknięcia. Naprawa "
        "potrwa pół roku, a sklepikarze obawiają się utraty klientów."
    ),
    "pt": (
        "A câmara de Viseu fecha a ponte velha aos camiões. Engenheiros encontraram fendas. A reparação vai "
        "demorar seis meses e os comerciantes receiam perder clientes."
    ),
    "ro": (
        "Primăria din Brașov închide podul vechi pentru camioane. Inginerii au găsit fisuri. Reparația va "
        "dura șase luni, iar comercianții se tem că își pierd clienții."
    ),
    "ru": (
        "Власти Твери закрыли старый мост для грузовиков. Инженеры нашли трещины в опорах. Ремонт займёт "
        "полгода, владельцы магазинов опасаются потерять покупателей."
    ),
    "sk": (
        "Mesto Žilina zatvára starý most pre nákladné autá. Inžinieri našli trhliny v pilieroch. Oprava "
        "potrvá pol roka a obchodníci sa boja straty zákazníkov."
    ),
    "sl": (
        "Občina Celje zapira stari most za tovornjake. Inženirji so našli razpoke v stebrih. Popravilo bo "
        "trajalo pol leta, trgovci pa se bojijo izgube kupcev."
    ),
    "sq": (
        "Bashkia e Shkodrës mbyll urën e vjetër për kamionët. Inxhinierët gjetën të çara. Riparimi zgjat "
        "gjashtë muaj dhe tregtarët kanë frikë se humbin klientët."
    ),
    "sr": (
        "Олуја је током ноћи оборила стотине стабала код Ваљева. Хиљаде домаћинстава остале су без струје. "
        "Ватрогасци су радили до јутра, возови касне."
    ),
    "sv": (
        "Kommunen stänger den gamla bron för lastbilar. Ingenjörer har hittat sprickor i pelarna. "
        "Reparationen tar ett halvår och butiksägare fruktar att tappa kunder."
    ),
    "sw": (
        "Halmashauri ya jiji imefunga daraja la zamani kwa malori. Wahandisi waligundua nyufa kwenye nguzo. "
        "Matengenezo yatachukua miezi sita na wafanyabiashara wanahofia kupoteza wateja."
    ),
    "ta": ("மாநகராட்சி பழைய பாலத்தை லாரிகளுக்கு மூடியது. பொறியாளர்கள் தூண்களில் விரிசல்களைக் கண்டறிந்தனர். சீரமைப்புக்கு ஆறு மாதங்கள் ஆகும்."),
    "th": ("เทศบาลปิดสะพานเก่าไม่ให้รถบรรทุกผ่าน วิศวกรพบรอยร้าวที่เสา การซ่อมแซมใช้เวลาครึ่งปี เจ้าของร้านค้ากลัวเสียลูกค้า"),
    "tr": (
        "Bursa Belediyesi eski köprüyü kamyonlara kapattı. Mühendisler ayaklarda çatlak buldu. Onarım altı ay "
        "sürecek, esnaf müşteri kaybetmekten korkuyor."
    ),
    "uk": (
        "Міська рада Полтави закрила старий міст для вантажівок. Інженери знайшли тріщини. Ремонт триватиме "
        "пів року, власники крамниць бояться втратити покупців."
    ),
    "ur": (
        "بلدیہ نے پرانا پل ٹرکوں کے لیے بند کر دیا۔ انجینئروں کو ستونوں میں دراڑیں ملیں۔ مرمت میں چھ ماہ لگیں "
        "گے اور دکاندار گاہک کھونے سے ڈرتے ہیں۔"
    ),
    "uz": (
        "Samarqand hokimligi eski ko‘prikni yuk mashinalari uchun yopdi. Muhandislar yoriqlar topdi. "
        "Ta’mirlash yarim yil davom etadi, do‘kondorlar xaridor yo‘qotishdan xavotirda."
    ),
    "vi": (
        "Thành phố Huế đóng cây cầu cũ đối với xe tải. Kỹ sư tìm thấy vết nứt trên trụ. Việc sửa chữa kéo dài "
        "nửa năm, chủ cửa hàng lo mất khách."
    ),
    "zh": ("市政府宣布旧桥禁止卡车通行。工程师在桥墩上发现了裂缝，维修需要半年时间。附近商店的老板担心失去顾客。"),
}
NO_PACK = [
    "Borgin lokar gömlu brúnni fyrir vörubílum.",
    "Dúnann comhairle na cathrach an seandroichead do leoraithe.",
    "Udalak zubi zaharra itxi du kamioientzat.",
    "Il-kunsill lokali għalaq il-pont il-qadim għat-trakkijiet.",
    "Isinara ng pamahalaang lungsod ang lumang tulay sa mga trak.",
    "Dowladda hoose ayaa xirtay buundada duugga ah.",
    "Şaredariyê pira kevn ji kamyonan re girt.",
    "D'Gemeng mécht déi al Bréck fir Camionen zou.",
    "Хотын захиргаа хуучин гүүрийг ачааны машинд хаалаа.",
    "Шаардык мэрия эски көпүрөнү жүк ташуучу унаалар үчүн жапты.",
    "Шаҳрдорӣ пули кӯҳнаро барои мошинҳои боркаш баст.",
    "Шәһәр хакимияте иске күперне йөк машиналары өчен япты.",
    "Umasipala uvale ibhuloho elidala kumaloli.",
    "Die munisipaliteit sluit die ou brug vir vragmotors.",
]
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


@pytest.mark.parametrize("language", SHORT)
def test_a_few_sentences_tell_the_language(language: str) -> None:
    assert tell(SHORT[language]) == language


@pytest.mark.parametrize("text", NO_PACK)
def test_a_language_without_a_pack_is_not_taken_for_a_similar_one(text: str) -> None:
    assert tell(text) == UNDETERMINED


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
