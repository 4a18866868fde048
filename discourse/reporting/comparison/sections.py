"""The sections of a comparison's report, each from one of its tables."""

from collections.abc import Mapping, Sequence

import polars as pl

from discourse.comparing.copies import ALIKE, FEWEST
from discourse.comparing.stories import APART, SAME
from discourse.reporting.comparison.records import Place, Section, Table
from discourse.reporting.comparison.tabled import Tabled
from discourse.reporting.comparison.words import p_words, points, share_words
from discourse.reporting.records import ChartSlot
from discourse.reporting.wording import dated, quoted, shortened
from discourse.tables.verdicts import STATUSES
from discourse.translation import agreeing, counted, deferred, labelled, number, translated
from discourse.translation.phrases import clauses, percent
from discourse.visible import visible

_SIDE_BY_SIDE = 4
"""Sides that find room beside each other in a table."""
_ROWS = 40
_VERDICTS = {
    "same story": deferred("same story"),
    "same topic": deferred("same topic"),
    "unrelated": deferred("unrelated"),
}
"""Rows of a table in the report; the data files have all."""
_UNSURE = 8
"""Differences that are shown though chance may explain them."""
_QUOTED = 400
_LONGEST_TITLE = 200
_PLACES = 12


def articles(tables: Tabled, titles: Sequence[str]) -> Section:
    """Return the section that lists the articles, by their titles in full."""
    rows = tuple(
        (
            shortened(visible(title), _LONGEST_TITLE),
            _name(row["site"] or "–"),
            dated(row["published"]) if row["published"] else "–",
            _comments(row),
            number(row["authors"]),
            number(row["words"]),
        )
        for title, row in zip(titles, tables.articles.head(_ROWS).iter_rows(named=True), strict=False)
    )
    heads = _heads(("article", "site", "published", "comments", "authors", "words of the article"))
    short = tables.articles.filter("too_short")["article"].to_list()
    said = () if not short else (
        translated("Too short to be compared by its text: {names}.", names=", ".join(map(quoted, short[:_ROWS]))),
    )  # fmt: skip
    return Section(
        anchor="articles",
        title=translated("Articles"),
        said=said,
        table=Table(heads=heads, rows=rows, numbers=(3, 4, 5), note=_left_out(tables.articles)),
    )


def stories(tables: Tabled) -> Section:
    """Return the section on which articles tell the same story, and by what words that is seen."""
    title = translated("The same story")
    if not tables.stories.height:
        nothing = translated("No two of the articles tell the same story or are of one topic, as far as words show.")
        return Section(anchor="stories", title=title, said=(nothing,))
    rows = tuple(
        (
            f"{_name(row['article'])} ↔ {_name(row['other'])}",
            translated(_VERDICTS[row["verdict"]]),
            number(row["strength"], 2),
            visible(row["names"]) or "–",
            "; ".join(part for part in (row["numbers"], row["days"], visible(row["words"])) if part) or "–",
        )
        for row in tables.stories.head(_ROWS).iter_rows(named=True)
    )
    heads = _heads(("articles", "told", "strength", "names in both", "numbers, days and other words in both"))
    note = translated(
        "From a strength of {same} on two articles are said to tell the same story. The strength orders pairs; "
        "it is no probability.",
        same=number(SAME, 2),
    )
    return Section(
        anchor="stories",
        title=title,
        table=Table(
            heads=heads, rows=rows, numbers=(2,), wide=(0, 3, 4), note=_joined(note, _left_out(tables.stories))
        ),
    )


def claims(tables: Tabled, charts: tuple[ChartSlot, ...], comments: Mapping[str, int]) -> Section:
    """Return the section on the claims that are made in comments; ``comments`` are all of those of each side."""
    title = translated("Claims in the comments")
    made = tables.claims.filter(pl.col("count").sum().over("claim") > 0)
    if not made.height:
        return Section(
            anchor="claims", title=title, said=(translated("No claim of the codebook was found in any comment."),)
        )
    talking = made.filter(pl.col("n") > 0)["article"].unique(maintain_order=True).to_list()
    wide = len(talking) <= _SIDE_BY_SIDE
    table = _side_by_side(made, talking) if wide else _spread(tables)
    return Section(
        anchor="claims",
        title=title,
        said=(*_without(made, talking), *_uncoded(made, comments)),
        charts=charts,
        table=table,
        table_first=True,
    )


