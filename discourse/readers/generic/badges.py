"""The words by which pages say beside a name what somebody is, or that a comment is pinned."""

from discourse.readers.pasted.lexicon import plain

PINNED = "pinned"
_WORDS = {
    PINNED: "pinned|pinned comment|angepinnt|angeheftet|épinglé|fijado|anclado|fixado|vastgezet|vastgepind|przypięty|"
    "przypięte|připnuto|закреплено|закреплён|закреплен|fäst|festet|fastgjort|rögzítve|sabitlendi|置顶|置頂|固定|고정|"
    "고정됨|مثبت|נעוץ",
    "author": "author|post author|article author|op|original poster|autor|autorin|artikelautor|beitragsautor|"
    "auteur|auteure|autora|autore|autrice|автор|författare|forfatter|szerző|yazar|作者|博主|楼主|樓主|投稿者|글쓴이|작성자|الكاتب",
    "moderator": "moderator|mod|moderatorin|modérateur|modératrice|modération|moderador|moderadora|moderatore|"
    "moderatrice|модератор|moderátor|moderatör|moderátorka|moderasyon|版主|モデレーター|모더레이터|مشرف",
    "admin": "admin|administrator|administratorin|administrateur|administrador|amministratore|beheerder|администратор|"
    "админ|administratör|管理员|管理員|管理人|관리자|운영자",
    "staff": "staff|team|mitarbeiter|équipe|equipo|staf|персонал|스태프",
    "editor": "editor|editorial|redaktion|redakteur|redakteurin|rédaction|redacción|redactie|redazione|redakcja|"
    "redakce|редакция|redaktionen|redaksjonen|szerkesztőség|编辑|編輯|編集部|편집자|تحرير",
}
_ROLES = {word: role for role, words in _WORDS.items() for word in words.split("|")}


def role_said(line: str) -> str | None:
    """Return the role that a short line names, and nothing else.

    >>> role_said("Post author"), role_said("作者"), role_said("Ann")
    ('author', 'author', None)
    """
    return _ROLES.get(plain(line))
