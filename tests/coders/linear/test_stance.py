"""Stance by the coder ``linear`` toward what is named and toward what is stated: sentences of our own."""

import numpy as np
import pytest

from discourse.codebook import Codebook, Target, parse_codebook
from discourse.coders.linear import code
from discourse.coders.linear.leaning import STATEMENT, TARGET
from discourse.coders.linear.model import Matrix, probabilities
from discourse.coders.linear.stance_coding import beside_net, is_asked, stance_model
from discourse.coders.words import Ints
from discourse.errors import CodebookError
from discourse.model import Article, Coding, Thread
from discourse.replies.graph import ARTICLE, ReplyGraph
from tests.coders.linear.threads import codings, shown, thread_of

FERRY = Target(id="ferry", label="The ferry", names=("ferry", "Fähre"))
ZOOS = Target(id="zoos", label="Zoos", statement="Zoos should be banned.")
TOLL = Target(id="toll", label="The toll", statement="The bridge toll should be abolished.")
UNKNOWN = 0.4
"""Probability below which the coder says that it does not know."""


def stances(texts: list[str], *targets: Target, parents: list[int] | None = None) -> list[Coding]:
    return codings(texts, parents, Codebook(title="x", targets=targets), "stance")


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("The ferry is wonderful and the crew are kind.", "favor", "ferry is wonderful"),
        ("I love the ferry!", "favor", "love the ferry"),
        ("The ferry is a disgrace, dirty and late.", "against", "ferry is a disgrace"),
        ("I hate the ferry.", "against", "hate the ferry"),
        ("I do not like the ferry.", "against", "like the ferry"),
        ("Hats off to the ferry.", "favor", "Hats off to the ferry"),
        ("No to the ferry!", "against", "No to the ferry"),
        ("The ferry is a waste of time.", "against", "ferry is a waste of"),
    ],
)
def test_words_that_judge_what_is_named_decide(text: str, code: str, words: str) -> None:
    (found,) = stances([text], FERRY)
    assert (found.code, found.target, shown(found, text)) == (code, "ferry", words)


@pytest.mark.parametrize("text", ["Ferry terminal is closed.", "Which ferry do you take to the island?"])
def test_a_mere_mention_shows_the_name(text: str) -> None:
    (found,) = stances([text], FERRY)
    assert found.coder == "linear"
    assert (shown(found, text) or "").lower() == "ferry"


@pytest.mark.parametrize("text", ["We get a less useful ferry every year.", "The ferry gets less reliable every year."])
def test_less_of_what_is_good_is_no_praise(text: str) -> None:
    (coding,) = stances([text], FERRY)
    assert coding.code != "favor"


def test_a_question_about_what_is_named_takes_no_side() -> None:
    bitcoin = Target(id="coin", label="Bitcoin", names=("bitcoin",))
    (found,) = stances(["What is the price of bitcoin today?"], bitcoin)
    assert (found.code, found.coder) == ("none", "linear")


@pytest.mark.parametrize(
    ("target", "text", "code"),
    [
        (ZOOS, "Zoos should be banned.", "favor"),
        (ZOOS, "Zoos are cruel to animals and must be closed.", "favor"),
        (ZOOS, "Zoos should not be banned.", "against"),
        pytest.param(
            TOLL,
            "Abolishing the bridge toll would help poor families.",
            "favor",
            marks=pytest.mark.xfail(reason="a good end, told with a bad word: .47 against .48", strict=True),
        ),
        (TOLL, "The bridge toll must not be abolished.", "against"),
    ],
)
def test_a_statement_is_answered_without_a_name(target: Target, text: str, code: str) -> None:
    (found,) = stances([text], target)
    assert (found.code, found.target, found.coder, found.span) == (code, target.id, "linear", None)


MANY = [
    "The ferry leaves at nine.",
    "Is the ferry running today?",
    "We were on the ferry when it rained.",
    "The ferry has 40 seats and two decks.",
    "lol ferry",
    "Shame on the ferry and everyone who runs it.",
    "Has anybody seen my umbrella on the ferry?",
    "My aunt works on the ferry, so what?",
]


def test_what_is_less_sure_than_four_in_ten_is_not_said() -> None:
    found = stances(MANY, FERRY, ZOOS)
    assert len(found) == 2 * len(MANY)
    assert {one.code for one in found} > {None}
    for one in found:
        assert (one.probability is None) == (one.code is None)
        assert one.probability is None or UNKNOWN <= one.probability <= 0.99


@pytest.mark.parametrize("text", ["My cat is asleep.", "The boats are a disgrace.", "", "...", "ferryman"])
def test_a_comment_that_does_not_name_it_is_not_coded(text: str) -> None:
    assert stances(["Good morning.", text], FERRY, parents=[ARTICLE, 0]) == []


def test_an_answer_to_a_comment_that_names_it_is_coded_only_where_it_takes_a_side() -> None:
    said = ["No, you are wrong.", "I agree completely.", "My cat is asleep.", "They are a disgrace.", "Lovely boats!"]
    found = stances(["The ferry is a disgrace.", *said], FERRY, parents=[ARTICLE, *[0] * len(said)])
    for one in found[1:]:
        assert one.code in {"favor", "against"}
        assert (one.probability or 0) >= 0.5
        assert one.span is None


