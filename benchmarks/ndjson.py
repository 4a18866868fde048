"""How much more a dump of comments costs to read than its lines cost to decode, in CPU of one run.

Usage: python -m benchmarks.ndjson [--n 100000] [--seed 1]

Makes a seeded dump of comments as Pushshift has them (threads of heavy-tailed size), in memory and under the bound of
one source. The floor decodes each line into a typed struct with the fields that are read, and keeps them; ours gives
the threads. The ratio is ours over the floor.
"""

import argparse
import json
import random
import time

import msgspec

from discourse.readers import read_all
from discourse.readers.reddit.records import Record

WORDS = "the a river train bread old town bridge closed open why not because night morning warden mill keeper".split()  # noqa: SIM905


def main() -> None:
    """Make the dump, time both, print the ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--n", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    data = dump(told.n, random.Random(told.seed))  # noqa: S311  # a dump that is the same on every run
    floor = min(timed(lambda: decoded(data)) for _ in range(3))
    ours = min(timed(lambda: read_all(data, name="dump.jsonl")) for _ in range(3))
    size = len(data) / 1024**2
    print(f"{told.n:,} comments, {size:.1f} MB: floor {floor:.2f} s, ours {ours:.2f} s, {ours / floor:.2f} times")


def timed(work: object) -> float:
    """Return the CPU seconds of some work."""
    start = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - start


def decoded(data: bytes) -> list[Record]:
    """Return the bare records."""
    decode = msgspec.json.Decoder(Record, strict=False).decode
    return [decode(line) for line in data.splitlines()]


def dump(count: int, chance: random.Random) -> bytes:
    """Return a dump of so many comments."""
    lines: list[str] = []
    thread: list[str] = []
    for number in range(count):
        if not thread or len(thread) > chance.paretovariate(0.8) * 5:
            thread = [f"t3_s{number}"]
        id_ = f"c{number}"
        body = " ".join(chance.choice(WORDS) for _ in range(chance.randint(3, 90)))
        line = {
            "id": id_, "body": body + (" &gt; so" if number % 9 == 0 else ""), "author": f"user{number % 4999}",
            "author_fullname": "t2_x", "parent_id": chance.choice(thread), "link_id": thread[0], "edited": False,
            "created_utc": 1_600_000_000 + number, "score": chance.randint(-5, 90), "stickied": False,
            "distinguished": None, "is_submitter": False, "collapsed": False, "subreddit": "town", "gilded": 0,
        }  # fmt: skip
        lines.append(json.dumps(line))
        thread.append(f"t1_{id_}")
    return "\n".join(lines).encode()


if __name__ == "__main__":
    main()
