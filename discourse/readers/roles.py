"""What the columns of a table and the keys of a record hold: by their usual names in several languages.

A key inside an object is called by its path, ``author.name``; names that only wrap ("data", "node") do not count.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product

from discourse.errors import ReadError

_PEOPLE = (
    "author", "user", "owner", "from", "from_user", "sender", "creator", "account", "member", "commenter", "person",
    "speaker", "poster", "reviewer", "profile", "user_profile", "user_info", "author_node", "consumer", "commented_by",
    "member_creator", "created_by", "posted_by",
)  # fmt: skip
_NAMES = (
    "username", "user_name", "screen_name", "handle", "login", "acct", "nickname", "nick_name", "name", "uname",
    "display_name", "displayname", "real_name", "full_name", "fullname", "unique_id",
)  # fmt: skip
_PERSON_NAMES = tuple(f"{person}_{name}" for name, person in product(_NAMES, _PEOPLE))
_KEYS = ("id", "uid", "did", "user_id", "id_str", "steamid", "mid", "user_no", "channel_id")

ROLES: dict[str, tuple[str, ...]] = {
    "text": (
        "text_original", "text_raw", "raw_content", "full_text", "text", "comment", "comment_text", "commenttext",
        "body", "content", "message", "comment_body", "commentbody", "comment_content", "commentcontent", "reply_text",
        "tweet", "tweet_text", "review", "review_text", "reviewtext", "review_content", "review_body", "text_display",
        "contents", "pagetext", "body_text", "content_message", "body_content", "body_html", "content_html",
        "text_html",
        "body_markdown", "content_text", "message_content", "message_body", "comment_message", "post_text",
        "post_content", "record_text",
        "utterance", "feedback", "opinion", "content_body", "content_comment",
        "kommentar", "kommentartext", "kommentarinhalt", "beitrag", "antworttext", "commentaire", "avis",
        "comentario", "comentarios", "commento", "recensione", "resena", "reactie", "texto", "texte", "testo",
        "inhalt", "nachricht", "mensaje", "mensagem", "messaggio", "message_text", "tekst", "tresc", "komentarz",
        "kommentti", "yorum", "текст", "комментарии", "комментарий", "сообщение", "отзыв", "коментар", "本文", "内容",
        "评论", "评论内容", "コメント", "댓글", "내용", "تعليق", "التعليق",
        "comment_body_value", "notes", "raw",
    ),
    "id": (
        "id", "comment_id", "commentid", "cid", "uid", "message_id", "post_id_own", "kommentar_id", "nr", "id_str",
        "review_id", "reviewid", "tweet_id", "status_id", "response_id", "document_id", "recommendationid",
        "comment_no", "rpid", "database_id", "object_id", "comment_hex", "uuid", "msg_id", "reply_id_own",
        "posting_id", "postid", "id_msg", "id_post", "id_commentaire", "id_comentario", "id_commento",
        "respondent_id", "event_id", "identifiant", "identificador", "nummer", "номер", "ts", "uri",
    ),
    "author": (
        "author_username", "user_username", "author", "author_name", "author_title", "user", "username", "user_name",
        "name", "screen_name", "commenter", "nickname", "display_name", "from", "autor", "auteur", "autore",
        "nutzer", "benutzer", "nutzername", "benutzername",
        "verfasser", "usuario", "nombre_de_usuario", "nome_de_usuario", "nom_d_utilisateur", "nome_utente",
        "utilisateur", "pseudo", "pseudonyme", "nom", "nombre", "nome", "utente", "автор", "имя", "пользователь",
        "никнейм", "用户名", "用户昵称", "昵称", "作者", "名前", "投稿者", "작성자", "닉네임", "الكاتب",
        "by", "by_nickname", "comment_author", "post_username", "poster_name", "commenter_name", "reviewer_name",
        "reviewer", "review_username", "reviewer_nickname",
        "speaker", "sender", "sender_name", "user_display_name", "your_name", "profile_name",
        *_PERSON_NAMES,
        "author_label", "nick", "unique_id", "channel", "signatures", "who",
    ),
    "author_id": (
        "author_id", "poster_id", "id_member", "user_id", "userid", "commenter_id", "reviewer_id", "from_id",
        "profile_id", "sender_id",
        "posterid", "pubkey", "user_id_no", "owner_user_id", "commenter_hex", "author_fullname", "consumer_user_id",
        "review_consumer_user_id", "id_user", "nutzer_id", "benutzer_id", "id_utilisateur", "id_usuario",
        *(f"{person}_{key}" for key, person in product(_KEYS, _PEOPLE)),
        "uid",
    ),
    "reply_to": (
        "reply_to", "parent_id", "parent", "parentid", "in_reply_to", "in_reply_to_id", "reply_to_id", "replyto",
        "comment_parent", "replying_to", "parent_comment_id", "parentcommentid", "reply_to_comment_id",
        "reply_to_comment", "in_reply_to_comment_id",
        "in_reply_to_status_id_str", "in_reply_to_status_id", "in_reply_to_tweet_id", "replied_to_id",
        "reply_to_message_id", "reference_message_id", "parent_message_id", "parent_comment_no", "is_reply_to",
        "reply_comment_id", "reply_id", "replied_to", "parent_database_id", "parent_hex", "thread_ts",
        "record_reply_parent_uri", "reply_parent_uri", "reply_parent_id", "reply_parent", "commentable_id",
        "references", "answer_to", "answers", "in_response_to", "in_response_to_id", "response_to",
        "antwort_auf", "antwort_auf_nr", "antwort_auf_id", "in_antwort_auf", "elternkommentar", "pid",
        "reponse_a", "en_reponse_a", "id_parent", "respuesta_a", "en_respuesta_a", "id_padre", "id_pai",
        "resposta_a", "risposta_a", "in_risposta_a", "odpowiedz_na", "ответ_на", "родитель", "回复", "父评论id",
        "root_id", "rid",
    ),
    "posted": (
        "posted", "date", "time", "timestamp", "created_at", "created", "created_utc", "published_at", "publishedat",
        "datetime", "posted_at", "comment_date", "datum", "zeit", "zeitpunkt", "fecha", "data", "heure",
        "дата", "время", "date_posted", "post_date", "created_time", "publie_le",
        "create_time", "createtime", "ctime", "created_date", "creation_date", "created_date_time", "date_time",
        "time_parsed", "time_created", "timestamp_created", "date_created", "date_published", "publish_time",
        "published", "published_time",
        "first_published_at", "publish_date", "posted_date", "posted_on", "post_created", "comment_time",
        "commented_at", "sent_at", "sent", "submitted", "submitted_at", "submitdate", "date_submitted",
        "submission_date", "recorded_date", "reg_time", "unix_review_time", "review_created_utc", "review_created",
        "review_date", "review_time",
        "review_timestamp", "review_datetime_utc", "at", "ts", "inserted_at", "record_created_at",
        "origin_server_ts", "indexed_at",
        "date_de_publication", "date_et_heure", "date_heure", "fecha_y_hora", "fecha_hora", "fecha_de_publicacion",
        "data_e_ora", "data_ora", "data_e_hora", "data_hora", "datum_uhrzeit", "datum_und_uhrzeit",
        "veroffentlicht_am", "erstellt_am", "zeitstempel", "дата_публикации", "дата_и_время", "发布时间", "评论时间",
        "时间", "日期", "投稿日時", "日時", "작성일", "작성일시", "التاريخ", "tcdate", "cdate",
        "dateline", "poster_time", "post_time", "start_time", "startzeit",
        "heure_de_debut", "hora_de_inicio", "ora_di_inizio", "started", "start_date",
        "startdate", "updated", "when",
    ),
    "score": (
        "score", "votes", "points", "rating", "karma", "net_votes", "votes_point", "votes_count",
        "comment_score", "comment_votes", "comment_points",
        "comment_karma", "reply_score", "message_score", "punkte", "stimmen", "balance", "рейтинг",
    ),
    "likes": (
        "likes", "like_count", "likecount", "upvotes", "ups", "recommendations", "favorites", "likes_count",
        "like_counts", "like", "likes_total", "likes_summary_total_count", "reactions_summary_total_count",
        "edge_liked_by_count", "digg_count", "thumbs_up_count", "thumbs_up", "helpful_vote", "helpful_votes",
        "helpful_count", "votes_up", "vote_up", "votes_up_count", "favorite_count", "favourites_count",
        "favorites_count", "up_votes", "upvote_count", "sympathy_count", "agree_count", "recommend_count", "recommends",
        "agrees", "public_metrics_like_count", "reactions_count", "reaction_count", "reactions_total", "reactions",
        "gefallt_mir", "gefallt_mir_angaben", "daumen_hoch", "j_aime", "mentions_j_aime", "me_gusta", "mi_piace",
        "curtidas", "gostos", "polubienia", "нравится", "лайки", "点赞", "点赞数", "赞", "いいね", "좋아요", "공감",
    ),
    "dislikes": (
        "dislikes", "dislike_count", "downvotes", "downs", "votes_down", "vote_down", "votes_down_count",
        "down_votes", "downvote_count",
        "thumbs_down", "thumbs_down_count", "antipathy_count", "unlike_count", "disagrees",
        "disagree_count", "daumen_runter", "je_n_aime_pas",
        "no_me_gusta", "non_mi_piace", "не_нравится", "дизлайки", "비공감",
    ),
    "status": ("status",),
    "badges": ("badges", "role", "badge"),
    "thread": (
        "thread", "thread_id", "article_id", "articleid", "link_id", "video_id", "post_id", "conversation_id",
        "aweme_id", "media_id", "root_post_id", "story_id", "question_id", "discussion_id", "topic_id", "page_id",
        "news_id", "submission_id", "comment_thread_id", "parent_asin", "asin", "note_id", "post",
        "comment_post_id", "threadid", "id_topic", "tid", "business_id", "product_id", "app_id", "docket_id",
        "artikel_id", "discussion", "id_article", "id_articulo", "id_articolo", "id_video", "oid",
    ),
    "title": (
        "article", "title", "article_title", "headline", "thread_title", "post_title", "page_title", "video_title",
        "story_title", "discussion_title", "topic_title", "artikel", "artikeltitel", "titel", "uberschrift",
        "schlagzeile", "tytul", "tytuł", "titre", "titre_de_l_article",
        "titulo", "titular", "titolo", "заголовок", "标题", "제목",
    ),
    "comment_title": (
        "comment_title", "comment_subject", "comment_headline", "review_title", "reviews_title", "review_headline",
        "title_of_comment", "title_of_review", "message_subject", "post_subject", "kommentartitel",
        "titel_des_kommentars", "titre_du_commentaire", "titulo_del_comentario", "titulo_do_comentario",
        "titolo_del_commento", "titre_de_l_avis", "titolo_della_recensione",
        "subject", "heading", "betreff", "objet", "asunto", "oggetto", "assunto", "onderwerp", "тема",
    ),
    "url": (
        "url", "article_url", "link", "permalink", "address", "page_url", "post_url", "video_url", "story_url",
        "thread_url", "permalink_url", "adresse", "enlace", "lien", "ссылка", "链接",
    ),
}  # fmt: skip
"""What a column may hold, and what such columns are usually called."""

UNSURE_HEADINGS = frozenset({
    "subject", "heading", "betreff", "objet", "asunto", "oggetto", "assunto", "onderwerp", "тема",
})  # fmt: skip
"""Names of headings that may as well be the topic of many rows, or what somebody coded them as."""

_LIKELY: dict[str, re.Pattern[str]] = {
    role: re.compile(rf"(?:.*_)?(?:{words})(?:_.*)?")
    for role, words in {
        "text": r"tresc|treść|testo_del_commento|texto_do_comentario|texto_del_comentario|texte_du_commentaire|"
        r"contenu_du_commentaire|contenido_del_comentario|conteudo_do_comentario|inhalt_des_kommentars",
        "author": r"autor|autorin|auteur|autore|author|nick|nickname|display_name|"
        r"username|fullname|full_name|userfullname|"
        r"community_name|profile_name|click_to_view|usuario|utilisateur|utente|benutzer|nutzer|uzytkownik",
        "author_id": r"user_id|author_id|identity_id|profile_id|member_id|id_user|id_author",
        "reply_to": r"parent|replied_to|replies_to|reply_to|in_reply|antwort_auf|respuesta_a|resposta_a|risposta_a|"
        r"reponse_a|odpowiedz_na|odpowiedź_na",
        "posted": r"created|create|create_date|date|time|posted|published|datum|fecha|timestamp|"
        r"zeitstempel|horodatage|marca_de_tiempo",
        "likes": r"likes?|upvotes?|thumbs_up|positive_votes|pos_votes|claps?|clap_count|polubienia|curtidas|"
        r"gefallt_mir|j_aime|me_gusta|mi_piace",
        "dislikes": r"dislikes?|downvotes?|negative_votes|neg_votes",
        "title": r"titulo|titolo|titre|titel|tytul|tytuł|title|headline",
        "url": r"url|link|permalink",
    }.items()
}
"""Words in a name that no list has: what such a column likely holds."""
_UNLIKELY: dict[str, re.Pattern[str]] = {
    role: re.compile(rf"(?:.*_)?(?:{words})(?:_.*)?")
    for role, words in {
        "author": r"id|url|link|count|uri|image|avatar|pic|picture|parent|reply|badge|location|title|type|number|is",
        "author_id": r"parent|reply|replied|to",
        "reply_to": r"count|total|author|user|name|text|body|content|message|date|time|url|type|children|is|number",
        "posted": r"updated?|update|edited|modified|last|zone|approve|export|reply|replied|parent|user|by|deleted|id",
        "likes": r"dislikes?|is|by|user|liked|can|comment_likes_id|url|text|nicht|"
        r"no_me_gusta|non_mi_piace",
        "dislikes": r"is|by|user|can|url",
        "title": r"user|author|comment|reply|id|url|share",
        "url": r"user|author|profile|avatar|icon|image|picture|comment|reply|pic|thumb|thumbnail|channel|photo|media|"
        r"share",
    }.items()
}
"""Words beside them by which it holds something else."""

_BESIDE_ANSWERS: dict[str, tuple[str, ...]] = {
    "id": ("lfd_nr", "lfd", "lfdnr", "laufende_nummer", "no", "num", "numero", "n", "nro", "nummer", "number"),
    "author": ("von", "wer", "par", "qui", "de", "quien", "da", "di", "chi", "por", "quem"),
    "posted": ("wann", "am", "quand", "le", "cuando", "el", "quando", "il", "em", "when"),
}
"""Short names that mean much else, and say this only in a table that says whom its rows answer."""

NEARER = ("reply_to_reply_id", "in_reply_to_reply_id", "target_comment_id", "reply_to_sub_comment_id")
"""Which answer of a branch is answered, where the usual column says only which comment the branch is below."""

CLOCKS = ("time", "clock", "uhrzeit", "heure", "hora", "ora", "godzina", "tijd", "klokkeslett", "время", "时间")
"""What the column of the clock is called where the day has one of its own."""

FIRST_NAMES, LAST_NAMES = ("first_name", "firstname", "vorname"), ("last_name", "lastname", "surname", "nachname")

FIRMS = ("organization_name", "organisation_name", "organization", "organisation")
"""What the column of the organization is called in whose name people write to authorities."""

_PROGRAMS: tuple[tuple[frozenset[str], dict[str, str], bool], ...] = (
    # Coding programs: a coded segment a row; who coded it, when, and the coder's remark are not the comment's.
    (frozenset({"segment", "document_name", "code"}), {"text": "segment", "title": "document_name"}, True),
    (
        frozenset({"quotation_content", "document", "codes"}),
        {"text": "quotation_content", "title": "document", "id": "id"},
        True,
    ),
    (frozenset({"coded_text", "file_name"}), {"text": "coded_text", "title": "file_name"}, True),
    # Reviews: the "score" beside the votes for a review is its stars.
    (frozenset({"score", "thumbs_up_count"}), {"score": ""}, False),
    # Amazon's: elsewhere a summary is what somebody else made of a comment.
    (frozenset({"asin", "overall", "summary"}), {"comment_title": "summary"}, False),
    (frozenset({"product_id", "profile_name", "summary"}), {"comment_title": "summary"}, False),
    (frozenset({"rented_for", "review_summary"}), {"comment_title": "review_summary"}, False),
    # Chats in which every message stands under a topic.
    (frozenset({"sender_full_name", "stream_id", "subject"}), {"thread": "subject", "comment_title": ""}, False),
    # Reviews of papers: all notes name the paper's own, which opens the forum.
    (
        frozenset({"forum", "replyto", "signatures"}),
        {"thread": "forum", "comment_title": "content_title", "title": ""},
        False,
    ),
    # Boards of cards: what was said below one.
    (
        frozenset({"id_member_creator", "card_name", "text"}),
        {"thread": "card_id", "title": "card_name", "url": ""},
        False,
    ),
    # Forums (MyBB): elsewhere "pid" is a parent.
    (
        frozenset({"pid", "tid", "dateline", "message"}),
        {"id": "pid", "thread": "tid", "reply_to": "replyto", "author_id": "uid"},
        False,
    ),
    # Forums (phpBB): elsewhere "post_id" is what is commented on.
    (frozenset({"post_id", "topic_id", "poster_id"}), {"id": "post_id", "thread": "topic_id"}, False),
    # Searches of crowds of public pages: what stands in "Link" is what a post links to.
    (frozenset({"post_created", "total_interactions"}), {"title": "group_name", "url": "", "id": ""}, False),
)
"""Columns that show which program wrote a table with names of its own sense: what holds what, and whether no more."""

_WRAPS = frozenset({
    "node", "data", "attributes", "comment", "fields", "snippet", "record", "source", "properties", "_source",
    "top_level_comment", "string_map_data", "meta",
})  # fmt: skip
_VALUES = frozenset({"label", "rendered", "text", "value", "$t", "node", "raw"})
"""Names at the end of a path that say only that here is the value."""
_OF_COMMENT, _OF_POST = "comment_", "post_"
_FEWEST_OF_POST = 2
"""Columns of a post beside those of a comment on it, by which one knows that the table tells them apart."""
LANGUAGES = frozenset({
    "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fi", "fr", "gl", "he", "hr", "hu", "it", "ja",
    "ko", "lt", "lv", "nl", "pl", "pt", "pt_br", "ro", "ru", "sk", "sl", "sv", "tr", "uk", "zh",
})  # fmt: skip
"""Names at the end of a path that say in which language the value is; "id" and "no" are more often something else."""
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def plain(column: str) -> str:
    """Return a column's name as the usual names are written.

    >>> plain("authorName"), plain("Comment ID "), plain("Réponse à"), plain("data.user.screenName"), plain("body/ca")
    ('author_name', 'comment_id', 'reponse_a', 'user_screen_name', 'body')
    """
    steps = column.replace("/", ".").strip(".")
    parts = [_plain(part) for part in steps.split(".")] if "." in steps else [_plain(column)]
    parts = list(filter(None, parts))
    if len(parts) > 1 and parts[-1] in LANGUAGES:
        parts.pop()
    while len(parts) > 1 and parts[0] in _WRAPS:
        parts = parts[1:]
    while len(parts) > 1 and parts[-1] in _VALUES:
        parts = parts[:-1]
    return "_".join(parts)


@lru_cache(maxsize=20_000)
def _plain(name: str) -> str:
    words = _CAMEL.sub("_", name.strip())
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", words) if not unicodedata.combining(sign))
    return re.sub(r"[^\w$]+|_+", "_", unicodedata.normalize("NFC", bare).casefold()).strip("_")


def roles_of(header: Sequence[str], told: Mapping[str, str], is_filled: Callable[[str], bool] = bool) -> dict[str, str]:
    """Return the column of each role: as the user says, else by its name; ``ReadError`` for what cannot be mapped.

    Of columns whose names fit, the first that is filled is taken, within nested records first beside the text.
    """
    _check(header, told)
    names = _by_plain_name(header, is_filled)
    form, is_whole = _program(names)
    guessed = {role: form.get(role, _first(names, () if is_whole else usual)) for role, usual in _USUAL.items()}
    guessed |= {} if is_whole else _likely(guessed, names)
    if "." in (text := guessed["text"] or ""):
        prefix = f"{text.rpartition('.')[0]}."
        beside = _by_plain_name([column for column in header if column.startswith(prefix)], is_filled)
        guessed = {role: _first(beside, usual) or guessed[role] for role, usual in _USUAL.items()}
    guessed |= _of_comments(guessed, header, is_filled) if not is_whole else {}
    guessed |= _named_person(guessed, names)
    if guessed["reply_to"] and guessed["text"]:
        taken = set(guessed.values())
        short = {name: column for name, column in names.items() if column not in taken}
        guessed |= {role: guessed[role] or _first(short, usual) for role, usual in _BESIDE_ANSWERS.items()}
    free = {role: column for role, column in guessed.items() if column and column not in told.values()}
    return {role: (free | dict(told))[role] for role in ROLES if role in told or role in free}


def _of_comments(
    guessed: Mapping[str, str | None], header: Sequence[str], is_filled: Callable[[str], bool]
) -> dict[str, str | None]:
    """Return the columns that say of the comment what others say of its post: "comment_by" beside "post_by"."""
    text = plain(guessed["text"] or "")
    of_post = [column for column in header if plain(column).startswith(_OF_POST)]
    if not text.startswith(_OF_COMMENT) or len(of_post) < _FEWEST_OF_POST:
        return {}
    names = _by_plain_name(header, is_filled)
    own = {name.removeprefix(_OF_COMMENT): names[name] for name in names if name.startswith(_OF_COMMENT)}
    found = {role: _first(own, usual) for role, usual in _USUAL.items()}
    return {role: column for role, column in found.items() if column and guessed[role] in (None, *of_post)}


def _likely(guessed: Mapping[str, str | None], names: Mapping[str, str]) -> dict[str, str | None]:
    """Return the columns of roles that no usual name told, by single words in their names."""
    taken = {column for column in guessed.values() if column}
    found: dict[str, str | None] = {}
    for role, likely in _LIKELY.items():
        fits = (
            column
            for name, column in names.items()
            if column not in taken and likely.fullmatch(name) and not _is_unlikely(role, name, column)
        )
        if guessed[role] is None and (column := next(fits, None)):
            found[role] = column
            taken.add(column)
    return found


def _is_unlikely(role: str, name: str, column: str) -> bool:
    """Return whether a name says that the column holds something else; of people, objects say much more than a name."""
    beside = _UNLIKELY.get(role)
    end = plain(".".join(column.split(".")[-2:])) if "." in column else name
    return (role == "author" and "." in column) or (beside is not None and beside.fullmatch(end) is not None)


def _named_person(guessed: Mapping[str, str | None], names: Mapping[str, str]) -> dict[str, str | None]:
    """Return author and id where "user" holds the id, as it does where an object beside it holds the name."""
    bare = guessed["author"]
    inside = {name: column for name, column in names.items() if "." in column}
    if bare is None or plain(bare) not in _PEOPLE or not (name := _first(inside, _PERSON_NAMES)):
        return {"author_id": guessed["author_id"] or _first({**names, plain(bare or ""): ""}, _PEOPLE) or None}
    return {"author": name, "author_id": guessed["author_id"] or bare}


def _check(header: Sequence[str], told: Mapping[str, str]) -> None:
    for role, column in told.items():
        if role not in ROLES:
            raise ReadError(f"--map {role}={column}: there is no such role; choose one of {', '.join(ROLES)}")
        if column not in header:
            raise ReadError(f"--map {role}={column}: the table has no such column; it has {', '.join(header[:20])}")


def _by_plain_name(header: Sequence[str], is_filled: Callable[[str], bool]) -> dict[str, str]:
    """Return the column of each plain name, the first and shortest path first."""
    names: dict[str, str] = {}
    for column in sorted(header, key=lambda column: column.count(".")):
        if is_filled(column):
            names.setdefault(plain(column), column)
            names.setdefault(_plain(column.partition(". ")[0]), column)  # "Q1. What do you think?"
    return names


def _program(names: Mapping[str, str]) -> tuple[dict[str, str], bool]:
    """Return what the columns of a program hold whose table this is, and whether all others hold nothing."""
    for shown, form, is_whole in _PROGRAMS:
        if shown <= names.keys():
            return {role: names.get(name, "") for role, name in form.items()}, is_whole
    return {}, False


def _first(names: Mapping[str, str], usual: Iterable[str]) -> str | None:
    return next((names[name] for name in usual if name in names), None)


def named(header: Iterable[str], usual: Iterable[str]) -> str:
    """Return the first column that has one of the usual names; an empty text where none has."""
    names = {plain(column): column for column in header}
    return _first(names, usual) or ""


def is_text_name(column: str) -> bool:
    """Return whether a column or key is called as texts of comments are."""
    return plain(column) in _TEXTS


_USUAL = {role: tuple(map(_plain, names)) for role, names in ROLES.items()}
_TEXTS = frozenset(_USUAL["text"])
