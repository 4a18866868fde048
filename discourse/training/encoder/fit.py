"""Fine-tuning: all tasks together, sources mixed in each batch, hard labels beside a teacher's soft ones.

Every unit adds the surprise at its right codes (the sum of their probabilities, where the label leaves several open)
and, where there is a teacher, the surprise at the teacher's probabilities. Each source has a head of its own that adds
to the common one, so that what is peculiar to a source (how it was labelled, what it has more of) does not pass for
meaning. Paraphrases are drawn together and all else apart (Oord et al. 2018), so that clauses can be searched.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from discourse.training.encoder.network import Shape, encode, meaning, pooled

Arrays = Mapping[str, np.ndarray[Any, Any]]
_LIKENESS = 0.05
"""Temperature of the likeness of paraphrases."""
_FORM = 0.4
_AT_ONCE = 512
"""Units whose vectors are made together."""
UNLABELLED = 4
"""The part of the rows without labels, as in ``rows``."""
SHARES = {"claims": 0.2, "rumoureval": 1.5, "mtcsd": 0.6, "cdcp": 2.0, "cmv units": 2.0, "ibm": 1.5}
"""How much of each source is read in an epoch, where it is not all of it once."""


class Settings(NamedTuple):
    """How to train. ``shares`` are the parts of each source read in an epoch; ``parts`` those that are learned from.

    ``unlabelled`` is the part of the rows that only the teacher judged; ``soft`` and ``hard`` are what the teacher and
    the labels count for; ``same`` is how many paraphrases are drawn together, after every third batch; ``frozen`` are
    the weights that stay as they are.
    """

    epochs: float
    rate: float
    batch: int = 192
    parts: tuple[int, ...] = (0, 4)
    shares: Mapping[str, float] = SHARES
    unlabelled: float = 0.5
    soft: float = 2.0
    hard: float = 0.2
    warmth: float = 2.0
    same: int = 32
    dropout: float = 0.1
    frozen: tuple[str, ...] = ("apart", "word", "place", "side")
    seed: int = 1


class Data(NamedTuple):
    """The rows on the machine that trains, and on its host what batches are planned by."""

    rows: dict[str, Any]
    starts: Any
    host: Arrays
    unit_starts: np.ndarray[Any, Any]


class Batch(NamedTuple):
    """Numbers of the pairs and units of a batch, the row of each unit, and the length of the longest pair."""

    pairs: Any
    units: Any
    rows: Any
    longest: int


class Fitted(NamedTuple):
    """The weights of encoder and head, and what each source adds to the head (its last column to the bias)."""

    weights: dict[str, Any]
    own: Any


def on_device(arrays: Arrays, device: str, renumber: np.ndarray[Any, Any] | None = None) -> Data:
    """Return the arrays as tensors; ``renumber`` gives another vocabulary's number of each piece."""
    import torch

    pieces = arrays["pieces"].astype(np.int64)
    named = dict(arrays) | {"pieces": renumber[pieces] if renumber is not None else pieces}
    rows = {name: torch.as_tensor(array, device=device) for name, array in named.items() if array.dtype.kind in "iufb"}
    starts = np.concatenate([[0], np.cumsum(arrays["lengths"].astype(np.int64))])
    counts = np.bincount(arrays["units"][:, 0], minlength=len(arrays["lengths"]))
    return Data(rows, torch.as_tensor(starts, device=device), arrays, np.concatenate([[0], np.cumsum(counts)]))


