"""Invented people and firms, by name. Given and family names are common ones of many places, paired by chance."""

from __future__ import annotations

import unicodedata
from random import Random


def _words(text: str) -> list[str]:
    return text.split()


_CULTURES = tuple(
    (_words(given), _words(family))
    for given, family in (
        (
            "Mara Elin Johan Astrid Nils Freja Søren Ingrid Lars Signe Henrik Maja Oskar Tuva Jonas Åsa",
            "Lindqvist Sandström Bergholm Nyqvist Ekdal Hallgren Sjödin Wikander Ahlgren Brandvold Kjeldsen Norling",
        ),
        (
            "Deniz Elif Emre Zeynep Kerem Aylin Selim Defne Baran Ceren Okan Melis",
            "Aydın Karaca Demirel Şahinoğlu Tekin Yalçın Korkmaz Özkan Erdem Toprak Aksoy Güler",
        ),
        (
            "Tomás Lucía Mateo Inés Rafael Camila Andrés Paloma Diego Valeria Joaquín Marisol",
            "Rivera Ibáñez Quintero Salcedo Montoya Arriaga Peña Valdés Carrasco Olmedo Zamora Becerra",
        ),
        (
            "Hannah Jonas Katrin Felix Anke Moritz Greta Jürgen Lena Tobias Ulrike Matthias",
            "Brückner Hartwig Seidel Lohmann Kästner Reinhold Vogelsang Dietrich Eberling Falkenau Grothe Wendland",
        ),
        (
            "Camille Théo Anaïs Bastien Élodie Hugo Margaux Rémi Solène Julien Noémie Gaëtan",
            "Delorme Vasseur Beaumarchand Lacombe Fournel Garnier Thibault Charpentier Morvan Desrosiers Saunier",
        ),
        (
            "Priya Arjun Kavya Rohan Meera Vikram Ananya Sanjay Divya Nikhil Lakshmi Aditya",
            "Raghavan Deshpande Iyengar Bhattacharya Menon Kulkarni Chaudhary Subramanian Mehra Nambiar Sethi",
        ),
        (
            "Wei Mei-Ling Jun Xiaoyan Hao Li-Na Chen-Yu Yifan Jia Minghao Shu-Fen Ruoxi",
            "Zhao Lin Hsieh Guo Tang Ouyang Fang Luo Xie Cheng Pan Shen",
        ),
        (
            "Haruka Kenji Misaki Takumi Yuki Naoki Aiko Ryota Emi Daichi Sakura Hiroto",
            "Morikawa Takeda Fujimoto Ishida Kuroda Hayashi Nakagawa Okubo Shimizu Uehara Yamane Kitamura",
        ),
        (
            "Adaeze Kwame Amina Chidi Folake Tunde Zainab Kofi Ngozi Sefu Makena Jabari",
            "Okonjo Mensah Adeyemi Balogun Owusu Nwosu Kamau Achterberg Dlamini Abiola Ndiaye Otieno",
        ),
        (
            "Leila Omar Yasmin Karim Nour Tariq Salma Idris Rania Samir Dalia Faris",
            "Haddad Nasser Khalidi Mansour Rahimi Zaman Farouk Darwish Sabbagh Hakimi Qureshi Benyamin",
        ),
        (
            "Katarzyna Łukasz Oksana Dmytro Zuzana Marek Ivana Bogdan Agnieszka Petr Milena Andrei",
            "Wróbel Kowalczuk Dvořáková Marchenko Horák Jankowski Petrović Ionescu Zielińska Novotný Bondar",
        ),
        (
            "Grace Owen Fiona Callum Isla Rhys Beatrice Declan Harriet Ewan Imogen Sean",
            "Whitlock Ashdown Penhallow Gallacher Thorne Merriweather Tregarth Kinsella Holloway Carrow Fairbairn",
        ),
        (
            "Beatriz Thiago Larissa Caetano Joana Duarte Renata Inácio Sofia Henrique Catarina Otávio",
            "Figueira Cavalcanti Moreira Teixeira Bragança Pacheco Vilela Antunes Sampaio Nogueira Queiroz Lacerda",
        ),
        (
            "Giulia Matteo Chiara Lorenzo Elisa Davide Francesca Niccolò Alessia Pietro Silvia Ruggero",
            "Bellandi Corvino Marchetti Fontanari Sorrentino Galvani Tedeschi Ravelli Montefusco Pellegrin Orsini",
        ),
        (
            "Thảo Minh Linh Quang Siti Aditya Putri Rizal Min-jun Seo-yeon Ji-ho Ha-eun",
            "Nguyễn Trần Phạm Vũ Wulandari Santoso Lestari Hidayat Baek Cho Yoon Hwang",
        ),
    )
)
_OTHER_SCRIPTS = (
    ("Юлия", "Морозова"),
    ("Κωνσταντίνος", "Ρήγας"),
    ("美咲", "森川"),
    ("أمينة", "الحداد"),
    ("नेहा", "कुलकर्णी"),
)

