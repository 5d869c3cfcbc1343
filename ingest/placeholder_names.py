"""What stands in place of a name where an account was closed, deleted or hidden, in every language of the interface."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.names import fold

_BRAND = re.compile(r"linked ?in(?:(?:in|u|em|es|a)\b)?|lingying|lynkdyn|lynkd n")
_MEMBER = """
    member user عضو مستخدم সদস্য ব্যবহারকারী člen členka uživatel uživatelka medlem bruger Mitglied
    Nutzer Nutzerin Benutzer μέλος χρήστης miembro usuario usuaria کاربر jäsen käyttäjä membre
    utilisateur utilisatrice सदस्य मेंबर उपयोगकर्ता tag felhasználó anggota pengguna membro membra utente
    iscritto iscritta חבר חברה חבר/ה משתמש משתמשת メンバー 会員 ユーザー 회원 사용자 वापरकर्ता ahli lid gebruiker bruker
    ਮੈਂਬਰ ਵਰਤੋਂਕਾਰ użytkownik użytkowniczka członek członkini usuário utilizador membru utilizator
    участник участница пользователь член användare సభ్యుడు సభ్యులు వినియోగదారు สมาชิก ผู้ใช้ miyembro üye
    üyesi kullanıcı kullanıcısı учасник учасниця користувач thành viên người dùng
    korisnik korisnica član članica narys lietotājs biedrs liige kasutaja потребител
    会员 用户 成员 會員 用戶 使用者 成員
"""
_BETWEEN = """
    former ancien ancienne ehemaliges ehemaliger antiguo antigua antigo ex af på i til för de di do da dal del du des d
    of the ng του της von bei na v u w в на ב serwisu służby sieci la le l
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(word for native in text.split() for word in re.split(r"[^\w`']+", fold(native)) if word)


_KNOWN, _FILL = _words(_MEMBER), _words(_BETWEEN)


@lru_cache(maxsize=65_536)
def is_nobody(name: str) -> bool:
    """Whether a name stands for no person: empty, or what is shown for closed and deleted accounts.

    That is the brand and a word for member or user, and nothing else but small words: "LinkedIn Member", "Utilisateur
    LinkedIn", "LinkedIn-Mitglied". Of one whose name holds the brand and a name besides, it is not said.
    """
    folded = fold(name)
    if not folded:
        return True
    if not _BRAND.search(folded):
        return False
    rest = {word for word in re.split(r"[^\w`']+", _BRAND.sub(" ", folded)) if word} - _FILL
    return bool(rest) and rest <= _KNOWN
