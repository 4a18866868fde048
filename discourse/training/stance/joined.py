"""Stance learned as a whole: the linear weights toward statements and toward names, and the net beside each."""

from pathlib import Path

from discourse.coders.linear.leaning import STATEMENT, TARGET
from discourse.coders.pairs import shipped
from discourse.training.linear.fit import Trained, train, write
from discourse.training.linear.tasks import TASKS
from discourse.training.stance.names import names_left_out, train_names
from discourse.training.stance.sides import beside, left_out, train_net

KINDS = {"stance": STATEMENT, "stance_named": TARGET}
"""The kind of place in which a net stands beside the linear weights, by the name of their model."""


def train_stance(data: Path, output: Path) -> None:
    """Learn the linear weights of stance from all sets in the folder, and the nets beside them; write all.

    Raises DiscourseError where there are too few labelled rows.
    """
    stated, named = (train(TASKS[name], TASKS[name].load(data)) for name in KINDS)
    net = train_net(data, output / "pairs")
    lefts = left_out(stated, net), train_names(named, net, output / "pairs")
    for (name, kind), trained, left in zip(KINDS.items(), (stated, named), lefts, strict=True):
        write(trained._replace(model=beside(trained, left, kind)), name, output)


def with_net(trained: Trained, name: str) -> Trained:
    """Return a model of stance as the net that comes with the package stands beside it.

    Toward names how far it counts is told by nets that are fitted for that, as when it was learned.
    """
    left = (left_out if KINDS[name] == STATEMENT else names_left_out)(trained, shipped())
    return trained._replace(model=beside(trained, left, KINDS[name]))
