"""Claims that are left open: what one is not sure of, and what would follow if it were so."""

from discourse.coders.claims.status.mention import Mention
from discourse.coders.claims.status.scene import Scene, paused
from discourse.coders.claims.status.scopes import clause_end
from discourse.coders.claims.triggers import Trigger


def uncertain(scene: Scene) -> Mention | None:
    """Return the status of a claim that somebody is not sure of, ``None`` where nobody says so."""
    for trigger in scene.of("uncertain"):
        if trigger.end <= scene.first and scene.first < clause_end(scene, trigger.end, through_that=True):
            return Mention("questions", 0.7)
    return None


def conditional(scene: Scene, turned: bool) -> Mention | None:
    """Return the status of a claim in an if-clause: open, or rejected where the condition is unreal."""
    if any(
        trigger.start < scene.first and scene.first - trigger.end < 8
        for trigger in scene.of("unreal")
        if _as_if(scene, trigger)
    ):
        return Mention("rejects", 0.6)
    if any(_mocked(scene, trigger) for trigger in scene.of("conditional")):
        return Mention("rejects", 0.6)
    for trigger in scene.of("conditional"):
        if trigger.end <= scene.first and not any(paused(scene, at) for at in range(trigger.start, scene.first)):
            unreal = _counterfactual(scene, trigger) or _absurd_after(scene)
            return Mention("asserts" if turned else "rejects", 0.6) if unreal else Mention("questions", 0.5)
    return None


def _as_if(scene: Scene, trigger: Trigger) -> bool:
    return scene.sentence.lowers[trigger.start] in {"as", "als", "comme", "como"}


def _mocked(scene: Scene, trigger: Trigger) -> bool:
    """Return whether a name that was given is mocked: "If that is progress, I would rather walk"."""
    lowers = scene.sentence.lowers
    pointed = lowers[trigger.end : trigger.end + 2]
    points = pointed[:1] in {("that's",), ("thats",)} or pointed in {("that", "is"), ("this", "is"), ("that", "was")}
    return (
        points
        and trigger.end <= scene.first
        and bool({"i", "i'd", "id", "i'm", "im"}.intersection(lowers[scene.last + 1 :]))
    )


def _absurd_after(scene: Scene) -> bool:
    """Return whether what would follow is absurd: "If that is a lake, I'm the Pope"."""
    return any(trigger.start > scene.last for trigger in scene.of("sarcasm"))


def _counterfactual(scene: Scene, trigger: Trigger) -> bool:
    """Return whether a condition is unreal: "If they were …, they would …"."""
    lowers = scene.sentence.lowers
    past = {"were", "was", "had", "did", "wäre", "wären", "hätte", "hätten", "était", "étaient", "fuera", "fueran"}
    unreal = {"would", "wouldn't", "würde", "würden", "hätte", "hätten", "serait", "auraient", "habrían"}
    return bool(past.intersection(lowers[trigger.end : scene.last + 1])) and bool(
        unreal.intersection(lowers[scene.last + 1 :])
    )
