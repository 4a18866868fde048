"""What is compared: each article by itself, or the articles of a site, a time or a topic together."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args
from urllib.parse import urlsplit

from discourse.analysis import Analysis
from discourse.comparing.stories import StoryLink
from discourse.model import Article

By = Literal["article", "site", "time", "topic"]
BY: tuple[By, ...] = get_args(By)
_LONGEST = 60
_MOST_TIMES = 12
"""Times are days where there are no more than so many, else months, else years."""
_PRECISIONS = (10, 7, 4)


class Side(NamedTuple):
    """A name and the articles, by their number, that stand under it; ``None`` is a name that nobody knows."""

    name: str | None
    articles: tuple[int, ...]


def article_names(analyses: Sequence[Analysis]) -> list[str]:
    """Return what each article is called: its title, cut where it is long, with the source where two are alike.

    >>> from discourse.model import Thread
    >>> from discourse.analysis import uncoded
    >>> article_names([uncoded(Thread(article=Article(source=name, title="Swans"))) for name in ("a.html", "b.html")])
    ['Swans (a.html)', 'Swans (b.html)']
    """
    return _told_apart(analyses, [_cut(title) for title in _titles(analyses)])


def full_titles(analyses: Sequence[Analysis]) -> list[str]:
    """Return the titles of articles at full length, told apart as by ``article_names``."""
    return _told_apart(analyses, _titles(analyses))


def _titles(analyses: Sequence[Analysis]) -> list[str]:
    articles = (analysis.thread.article for analysis in analyses)
    return [" ".join((article.title or article.source).split()) for article in articles]


def _told_apart(analyses: Sequence[Analysis], titles: Sequence[str]) -> list[str]:
    same = Counter(titles)
    named = [
        title if same[title] == 1 else f"{title} ({analysis.thread.article.source})"
        for title, analysis in zip(titles, analyses, strict=True)
    ]
    again = Counter(named)
    return [name if again[name] == 1 else f"{name} {number}" for number, name in enumerate(named, start=1)]


def site_of(article: Article) -> str | None:
    """Return the site of an article: its name, else the host of its address.

    >>> site_of(Article(source="x", url="https://www.example.org/a"))
    'example.org'
    """
    if article.site and article.site.strip():
        return article.site.strip()
    try:
        host = urlsplit(article.url or "").hostname
    except ValueError:
        host = None
    return host.removeprefix("www.") if host else None


def sides(analyses: Sequence[Analysis], by: By, links: Sequence[StoryLink] = ()) -> tuple[Side, ...]:
    """Return the sides in the order of their first article, times in theirs, and last the one without a name.

    ``links`` tell which articles are of one topic: those that tell the same story or are of the same topic.
    """
    if by == "article":
        return tuple(Side(name, (number,)) for number, name in enumerate(article_names(analyses)))
    articles = [analysis.thread.article for analysis in analyses]
    if by == "site":
        return _grouped([site_of(article) for article in articles])
    if by == "time":
        return tuple(sorted(_grouped(_times(articles)), key=lambda side: (side.name is None, side.name or "")))
    return _grouped(_topics(article_names(analyses), links))


def _grouped(names: Sequence[str | None]) -> tuple[Side, ...]:
    groups: dict[str | None, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        groups[name].append(number)
    found = [Side(name, tuple(numbers)) for name, numbers in groups.items()]
    return tuple(sorted(found, key=lambda side: side.name is None))


def _times(articles: Sequence[Article]) -> list[str | None]:
    """Return the day, month or year in which each article was published, whichever makes few enough times."""
    published = [(article.published or "")[:10] or None for article in articles]
    for length in _PRECISIONS:
        times = [_known(time, length) for time in published]
        if len(set(times)) <= _MOST_TIMES:
            return times
    return times


def _known(time: str | None, length: int) -> str | None:
    return time[:length] if time and time[:4].isdigit() else None


def _topics(names: Sequence[str], links: Sequence[StoryLink]) -> list[str | None]:
    """Return for each article the names that the articles of its topic share, or its own where it stands alone."""
    home = list(range(len(names)))

    def root(number: int) -> int:
        while home[number] != number:
            number = home[number]
        return number

    for link in links:
        one, other = sorted((root(link.first), root(link.second)))
        home[other] = one
    words: dict[int, str] = {}
    for link in links:
        shared = link.evidence.names[:3] or link.evidence.words[:3]
        words.setdefault(root(link.first), ", ".join(shared))
    return [words.get(root(number)) or names[root(number)] for number in range(len(names))]


def _cut(title: str) -> str:
    """Return a title that is not too long, cut between words where one ends late enough."""
    if len(title) <= _LONGEST:
        return title
    space = title.rfind(" ", _LONGEST // 2, _LONGEST)
    return title[: space if space > 0 else _LONGEST - 1].rstrip() + "…"