def differences(tables: Tabled, charts: tuple[ChartSlot, ...]) -> Section:
    """Return the section on how far sides differ."""
    title = translated("Differences")
    if not tables.differences.height:
        nothing = translated("Nothing can differ: fewer than two sides have comments with a claim of the codebook.")
        return Section(anchor="differences", title=title, said=(nothing,))
    shown = tables.differences.head(max(_UNSURE, min(_ROWS, int(tables.differences["differs"].sum()) + 4)))
    rows = tuple(
        (
            _name(row["label"]),
            _name(row["article"]),
            percent(row["share"]),
            percent(row["other_share"]),
            f"{points(row['difference'])} ({points(row['low'])} … {points(row['high'])})",
            p_words(row["p_adjusted"]).removeprefix("= ") + (" *" if row["differs"] else ""),
        )
        for row in shown.iter_rows(named=True)
    )
    heads = _heads(("claim", "in the comments on", "share", "elsewhere", "difference in points (95%)", "p after Holm"))
    star = translated("* below 0.05.") if shown["differs"].any() else ""
    tests = counted(tables.differences.height, "test", "tests")
    note = translated("p-values are corrected for {tests}.", tests=tests)
    note = _joined(star, note, _left_out(tables.differences, shown.height))
    table = Table(heads=heads, rows=rows, numbers=(2, 3, 4, 5), wide=(1,), note=note)
    return Section(anchor="differences", title=title, charts=charts, table=table, table_first=True)


def texts(tables: Tabled) -> Section:
    """Return the section on what the articles themselves claim."""
    title = translated("Claims in the articles’ own texts")
    if not tables.article_claims.height:
        return Section(
            anchor="texts", title=title, said=(translated("No claim of the codebook was found in the articles."),)
        )
    rows = tuple(
        (_name(row["article"]), _name(row["label"]), translated(row["code"]), quoted(visible(row["words"] or "–")))
        for row in tables.article_claims.head(_ROWS).iter_rows(named=True)
    )
    said = translated("The coder was made for comments; in the prose of articles it is less often right.")
    heads = _heads(("article", "claim", "status", "words that show it"))
    return Section(
        anchor="texts",
        title=title,
        said=(said,),
        table=Table(heads=heads, rows=rows, wide=(0, 3), note=_left_out(tables.article_claims)),
    )


def authors(tables: Tabled) -> Section:
    """Return the section on authors who comment on several articles."""
    title = translated("Shared authors")
    if not tables.authors.height:
        return Section(
            anchor="authors", title=title, said=(translated("No author’s name stands under more than one article."),)
        )
    sites = {
        "one": deferred("one"),
        "several": deferred("several: perhaps different people"),
        None: deferred("not known"),
    }
    rows = tuple(
        (
            _name(row["author"]),
            number(row["comments"]),
            visible(shortened(row["where"], 200)),
            translated(sites[row["sites"]]),
        )
        for row in tables.authors.head(_ROWS).iter_rows(named=True)
    )
    heads = _heads(("author", "comments", "under", "sites"))
    table = Table(heads=heads, rows=rows, numbers=(1,), wide=(2,), note=_left_out(tables.authors))
    return Section(anchor="authors", title=title, table=table)


def copies(tables: Tabled) -> Section:
    """Return the section on comments whose wording stands under several articles."""
    title = translated("The same words in several places")
    if not tables.copies.height:
        nothing = translated(
            "No comment of at least {n} words stands, nearly the same, under several articles.", n=FEWEST
        )
        return Section(anchor="copies", title=title, said=(nothing,))
    places = tuple(
        Place(
            words=shortened(visible(group["text"][0]), _QUOTED),
            where=tuple(_place(row) for row in group.head(_PLACES).iter_rows(named=True)),
        )
        for _, group in tables.copies.filter(pl.col("group") <= _PLACES).group_by("group", maintain_order=True)
    )
    more = tables.copies["group"].n_unique() - len(places)
    said = (translated("The first {n}; the data files have {more} more.", n=len(places), more=number(more)),)
    return Section(anchor="copies", title=title, said=said if more else (), places=places)


