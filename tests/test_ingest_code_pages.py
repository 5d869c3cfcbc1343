"""Tables in code pages: read where one page alone makes sense of them, refused where two do, never garbled."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from other_sources import brought, file_of, people

from graph.names import fold
from ingest.decode import decoding_note, encoding_of, is_legible, text_of
from ingest.errors import CodePageError
from ingest.layouts import placed
from ingest.named_pages import page_of
from ingest.tables import ALL

WORDS = {
    "Czech": "Dvořák Novák Ředitel Kučerová Němcová Účetní Šťastný Jiří Vývojář Škoda Zdeněk Růžička Tomáš Žižka Ondřej",
    "Polish": "Łukasz Wiśniewski Paweł Dąbrowski Małgorzata Wójcik Kamiński Zieliński Szymański Woźniak Kozłowski Grażyna",
    "Hungarian": "Győző Nagy Főmérnök Szűcs László Kovács Erzsébet Tóth Szabó Horváth Zoltán Sándor Gergő Ágnes Mérnök",
    "Russian": "Иван Петров Сергей Смирнов Анна Кузнецова Мария Попова Дмитрий Соколов Инженер Руководитель Ольга",
    "Ukrainian": "Олена Шевченко Андрій Коваленко Юлія Ткаченко Інженер Керівник Їжак Євген Бондаренко Оксана",
    "Greek": "Γιώργος Παπαδόπουλος Μαρία Νικολάου Δημήτρης Ιωάννου Ελένη Κωνσταντίνου Μηχανικός Διευθυντής Νίκος",
    "Hebrew": "דוד כהן משה לוי שרה מזרחי יעקב פרץ רחל אברהם מהנדס מנהל תל אביב יוסף דהן",
    "Arabic": "محمد أحمد علي حسن فاطمة الزهراء يوسف إبراهيم مهندس مدير القاهرة خالد العتيبي نورة",
    "Turkish": "Mehmet Yılmaz Ahmet Şahin Uğur Işık Ayşegül Çelik Müdür Öztürk Gökçe Kılıç Doğan Güneş İbrahim",
    "Lithuanian": "Jonas Kazlauskas Rūta Jurgaitytė Šarūnas Žukauskas Žydrūnas Ąžuolas Vadovė Inžinierė",
    "Latvian": "Jānis Bērziņš Līga Ozoliņa Kārlis Kalniņš Ģirts Pētersons Vadītājs Inženieris Dārta Krūmiņa",
    "French": "Hélène Lefèvre François Noël Benoît Gaëlle Loïc Société Générale Ingénieur Développeur Chargé Élodie",
    "German": "Jörg Müller Söhne Größe Straße Özil Geschäftsführer Käthe Bäcker Grün Schröder",
    "Spanish": "José Muñoz Núñez Íñigo Peña Ramón Dirección Informática Óscar Ángela Martínez",
    "Japanese": "山田太郎 エンジニア 東京 株式会社サクラ 鈴木花子 デザイナー 佐藤健 マネージャー 田中美咲 営業部長 高橋 伊藤",
    "Chinese": "王伟 李娜 张敏 刘洋 陈静 杨勇 软件工程师 北京科技有限公司 总经理 黄磊 周杰 吴秀英 徐涛 孙明 马超 市场总监",
    "Taiwanese": "王偉 李娜 張敏 劉洋 陳靜 楊勇 軟體工程師 台北科技有限公司 總經理 黃磊 周杰 吳秀英 徐濤 孫明 馬超",
    "Korean": "김민수 이지은 박서준 최유리 정해인 강동원 소프트웨어 엔지니어 서울 대표이사 마케팅 팀장 조현우 윤아름 임수정",
}
PAGES = {
    "Czech": ("cp1250", "iso8859_2", "mac_latin2", "cp852"),
    "Polish": ("cp1250", "iso8859_2", "mac_latin2", "cp852"),
    "Hungarian": ("cp1250", "iso8859_2"),
    "Russian": ("cp1251", "koi8_r", "iso8859_5", "cp866", "mac_cyrillic"),
    "Ukrainian": ("cp1251",),
    "Greek": ("cp1253", "iso8859_7"),
    "Hebrew": ("cp1255", "iso8859_8"),
    "Arabic": ("cp1256", "iso8859_6"),
    "Turkish": ("cp1254", "iso8859_9"),
    "Lithuanian": ("cp1257", "iso8859_13"),
    "Latvian": ("cp1257",),
    "French": ("cp1252", "mac_roman", "cp850", "cp437"),
    "German": ("cp1252", "mac_roman", "cp850", "cp437"),
    "Spanish": ("cp1252", "mac_roman", "cp850"),
    "Japanese": ("cp932", "euc_jp", "iso2022_jp"),
    "Chinese": ("gb18030", "gb2312"),
    "Taiwanese": ("cp950",),
    "Korean": ("cp949", "euc_kr"),
}
EACH = [(language, page) for language, pages in PAGES.items() for page in pages]
UNREAD = ("cp857", "cp862", "mac_turkish", "mac_greek", "mac_arabic", "hz", "cp775", "iso8859_10", "cp864", "cp1258")
HEADER = "First Name,Last Name,Email Address,Company\n"


def listed(words: list[str]) -> str:
    """A list of contacts with these words for names."""
    return HEADER + "".join(f"{word},Archer{n},x{n}@acme.example,Acme\n" for n, word in enumerate(words))


@pytest.mark.parametrize(("language", "page"), EACH)
def test_a_page_that_alone_makes_sense_is_read_and_said(tmp_path: Path, language: str, page: str) -> None:
    words = WORDS[language].split()
    workspace, report = brought(tmp_path, "people.csv", listed(words).encode(page))
    assert sorted(people(workspace)) == sorted(f"{word} Archer{n}" for n, word in enumerate(words))
    assert any("not UTF-8" in note for note in file_of(report).notes) == (page != "cp1252")


@pytest.mark.parametrize(("language", "page"), EACH)
def test_of_few_words_it_is_right_or_refused(language: str, page: str) -> None:
    """However little there is to go by, no letter is ever another's."""
    chance = Random(f"{language} {page}")
    words = WORDS[language].split()
    for _ in range(40):
        text = listed(chance.sample(words, chance.randint(1, len(words))))
        head = text.encode(page)
        if is_legible(head) and not (encoding_of(head) == "utf-8" and page != "cp1252"):
            assert text_of(head) == text, (language, page, encoding_of(head))


