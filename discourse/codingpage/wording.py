"""The words of the coding page that its script shows, in the language in force."""

from discourse.translation import translated


def words() -> dict[str, str]:
    """Return what the script says, by the name that it has there; ``{n}`` is filled in by the script."""
    return {
        "answers": translated("answers"),
        "answersArticle": translated("answers the article"),
        "answersUnknown": translated("what it answers is not known"),
        "article": translated("Article"),
        "author": translated("no name"),
        "below": translated("Answers to it"),
        "choose": translated("choose"),
        "counter": translated("Not this"),
        "define": translated("Your definition"),
        "downloadFirst": translated("This browser keeps nothing: download your file before you close the page."),
        "downloaded": translated("Downloaded as {name}: hand that file in."),
        "examples": translated("For example"),
        "finished": translated("All {n} comments are done. Download your file."),
        "foreign": translated("That file is of another sheet or codebook, so it was not loaded."),
        "gone": translated("deleted on the page"),
        "guessed": translated("probably answers"),
        "guessedArticle": translated("probably answers the article"),
        "hints": translated("Also called"),
        "itAnswers": translated("It answers"),
        "labelled": translated("{label}: {value}"),
        "quoted": translated("“{words}”"),
        "kept": translated("Kept in this browser."),
        "loaded": translated("Loaded {n} comments of {name}."),
        "marking": translated("Arrows move, Shift and arrow widen, Enter takes the words, Escape leaves."),
        "notYet": translated("Not downloaded yet."),
        "nameFirst": translated("Write your name first: it goes into the file."),
        "notDone": translated("Comments marked but not done, so not counted: {n}."),
        "noRow": translated("Choose a row first."),
        "notRead": translated("That file cannot be read; give one that this page has downloaded."),
        "of": translated("{n} of {all}"),
        "progress": translated("{n} of {all} done"),
        "remove": translated("remove"),
        "selectFirst": translated("Select words first, or press M to choose them by keyboard."),
        "taken": translated("Words taken as evidence."),
        "theArticle": translated("the article"),
        "unsure": translated("cannot tell"),
    }