def planned(data: Data, chosen: list[np.ndarray[Any, Any]]) -> Iterator[Batch]:
    """Yield batches of the chosen pairs; all numbers are moved over at once."""
    import torch

    device = data.starts.device
    units = [np.concatenate([np.arange(*data.unit_starts[one : one + 2]) for one in pairs]) for pairs in chosen]
    rows = [np.repeat(np.arange(len(pairs)), np.diff(data.unit_starts)[pairs]) for pairs in chosen]
    moved = [torch.as_tensor(np.concatenate(part).astype(np.int64), device=device) for part in (chosen, units, rows)]
    pair, unit = 0, 0
    for pairs, own in zip(chosen, units, strict=True):
        longest = -(-int(data.host["lengths"][pairs].max()) // 8) * 8
        last = unit + len(own)
        yield Batch(moved[0][pair : pair + len(pairs)], moved[1][unit:last], moved[2][unit:last], longest)
        pair, unit = pair + len(pairs), last


def laid_out(data: Data, batch: Batch) -> dict[str, Any]:
    """Return the pieces of a batch's pairs, padded, with where they are and which side they stand on."""
    import torch

    places = torch.arange(batch.longest, device=data.starts.device)[None]
    there = places < data.rows["lengths"][batch.pairs][:, None]
    ids = data.rows["pieces"][torch.where(there, data.starts[batch.pairs][:, None] + places, 0)]
    firsts = data.rows["firsts"][batch.pairs][:, None]
    return {"ids": ids, "there": there, "firsts": firsts, "sides": ((places >= firsts) & there).long()}


def epoch_of(arrays: Arrays, settings: Settings, chance: np.random.Generator) -> list[np.ndarray[Any, Any]]:
    """Return the pairs of each batch: like in length, sources mixed, in random order."""
    chosen = []
    for part in settings.parts:
        for number, name in enumerate(map(str, arrays["source_names"])):
            found = np.flatnonzero((arrays["parts"] == part) & (arrays["same"] < 0) & (arrays["sources"] == number))
            share = settings.unlabelled if part == UNLABELLED else settings.shares.get(name, 1.0)
            wanted = round(len(found) * share)
            chosen += [chance.permutation(found)[: wanted - taken] for taken in range(0, wanted, max(len(found), 1))]
    order = chance.permutation(np.concatenate(chosen))
    stretch = settings.batch * 40
    batches = []
    for start in range(0, len(order), stretch):
        here = order[start : start + stretch]
        here = here[np.argsort(arrays["lengths"][here], kind="stable")]
        batches += [here[at : at + settings.batch] for at in range(0, len(here), settings.batch)]
    return [batches[at] for at in chance.permutation(len(batches))]


def _same_batches(arrays: Arrays, number: int, chance: np.random.Generator) -> Iterator[np.ndarray[Any, Any]]:
    """Yield paraphrases, two of each of some points, forever: first all firsts, then all seconds; none of one point."""
    by: dict[int, list[int]] = {}
    for place in np.flatnonzero(arrays["same"] >= 0):
        by.setdefault(int(arrays["same"][place]), []).append(int(place))
    points = sorted(key for key, found in by.items() if len(found) > 1)
    number = min(number, len(points))
    while number > 1:
        drawn = [chance.choice(by[key], 2, replace=False) for key in chance.choice(points, number, replace=False)]
        yield np.array(drawn, dtype=np.int64).reshape(number, 2).T.reshape(-1)


class _Learner:
    """Weights in full precision with a copy in half precision, which gradients are taken of where there is a GPU."""

    def __init__(self, base: Mapping[str, Any], data: Data, settings: Settings, steps: int) -> None:
        import torch

        device, width = data.starts.device, base["word"].shape[1]
        outputs, sources = data.host["asked"].shape[1], len(data.host["source_names"])
        self.half = {name: value.detach().clone().to(torch.bfloat16) for name, value in base.items()}
        self.head = (torch.randn(outputs, width + 1, device=device) * 0.02).requires_grad_()
        self.own = torch.zeros(sources, outputs, width + 1, device=device, requires_grad=True)
        self._taught = [name for name in sorted(self.half) if name not in settings.frozen]
        self._full = [base[name].detach().clone().float() for name in self._taught]
        for name, full in zip(self._taught, self._full, strict=True):
            self.half[name].requires_grad_()
            full.grad = torch.zeros_like(full)
        groups = [
            {"params": self._full, "lr": settings.rate, "weight_decay": 0.01},
            {"params": [self.head], "lr": settings.rate * 5, "weight_decay": 0.01},
            {"params": [self.own], "lr": settings.rate * 5, "weight_decay": 0.1},
        ]
        self._optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
        warm = max(1, round(steps * 0.06))
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))
        )

    def step(self, loss: Any) -> None:
        """Take one step down the gradient of the loss."""
        import torch

        loss.backward()
        with torch.no_grad():
            halves = [self.half[name] for name in self._taught]
            torch._foreach_copy_([full.grad for full in self._full], [half.grad for half in halves])
            torch.nn.utils.clip_grad_norm_([*self._full, self.head, self.own], 1.0)
            self._optimizer.step()
            self._schedule.step()
            torch._foreach_copy_(halves, self._full)
            for value in (*halves, self.head, self.own):
                value.grad = None

    def fitted(self) -> Fitted:
        """Return what was learned, in full precision."""
        weights = dict(zip(self._taught, self._full, strict=True))
        rest = {name: value.float() for name, value in self.half.items() if name not in weights}
        return Fitted(rest | weights | {"head": self.head.detach()}, self.own.detach())


def fit(base: Mapping[str, Any], shape: Shape, data: Data, settings: Settings, teacher: Any = None) -> Fitted:
    """Return the encoder and heads after training; ``teacher`` holds a row of outputs for each unit."""
    import torch

    torch.manual_seed(settings.seed)
    chance = np.random.default_rng(settings.seed)
    per_epoch = len(epoch_of(data.host, settings, np.random.default_rng(0)))
    steps = max(1, round(settings.epochs * per_epoch))
    learner = _Learner(base, data, settings, steps)
    same = _same_batches(data.host, settings.same, chance)
    done = 0
    while done < steps:
        chosen = epoch_of(data.host, settings, chance)[: steps - done]
        for batch in planned(data, chosen):
            loss = _loss(learner, shape, data, batch, (settings, teacher))
            if done % 3 == 0 and (alike := next(same, None)) is not None:
                loss = loss + _unlike_paraphrase(learner, shape, data, alike)
            learner.step(loss)
            done += 1
            if done % 50 == 0:
                print(f"{done} of {steps} steps, loss {loss.item():.3f}", flush=True)  # noqa: T201
    return learner.fitted()


