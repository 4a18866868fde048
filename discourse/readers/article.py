from discourse.model import Article
from discourse.readers.source import Source


def article_of(source: Source) -> Article:
    return Article(source=source.name)