@pytest.mark.parametrize("page", UNREAD)
def test_other_pages_are_never_taken_for_one_of_these(page: str) -> None:
    for language, words in WORDS.items():
        try:
            head = listed(words.split()).encode(page)
        except UnicodeEncodeError:
            continue
        if not head.isascii() and encoding_of(head) != "utf-8":
            assert text_of(head) == listed(words.split()), (page, language)


def test_a_file_of_one_strange_word_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CodePageError, match="save it as CSV UTF-8"):
        brought(tmp_path, "people.csv", listed(["Тамсин"]).encode("cp1251"))


def test_names_in_several_languages_of_one_page(tmp_path: Path) -> None:
    words = [*WORDS["Czech"].split(), *WORDS["Polish"].split(), *WORDS["Hungarian"].split(), "Müller", "Mara"]
    workspace, _ = brought(tmp_path, "people.csv", listed(words).encode("cp1250"))
    found = {fold(name) for name in people(workspace)}
    assert {fold(f"{word} Archer{n}") for n, word in enumerate(words)} == found


@given(st.binary(max_size=400) | st.text(max_size=80).map(lambda text: text.encode("cp1251", "ignore")))
def test_no_bytes_break_it_and_what_is_sure_can_be_decoded(head: bytes) -> None:
    page = page_of(head)
    assert page is None or head.decode(page, "replace") is not None
    assert isinstance(text_of(head), str)
    assert decoding_note(head).isprintable()


@given(st.lists(st.lists(st.text(max_size=12), min_size=7, max_size=7), max_size=6))
def test_no_cells_break_the_reading_by_place(rows: list[list[str]]) -> None:
    text = "\n".join(",".join(cell.replace(",", " ") for cell in row) for row in rows)
    for table in ALL:
        plan = placed(text.encode("utf-8", "replace"), table, named=True)
        assert plan is None or set(plan.at) <= set(table.columns)
