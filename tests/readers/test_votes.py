"""Votes that no system names: what the buttons beside a number and the element around it tell."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from discourse.readers.votes import Place, Votes, votes_of

ARROWS = '<a class=up></a><span class="n-number">{}</span><a class=down></a>'
VOTES = {
    "between two arrows": (ARROWS, (44, -12, 0), [Votes(score=44), Votes(score=-12), Votes(score=0)]),
    "alone in what stands between": (
        "<a title=Button><i class='x-plus-square'></i></a> <b><span>+{}</span></b> <a title='Vote down'></a>",
        (53, 2, 0),
        [Votes(score=53), Votes(score=2), Votes(score=0)],
    ),
    "in colours by sign": (
        "<a class='rate minus'>-</a><b class='rating {}</b><a class='rate plus'>+</a>",
        ("green'>+14", "red'>-3", "green'>+2"),
        [Votes(score=14), Votes(score=-3), Votes(score=2)],
    ),
    "each side with its own": (
        "<a class=up></a><i>{}</i><a class=down></a><b>{}</b>",
        ((3, 1), (5, ""), (9, 2)),
        [Votes(likes=3, dislikes=1), Votes(likes=5), Votes(likes=9, dislikes=2)],
    ),
    "beside how many voted": (
        "<span class=votes><b>{}</b> ({} votes)</span>",
        (("+14", 16), ("-2", 4), ("+3", 5)),
        [Votes(score=14), Votes(score=-2), Votes(score=3)],
    ),
    "with the word that the class counts": (
        "<span class=clunks-vote><a class=clunks-up></a><i class=clunks-count>{} clunks</i></span>",
        (14, 2, 5),
        [Votes(likes=14), Votes(likes=2), Votes(likes=5)],
    ),
    "right after an arrow, before a date": (
        "<span class=comment-meta>↑ {} | 2024-05-03 10:00</span>",
        (12, 3, 1),
        [Votes(likes=12), Votes(likes=3), Votes(likes=1)],
    ),
    "right after an icon, before another one": (
        "<div class=row><i class='mdi mdi-heart'></i> {} <i class='mdi mdi-delete'></i></div>",
        (3, 0, 1),
        [Votes(likes=3), Votes(likes=0), Votes(likes=1)],
    ),
    "a number after a button": (
        "<a class=x>Thích</a><span class=reactions><a class=number>{}</a></span>",
        (120, 3, 7),
        [Votes(likes=120), Votes(likes=3), Votes(likes=7)],
    ),
    "beside how many agree": (
        "<i class=Axis-voteScore>{}</i><i class=AgreementAxis-agreementScore>{}</i>",
        ((34, 12), (19, -3), (8, 5)),
        [Votes(score=34), Votes(score=19), Votes(score=8)],
    ),
    "between two buttons that only have a picture": (
        "<div><button><svg></svg></button><span>{}</span><button><svg></svg></button></div>",
        (7, 2, -3),
        [Votes(score=7), Votes(score=2), Votes(score=-3)],
    ),
    "beside the name of the author": (
        "<div class=author-info><b class=name>Ann</b><i class=like-icon></i><span class=like-count>{}</span></div>",
        (23, 8, 0),
        [Votes(likes=23), Votes(likes=8), Votes(likes=0)],
    ),
    "one with plus and one with minus": (
        "<i class='saldo vote-min'>-{}</i><i class='saldo vote-plus'>+{}</i>",
        ((2, 14), (9, 3), (0, 5)),
        [Votes(likes=14, dislikes=2), Votes(likes=3, dislikes=9), Votes(likes=5, dislikes=0)],
    ),
    "cut short": (
        "<div class='box type_profile'><a><i>{}</i></a></div>".replace("<i>", "<i class=cnt_recomm>"),
        (25, 8, 0),
        [Votes(likes=25), Votes(likes=8), Votes(likes=0)],
    ),
    "in other languages": (
        "<div aria-label='{0} reações; veja quem reagiu a isso' role=button><span>{0}</span></div>",
        (27, 5, 11),
        [Votes(score=27), Votes(score=5), Votes(score=11)],
    ),
    "with words in Japanese": (
        "<button><i class=z>共感した</i><b>{}</b></button>",
        ("1,284", 873, 655),
        [Votes(likes=1284), Votes(likes=873), Votes(likes=655)],
    ),
    "a number of answers after a button": (
        "<button aria-label=Downvote></button><button aria-label='{0} comments'><b>{0}</b></button>",
        (3, 1, 8),
        [],
    ),
    "below a picture": (
        "<button title='reacted with :thumbsup:'><gl-emoji>👍</gl-emoji><span class=js-counter>{}</span></button>",
        (3, 5, 1),
        [Votes(likes=3), Votes(likes=5), Votes(likes=1)],
    ),
    "a number of the comment": ("<span class=number>{}</span><p>Words</p>", (7, 3, 12), []),
}


@pytest.mark.parametrize("form", VOTES)
def test_votes_are_told_by_what_stands_around_them(form: str) -> None:
    markup, numbers, votes = VOTES[form]
    places = []
    for each in numbers:
        said = markup.format(*each) if isinstance(each, tuple) else markup.format(each)
        node = LexborHTMLParser(f"<div><p>Which of the doors do you mean?</p><div>{said}</div></div>").css_first("div")
        assert node is not None
        places.append(Place(node, frozenset(), None))
    assert list(votes_of(places).values()) == votes