def test_a_statement_is_in_the_scope_of_every_comment_with_words() -> None:
    texts = ["My cat is asleep.", "Zoos are cruel.", "No."]
    assert [(one.comment, one.target) for one in stances(texts, ZOOS)] == [("0", "zoos"), ("1", "zoos"), ("2", "zoos")]


@pytest.mark.parametrize("text", ["", "  ", "...", "> Zoos should be banned.", "👍"])
def test_a_comment_without_words_takes_no_side_on_a_statement(text: str) -> None:
    assert {one.code for one in stances([text, "Zoos should be banned."], ZOOS) if one.comment == "0"} <= {None}


def test_a_deleted_comment_takes_no_side() -> None:
    thread = thread_of(["The ferry is wonderful.", "I love the ferry."], deleted=[0])
    found = code(thread, ReplyGraph.from_parents([ARTICLE, ARTICLE]), Codebook(title="x", targets=(FERRY, ZOOS)))
    assert {one.code for one in found if one.comment == "0"} == {None}


def test_in_another_language_cues_judge_what_is_named_and_nothing_judges_what_is_stated() -> None:
    texts = ["Die Fähre ist eine Schande, und sie kommt immer zu spät.", "Das Wetter ist heute schön und warm bei uns."]
    found = stances(texts, FERRY, ZOOS)
    assert [(one.comment, one.target, one.code, one.coder) for one in found if one.code] == [
        ("0", "ferry", "against", "cues")
    ]


def test_several_targets_are_coded_one_by_one() -> None:
    boat = Target(id="boat", label="The boat", names=("boat",))
    text = "I love the ferry, but the boat is a disgrace."
    both = stances([text], FERRY, boat)
    assert [(one.target, one.code) for one in both] == [("boat", "against"), ("ferry", "favor")]
    assert both == [*stances([text], boat), *stances([text], FERRY)]


def test_the_net_for_names_is_asked_where_the_weights_do_not_see_none_and_the_net_for_statements_always() -> None:
    model, statements = stance_model(FERRY)[0], stance_model(ZOOS)[0]
    summed = np.array([[0.0, 0.0, 0.0], [0.0, 0.0, 9.0]])
    assert is_asked(model, TARGET, summed).tolist() == [True, False]
    assert is_asked(statements, STATEMENT, summed).tolist() == [True, True]


def test_what_the_net_is_not_asked_about_is_as_the_weights_say() -> None:
    model, asked = stance_model(FERRY)[0], []
    summed = np.array([[0.0, 0.0, 9.0], [0.0, 0.0, 0.0]])

    def net(numbers: Ints) -> Matrix:
        asked.append(numbers.tolist())
        return np.array([[5.0, 0.0, 0.0]])

    alone, beside = probabilities(model, summed, TARGET), beside_net(model, TARGET, summed, net)
    assert asked == [[1]]
    assert beside[0].tolist() == alone[0].tolist()
    assert beside[1, 0] > alone[1, 0]


def test_without_targets_there_is_no_stance() -> None:
    assert stances(["The ferry is wonderful."]) == []


def test_an_answer_to_an_article_about_it_is_in_its_scope() -> None:
    article = Article(source="page.html", language="en", title="The ferry to the island")
    thread = Thread(article=article, comments=thread_of(["It is a disgrace and a waste of money."]).comments)
    book = Codebook(title="x", targets=(FERRY,))
    found = [one for one in code(thread, ReplyGraph.from_parents([ARTICLE]), book) if one.variable == "stance"]
    assert len(found) <= 1
    assert all(one.code in {"favor", "against"} and one.span is None for one in found)


HEAD = 'title = "zoos"\nversion = "1"\nlanguage = "en"\n\n[[targets]]\nid = "zoos"\nlabel = "Zoos"\n'


def test_a_codebook_may_state_what_a_stance_is_toward() -> None:
    book = parse_codebook(HEAD + 'statement = "Zoos should be banned."\n', "zoos.toml")
    assert book.targets == (ZOOS,)
    (found,) = codings(["Zoos should be banned."], book=book, variable="stance")
    assert found.code == "favor"


@pytest.mark.parametrize("more", ["", 'statement = " "\n', "names = []\n", 'names = ["..."]\n'])
def test_a_target_with_neither_names_nor_statement_is_refused(more: str) -> None:
    with pytest.raises(CodebookError) as error:
        parse_codebook(HEAD + more, "zoos.toml")
    assert str(error.value) == (
        'zoos.toml: target "zoos" has no names, or one without a letter; give its spellings, or a statement'
    )


def test_a_statement_without_a_word_is_refused() -> None:
    with pytest.raises(CodebookError) as raised:
        parse_codebook(HEAD + 'statement = "..."\nnames = ["zoo"]\n', "zoos.toml")
    assert str(raised.value) == (
        'zoos.toml: target "zoos" has a statement without a word; say in a sentence what it states'
    )
