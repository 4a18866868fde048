"""Markup to plain text: what a reader of the page sees, with quotes and lists to be told from the rest."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from discourse.readers.markup import text_of


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<p>One<br>Two</p>", "One\nTwo"),
        ("One<br><br>Two", "One\n\nTwo"),
        ("<div>One</div><div>Two</div>", "One\nTwo"),
        ("  a \n b&nbsp;c\t", "a b c"),
        ("<b>bo</b>ld <i>it</i>", "bold it"),
        ("<p>One<blockquote><p>Q</p><p>R</p></blockquote>Two", "One\n\n> Q\n\n> R\n\nTwo"),
        ("<blockquote>Q<blockquote>R</blockquote></blockquote>", "> Q\n\n> > R"),
        ("<ul><li>a</li><li><p>b</p></li></ul>", "- a\n\n- b"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("<code class='bbc_code'>a = 1</code>Then <code>b</code>.", "a = 1\nThen b."),
        ('<div class="spoilcontent" style="display:none">told</div>', "told"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ('<a href="http://x.example">link</a>', "link"),
        ('<img class="emoji" alt="🙂"><img class="wp-smiley" alt=":-)">', "🙂:-)"),
        ('<img src="https://s.w.org/images/core/emoji/14/svg/1f600.svg" alt="😀">', "😀"),
        ('<img src="cat.jpg" alt="my cat">', ""),
        ('<img src="images/smiles/icon_smile.gif" alt="Smile"><img class="bbc_emoticon" alt="wink">', "Smilewink"),
        ('<img src="images/smilies/wink.gif" alt="" title="Wink" class="inlineimg">', "Wink"),
        ('<img src="x/wink.gif" emoid=";)" alt="wink.gif">', ";)"),
        ('<img src="ui/clear.png" class="mceSmilieSprite mceSmilie1" alt=";)">', ";)"),
        (
            '<img src="a/1.gif" alt=":-)"><img src="a/2.gif" alt=":rolleyes:"><img src="a/3.gif" alt="8)">',
            ":-):rolleyes:8)",
        ),
        ('<img src="smiling-people/us.jpg" alt="us"><img src="a.gif" alt="8"><img src="smilies.png" alt="all">', ""),
        ("a<script>b</script><style>c</style><!-- d -->e", "ae"),
        ('a<span style="display: none">b</span><span hidden>c</span><span class="screen-reader-text">d</span>', "a"),
        ('<span class="spoiler" style="display:none">told</span>', "told"),
        ("a\u200bb\u202ec\u202c\u0007d\u00ade", "abcde"),
        ("👩\u200d🔬 نمی\u200cخواهم", "👩\u200d🔬 نمی\u200cخواهم"),
        (
            '<p>See:</p><aside class="onebox" data-onebox-src="https://pier.example/a"><header><a href="https://b">Pier</a>'
            "</header><h3>The pier</h3><p>We love piers!</p></aside><p>Nice.</p>",
            "See:\n\nhttps://pier.example/a\n\nNice.",
        ),
        (
            '<aside class="onebox"><a href="https://pier.example/b">Pier</a> We love piers!</aside>',
            "https://pier.example/b",
        ),
        (
            '<aside class="onebox">We love piers!</aside><aside class="note">So do I.</aside>',
            "We love piers!\n\nSo do I.",
        ),
        ("e\u0301", "e\u0301"),
        ("&lt;script&gt; &amp; =cmd|x", "<script> & =cmd|x"),
    ],
)
def test_markup_becomes_text(markup: str, text: str) -> None:
    body = LexborHTMLParser(f"<body>{markup}").body
    assert body is not None
    assert text_of(body) == text