_WORDS = _words(
    "Northwind Quillmark Ambervale Tarnova Velmora Ostrel Kelvora Pinehollow Corvanta Lumisand Fjordlight "
    "Marrowby Teralune Nimbrook Oakmere Hexavale Dunmarch Aldercroft Brackenfield Saltmere Vantora Greyfinch "
    "Solmarine Harrowgate Juniperra Kestrova Larchmont Meridale Novalynx Orrinfell Palisara Quenby Rookhaven "
    "Silverbrae Thistledown Umberline Verdanta Wrenfield Yarrowby Zephyria Calderis Elmstead Foxmoor Glasswater "
    "Hollin Inverleaf Jadestone Lindenport"
)
_TRADES = _words(
    "Robotics Analytics Systems Health Logistics Energy Media Cloud Security Labs Mobility Payments Materials "
    "Genomics Instruments Studios Software Insurance Foods Aerospace"
)

_FOLD = {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae"}


class NameBook:
    """Names drawn so far. Two people share a full name only where a test asks for it."""

    def __init__(self) -> None:
        self._used: set[tuple[str, str]] = set()
        self._slugs: set[str] = set()

    def person(self, chance: Random) -> tuple[str, str]:
        """A given and a family name nobody has yet."""
        pair = self._draw(chance)
        for _ in range(3):
            if pair not in self._used:
                break
            pair = self._draw(chance)
        while pair in self._used:
            pair = (pair[0], f"{pair[1]}-{chance.choice(chance.choice(_CULTURES)[1])}")
        self._used.add(pair)
        return pair

    def slug(self, chance: Random, given: str, family: str) -> str:
        """A profile slug, decoded. Now and then with the letters of the name as they are, as members may choose."""
        full = f"{given} {family}".casefold()
        keeps_letters = not full.isascii() and chance.random() < 0.3
        base = "-".join(full.split()) if keeps_letters else ascii_slug(full)
        slug = f"zz-demo-{base or 'member'}-{chance.getrandbits(20):05x}"
        while slug in self._slugs:
            slug = f"zz-demo-{base or 'member'}-{chance.getrandbits(20):05x}"
        self._slugs.add(slug)
        return unicodedata.normalize("NFC", slug)

    @staticmethod
    def _draw(chance: Random) -> tuple[str, str]:
        if chance.random() < 0.01:
            return chance.choice(_OTHER_SCRIPTS)
        given, family = chance.choice(_CULTURES)
        if chance.random() < 0.06:
            family = chance.choice(_CULTURES)[1]
        return chance.choice(given), chance.choice(family)


def ascii_slug(text: str) -> str:
    """Letters a to z, digits and single hyphens."""
    plain = unicodedata.normalize("NFKD", "".join(_FOLD.get(c, c) for c in text.casefold()))
    kept = "".join(c if c.isascii() and c.isalnum() else "-" if c in " -'" else "" for c in plain)
    return "-".join(filter(None, kept.split("-")))


def firm_names(chance: Random, count: int) -> list[str]:
    """`count` distinct firm names; no two share the first word before every word is used."""
    names: list[str] = []
    round_no = 0
    while len(names) < count:
        words = list(_WORDS)
        chance.shuffle(words)
        trades = [_TRADES[(i + round_no) % len(_TRADES)] for i in range(len(words))]
        names.extend(f"{_compound(chance, word, round_no)} {trade}" for word, trade in zip(words, trades, strict=True))
        names = list(dict.fromkeys(names))
        round_no += 1
    return names[:count]


def _compound(chance: Random, word: str, round_no: int) -> str:
    """Past the first rounds one word no longer tells firms apart."""
    return word if round_no < 2 else f"{word} {chance.choice(_WORDS)}"
