"""``discourse formats``: the readers and what each recovers."""

from discourse.cli.screen import say


def formats() -> None:
    """List the readers: which system or format each reads, and what it recovers beside ids and texts."""
    from discourse.readers import READERS, load_reader

    for name in READERS:
        reader = load_reader(name)
        say(f"{name:<14} {reader.TITLE}")
        say(f"{'':<14}   {', '.join(reader.RECOVERS)}")
