"""Tables of several articles made to draw from: any number of articles, one of them without comments."""

import random

import polars as pl

LABELS = {
    "staged": "Staged or coordinated operation of one of the parties involved",
    "fable": "Made up",
    "cash": "It is all about money and nothing else",
    "eye": "Eyewitness",
    "never": "Never said",
}
STATUSES = ("asserts", "rejects", "questions", "reports")


def article(number: int) -> str:
    return f"{number}: the harbour bridge and what it costs"[:40] if number % 3 else f"شيرين القاضي {number}"


def shares(articles: int, seed: int = 5) -> pl.DataFrame:
    chance = random.Random(seed)  # noqa: S311 - the same every time is what is wanted
    sizes = [0 if number == 1 else chance.choice((6, 60, 600)) for number in range(articles)]
    rows = []
    for claim, label in LABELS.items():
        for number, n in enumerate(sizes):
            counts = {status: chance.randint(0, n // 6) if claim != "never" else 0 for status in STATUSES}
            made = sum(counts.values())
            share = made / n if n else None
            rows.append(
                {"article": article(number), "claim": claim, "label": label, "count": made, "n": n, "share": share}
                | {"low": share, "high": share}
                | counts
            )
    return pl.DataFrame(rows)


def differences(articles: int, seed: int = 5) -> pl.DataFrame:
    chance = random.Random(seed)  # noqa: S311 - see above
    rows = []
    for number in range(articles if articles > 2 else 1):
        for claim, label in LABELS.items():
            apart, reach = chance.uniform(-0.3, 0.3), chance.uniform(0.02, 0.2)
            rows.append(
                {"claim": claim, "label": label, "article": article(number)}
                | {"other": article(1) if articles == 2 else "all others", "share": 0.4, "other_share": 0.4 - apart}
                | {"difference": apart, "low": apart - reach, "high": apart + reach, "differs": abs(apart) > reach}
            )
    return pl.DataFrame(rows)