def _loss(learner: _Learner, shape: Shape, data: Data, batch: Batch, taught: tuple[Settings, Any]) -> Any:
    import torch

    settings, teacher = taught
    hidden = encode(learner.half, shape, laid_out(data, batch), settings.dropout)
    units = data.rows["units"][batch.units].long()
    seen = torch.nn.functional.dropout(pooled(hidden, batch.rows, units[:, 1], units[:, 2]), settings.dropout)
    seen = torch.nn.functional.pad(seen, (0, 1), value=1.0)
    scores = seen @ learner.head.T
    source = data.rows["sources"][batch.pairs][batch.rows].long()
    of_source = torch.nn.functional.one_hot(source, len(learner.own)).float()
    shifted = scores + torch.einsum("us,uso->uo", of_source, torch.einsum("uh,soh->uso", seen, learner.own))
    loss = settings.hard * _surprise(shifted, data, batch, units)
    if teacher is not None:
        loss = loss + settings.soft * _unlike_teacher(
            scores, teacher[batch.units].float(), data, units, settings.warmth
        )
    return loss / len(batch.pairs)


def _surprise(scores: Any, data: Data, batch: Batch, units: Any) -> Any:
    low = -1e9
    total = scores.masked_fill(~data.rows["asked"][units[:, 3]], low).logsumexp(1)
    right = scores.masked_fill(~data.rows["allowed"][batch.units], low).logsumexp(1)
    return (data.rows["worth"][batch.units] * (total - right)).sum()


def _unlike_teacher(scores: Any, theirs: Any, data: Data, units: Any, warmth: float) -> Any:
    import torch

    asked = data.rows["asked"][units[:, 3]]
    wanted = (theirs / warmth).masked_fill(~asked, -1e9).softmax(1)
    ours = (scores / warmth).masked_fill(~asked, -1e9).log_softmax(1).masked_fill(~asked, 0.0)
    worth = torch.where(units[:, 3] == len(data.host["asked"]) - 1, _FORM, 1.0)
    return -warmth * (worth * (wanted * ours).sum(1)).sum()


def _unlike_paraphrase(learner: _Learner, shape: Shape, data: Data, chosen: np.ndarray[Any, Any]) -> Any:
    import torch

    pieces = laid_out(data, next(planned(data, [chosen])))
    vectors = meaning(encode(learner.half, shape, pieces), pieces["there"], pieces["firsts"])
    half = len(vectors) // 2
    likeness = vectors[:half] @ vectors[half:].T / _LIKENESS
    truth = torch.arange(half, device=likeness.device)
    surprise = torch.nn.functional.cross_entropy
    return (surprise(likeness, truth) + surprise(likeness.T, truth)) / 2


def vectors_of(fitted: Fitted, shape: Shape, data: Data) -> Iterator[tuple[np.ndarray[Any, Any], Any]]:
    """Yield the numbers of units and their vectors, with a 1 at the end, that all heads are applied to."""
    import torch

    half = {name: value.to(torch.bfloat16) for name, value in fitted.weights.items()}
    having = np.flatnonzero(np.diff(data.unit_starts))
    having = having[np.argsort(data.host["lengths"][having], kind="stable")]
    chosen = [having[start : start + _AT_ONCE] for start in range(0, len(having), _AT_ONCE)]
    with torch.no_grad():
        for batch in planned(data, chosen):
            hidden = encode(half, shape, laid_out(data, batch))
            units = data.rows["units"][batch.units].long()
            seen = pooled(hidden, batch.rows, units[:, 1], units[:, 2])
            yield batch.units.cpu().numpy(), torch.nn.functional.pad(seen, (0, 1), value=1.0)


def scores_of(fitted: Fitted, shape: Shape, data: Data) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return the outputs of every unit by the common head, and by that of its own source."""
    outputs = data.host["asked"].shape[1]
    common, own = (np.zeros((len(data.host["units"]), outputs), dtype=np.float32) for _ in range(2))
    source = data.host["sources"][data.host["units"][:, 0]]
    for units, seen in vectors_of(fitted, shape, data):
        scores = seen @ fitted.weights["head"].T
        heads = fitted.own[source[units].astype(np.int64)]
        common[units] = scores.cpu().numpy()
        own[units] = (scores + (heads @ seen[:, :, None])[:, :, 0]).cpu().numpy()
    return common, own