def method() -> Section:
    """Return how the numbers came about, and what to be careful with."""
    said = (
        translated(
            "A comment counts for a claim, however it is made (asserted, rejected, asked or reported), once, by its "
            "most probable coding. Intervals are Wilson’s at 95%, at the number of comments less what comments of one "
            "author repeat (Korn & Graubard 1998; where all or none count, as if each author always said the same)."
        ),
        translated(
            "Differences have Newcombe’s interval. Their p-values come from permutations in which all comments of an "
            "author on one side move together, with half a comment on either side taken off what is found, and are "
            "corrected after Holm, which keeps the chance of any false finding below 5% whatever the dependence of the "
            "tests."
        ),
        translated(
            "Two articles tell the same story where the names that both have weigh enough and their other words, "
            "numbers and days agree; rare words weigh more. Articles published more than {days} days apart do not. The "
            "rule was set by hand on made-up pairs; a second event with the same people in the same place may pass.",
            days=APART,
        ),
        translated(
            "Comments are nearly the same where {share} or more of the runs of three words that stand in either stand "
            "in both. An author is a name exactly as shown.",
            share=percent(ALIKE),
        ),
        translated(
            "No person has checked these labels. Articles differ in who reads them, in how many comments were "
            "captured, and in how comments are moderated; a difference between them has many possible causes."
        ),
    )
    return Section(anchor="method", title=translated("Method and caveats"), said=said)


def _heads(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(translated, words))


def _name(name: str) -> str:
    return shortened(visible(name), 80)


def _comments(row: dict[str, int | None]) -> str:
    captured, declared = row["comments"] or 0, row["declared"]
    if declared is None or declared == captured:
        return number(captured)
    return translated("{n} of {declared}", n=number(captured), declared=number(declared))


def _left_out(table: pl.DataFrame, shown: int = _ROWS) -> str:
    return _more_rows(table.height - shown)


def _more_rows(more: int) -> str:
    if more <= 0:
        return ""
    return agreeing(more, "{n} more row stands in the data files.", "{n} more rows stand in the data files.")


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _without(made: pl.DataFrame, talking: Sequence[str]) -> tuple[str, ...]:
    silent = [name for name in made["article"].unique(maintain_order=True).to_list() if name not in talking]
    if not silent:
        return ()
    names = ", ".join(quoted(name) for name in silent[:_PLACES])
    return (translated("Without coded comments, and so in no share: {names}.", names=names),)


def _uncoded(made: pl.DataFrame, comments: Mapping[str, int]) -> tuple[str, ...]:
    """Return of how many comments of each side no claim is judged, so that n can be less than the comments."""
    coded = {name: n for name, n in made.select("article", "n").iter_rows() if n}
    lacking = {name: comments[name] - n for name, n in coded.items() if comments[name] > n}
    if not lacking:
        return ()
    where = [labelled(quoted(_name(name)), number(amount)) for name, amount in [*lacking.items()][:_PLACES]]
    return (
        agreeing(
            sum(lacking.values()),
            "{n} comment is in no share, since it has no text or the coder abstains from it ({where}).",
            "{n} comments are in no share, since they have no text or the coder abstains from them ({where}).",
            where=clauses(where),
        ),
    )


def _side_by_side(made: pl.DataFrame, talking: Sequence[str]) -> Table:
    rows = []
    for (_, label), part in made.group_by(["claim", "label"], maintain_order=True):
        cells = {row["article"]: _cell(row) for row in part.iter_rows(named=True)}
        rows.append((_name(str(label)), *(cells[name] for name in talking)))
    note = translated("Number of comments, and the 95% interval of their share; then how they make the claim.")
    note = _joined(note, _more_rows(len(rows) - _ROWS))
    return Table(heads=(translated("claim"), *map(_name, talking)), rows=tuple(rows[:_ROWS]), note=note)


def _cell(row: dict[str, int | None]) -> str:
    if not row["count"]:
        return "–" if row["share"] is None else share_words(row)
    ways = ", ".join(f"{translated(status)} {number(row[status] or 0)}" for status in STATUSES if row[status])
    return labelled(share_words(row), ways)


def _spread(tables: Tabled) -> Table:
    """Return how widely each claim is spread over many sides: on how many, and where most and least."""
    rows = []
    for row in tables.shared_claims.filter(pl.col("comments") > 0).head(_ROWS).iter_rows(named=True):
        shares = tables.claims.filter((pl.col("claim") == row["claim"]) & (pl.col("n") > 0))
        most = shares.sort("share", descending=True, maintain_order=True).row(0, named=True)
        on = translated("{n} of {declared}", n=number(row["sides"]), declared=number(row["of"]))
        rows.append(
            (_name(row["label"]), number(row["comments"]), on, labelled(_name(most["article"]), share_words(most)))
        )
    heads = _heads(("claim", "comments", "made on", "most often on (95% interval)"))
    return Table(heads=heads, rows=tuple(rows), numbers=(1, 2), note=_left_out(tables.shared_claims))


def _place(row: dict[str, str | None]) -> str:
    parts = [_name(row["author"] or translated("no name")), _name(row["article"] or ""), dated(row["posted"] or "")]
    return " · ".join(part for part in parts if part)
