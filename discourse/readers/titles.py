"""Headings that some sites give each comment: put above its text, where they say what the text does not."""

import re

import msgspec

from discourse.model import Comment, Thread

_ANSWERS = re.compile(
    r"^(?:\[[^\[\]]{1,40}\] ?)*(?:(?:re|aw|antw(?:ort)?|rép|resp?|rif|sv|vs|odp|ynt|fwd?|wg|отв|回复|答复) ?"
    r"(?:\[\d{1,4}\]|\(\d{1,4}\)|\^\d{1,4})? ?[:：] ?)+",
    re.IGNORECASE,
)
"""What stands before a heading that is that of what is answered: "Re: ", "AW: ", "[list] Re: "."""
_LABEL = re.compile(
    r"(?:#|n[ro]\. ?)?\d{1,9}\.?"
    r"|(?:no|without|kein|ohne|sans|sin|senza|geen|bez) (?:title|subject|titel|betreff|titre|objet|t[ií]tulo|asunto|"
    r"titolo|oggetto|onderwerp|tytułu|tematu)|untitled|n/?t"
    r"|permalink|permanent link|direktlink|permalien|lien permanent|enlace permanente|link"
    r"|(?:(?:anonymous|public) )*(?:comment|post|posting|message|reply|review|answer|kommentar|beitrag|antwort|"
    r"bewertung|commentaire|réponse|avis|comentario|comentário|respuesta|resposta|commento|risposta|recensione|reactie|"
    r"комментарий|ответ|отзыв)s?"
    r"(?: ?(?:#|n[ro]\.? ?|№ ?)?\d{1,9}(?: ?(?:/|of|von|sur|de) ?\d{1,9})?"
    r"| (?:submitted )?(?:by|von|par|por|da|van|от) .*)?"
    r"|(?:in )?(?:reply|response) to .*|antwort (?:auf|an) .*|(?:en )?réponse à .*|(?:en )?respuesta a .*"
    r"|(?:in )?risposta a .*|(?:em )?resposta a .*|ответ на .*|comment on .*|kommentar zu .*"
    r"|leave a (?:reply|comment).*|write a reply.*",
    re.IGNORECASE,
)
"""What pages call a comment by its place, its author or what it answers, and say where it has no heading."""
_SIGNS = " .…!?,:;-–—\"'“”„«»()[]"
_CUT = ("…", "...")
_SEPARATOR = re.compile(r" (?:[|·•»–—-]|::) ")
"""What stands in the title of a page between that of its article and the names of site and section."""


def with_titles_said(thread: Thread) -> Thread:
    """Return a thread with the headings of its comments as the first paragraphs of their texts.

    A heading of the article or of the comment that is answered says nothing new, and neither does one made of the
    first words below it. Where nobody says which comment is answered, it may be the one above. No comment of the result
    has a heading of its own.
    """
    if not any(comment.title for comment in thread.comments):
        return thread
    lines = [" ".join((comment.title or "").split()) for comment in thread.comments]
    headings = {comment.id: _plain(line) for comment, line in zip(thread.comments, lines, strict=True)}
    title = " ".join((thread.article.title or "").split())
    article = {_plain(part) for part in (title, *_SEPARATOR.split(title))}
    comments, above = [], ""
    for comment, line in zip(thread.comments, lines, strict=True):
        answered = "" if comment.reply_to in ("", comment.id) else headings.get(comment.reply_to or "", above)
        comments.append(_said(comment, line, article | {answered}))
        above = headings[comment.id]
    return msgspec.structs.replace(thread, comments=tuple(comments))


def is_answer(heading: str) -> bool:
    """Return whether a heading is that of what is answered.

    >>> is_answer("Re: Water rates"), is_answer("Resist")
    (True, False)
    """
    return _ANSWERS.match(heading) is not None


def is_label(heading: str) -> bool:
    """Return whether a heading says only that here is a comment, its place, by whom or to whom.

    >>> is_label("Comment #3"), is_label("Reply to Ann"), is_label("Comments are no votes")
    (True, True, False)
    """
    return _LABEL.fullmatch(heading.strip(_SIGNS)) is not None


def _said(comment: Comment, line: str, known: set[str]) -> Comment:
    told = _plain(line)
    says_less = not told or told in known or is_answer(line) or is_label(line)
    if says_less or comment.status == "deleted" or _begins(comment.text, told, is_cut=line.endswith(_CUT)):
        return msgspec.structs.replace(comment, title=None)
    return msgspec.structs.replace(comment, text=f"{line}\n\n{comment.text}".rstrip(), title=None)


def _begins(text: str, told: str, *, is_cut: bool) -> bool:
    """Return whether a text begins with these words, of which the last may be cut."""
    words = _plain(text)
    return words.startswith(told) and (is_cut or not words[len(told) : len(told) + 1].isalnum())


def _plain(words: str) -> str:
    """Return words as they are compared: in small letters, without "Re:" before them and signs around them."""
    return _ANSWERS.sub("", " ".join(words.split())).casefold().strip(_SIGNS)
