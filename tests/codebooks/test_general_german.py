"""The German cues of the codebook "general": what they find in sentences of our own, and with which status."""

import pytest

from discourse.codebook import Codebook, load_codebook
from discourse.coders.claims.coding import code_claims
from discourse.coders.reply_stance.coding import code_reply_stance
from discourse.coders.stance.coding import code_stance
from discourse.model import Article, Coding, Comment, Thread
from discourse.replies.build import reply_graph

BOOK = load_codebook("general")
HOARDING = "Der Zaun am Spielplatz hat dreimal so viel gekostet wie geplant."

CLAIMS = [
    ("Wie kommen Sie auf 300? Können Sie das bitte belegen?", "evidence_demanded", "asserts"),
    ("Woher wollen Sie wissen, wer den Schlüssel hatte?", "evidence_demanded", "asserts"),
    ("Nennen Sie doch mal eine Quelle.", "evidence_demanded", "asserts"),
    ("Laut Rechnungshof fehlen zwei Millionen.", "evidence_offered", "asserts"),
    ("Im Amtsblatt steht es, das kann jeder nachlesen.", "evidence_offered", "asserts"),
    ("Die Geschichte mit dem Wolf ist erstunken und erlogen.", "made_up", "asserts"),
    ("Den Vorfall hat sich der Hausmeister ausgedacht.", "made_up", "asserts"),
    ("Der Vorfall ist nicht erfunden.", "made_up", "rejects"),
    ("Im Hintergrund ziehen ganz andere die Fäden.", "hidden_hand", "asserts"),
    ("Das war von langer Hand geplant.", "hidden_hand", "asserts"),
    ("Da wird doch etwas vertuscht.", "hidden_hand", "asserts"),
    ("Wasser predigen und selber Wein trinken.", "double_standard", "asserts"),
    ("Wäre das ein Radler gewesen, dann wäre der Aufschrei groß.", "double_standard", "asserts"),
    ("Ihr werdet euch noch wundern.", "prediction", "asserts"),
    ("Daran wird sich auch diesmal nichts ändern.", "prediction", "asserts"),
    ("Es bleibt eine Frage der Zeit.", "prediction", "asserts"),
    ("Ich stand direkt daneben, als der Kran umfiel.", "eyewitness", "asserts"),
    ("Das habe ich mit meinen eigenen Augen gesehen.", "eyewitness", "asserts"),
    ("Als Busfahrer kann ich da nur lachen.", "personal_experience", "asserts"),
    ("Wohne selbst seit acht Jahren neben dem Werk.", "personal_experience", "asserts"),
    ("Meiner Schwägerin haben sie das Konto gesperrt.", "personal_experience", "asserts"),
    ("Wehrt euch!", "call_to_action", "asserts"),
    ("Schreibt alle eurem Abgeordneten.", "call_to_action", "asserts"),
    ("Ein sehr einseitiger Bericht über das Hallenbad.", "media_criticism", "asserts"),
    ("Die Zeitung hat das mal wieder verschwiegen.", "media_criticism", "asserts"),
    ("Mit keinem Wort wird der Fahrer erwähnt.", "media_criticism", "asserts"),
    ("Sind Sie eigentlich so naiv?", "personal_attack", "asserts"),
    ("Du hast nicht alle Latten am Zaun.", "personal_attack", "asserts"),
    ("Halt einfach die Klappe.", "personal_attack", "asserts"),
    ("Ich traue keiner Statistik von denen.", "source_credibility", "asserts"),
    ("Das Gutachten ist vom Betreiber bezahlt.", "source_credibility", "asserts"),
    ("Das haben wir diesem Stadtrat zu verdanken.", "blame", "asserts"),
    ("Der Träger hat jahrelang weggeschaut.", "blame", "asserts"),
    ("Die Wirtin trifft keine Schuld.", "blame", "rejects"),
]

CALM = [
    "Woher kommt eigentlich der Name der Brücke?",
    "Im Kuchen steckt viel Liebe, das schmeckt man.",
    "Die Marionetten aus Augsburg waren ein Erlebnis.",
    "Die Fäden vom Rollbraten vor dem Essen entfernen.",
    "Bald ist Weihnachten.",
    "In zwei Wochen ist Markt.",
    "Die Straße wird im Herbst gesperrt.",
    "Der Minister kommt am Freitag zur Einweihung.",
    "Wenn die Form zu klein ist, wird der Kuchen nicht gar.",
    "Das Protokoll der Sitzung wird verteilt.",
    "Ihr seid herzlich eingeladen!",
    "Die Zeitung kommt morgens um sechs.",
]

SIDES = [
    ("Die Medien lügen wie gedruckt.", "media", "against"),
    ("Unsere Regierung hat versagt.", "government", "against"),
    ("Der Stadtrat ist unfähig.", "government", "against"),
    ("Ein sehr guter Beitrag!", "article", "favor"),
    ("Die Foristen hier sind lächerlich.", "commenters", "against"),
]

REPLIES = [
    ("Da muss ich Ihnen widersprechen.", "deny"),
    ("So ein Käse.", "deny"),
    ("Mit Verlaub, das ist eine Milchmädchenrechnung.", "deny"),
    ("Da liegen Sie völlig falsch.", "deny"),
    ("Träumen Sie weiter.", "deny"),
    ("Genau so ist es.", "support"),
    ("Sie sprechen mir aus der Seele.", "support"),
    ("Dem ist nichts hinzuzufügen.", "support"),
    ("Das kann ich nur unterschreiben.", "support"),
    ("Haben Sie dafür Belege?", "query"),
    ("Wie meinen Sie das?", "query"),
    ("Am Samstag ist wieder Flohmarkt.", "comment"),
]


def thread_of(*texts: str) -> Thread:
    comments = tuple(Comment(id=str(at), text=text, reply_to="0" if at else None) for at, text in enumerate(texts))
    return Thread(article=Article(source="x", title="Der Zaun", language="de"), comments=comments)


def claims_in(text: str) -> dict[str | None, str | None]:
    thread = thread_of(text)
    return {coding.target: coding.code for coding in code_claims(thread, reply_graph(thread), BOOK) if coding.code}


@pytest.mark.parametrize(("text", "claim", "status"), CLAIMS)
def test_what_germans_do_is_found(text: str, claim: str, status: str) -> None:
    assert claims_in(text).get(claim) == status


@pytest.mark.parametrize("text", CALM)
def test_what_only_looks_like_it_is_not(text: str) -> None:
    assert claims_in(text) == {}


@pytest.mark.parametrize(("text", "target", "code"), SIDES)
def test_targets_go_by_their_german_names(text: str, target: str, code: str) -> None:
    thread = thread_of(text)
    found: tuple[Coding, ...] = code_stance(thread, reply_graph(thread), BOOK)
    assert {coding.target: coding.code for coding in found}.get(target) == code


@pytest.mark.parametrize(("reply", "code"), REPLIES)
def test_what_a_german_answer_does(reply: str, code: str) -> None:
    thread = thread_of(HOARDING, reply)
    found = code_reply_stance(thread, reply_graph(thread), Codebook(title="", language="de"))
    assert [coding.code for coding in found if coding.comment == "1"] == [code]
