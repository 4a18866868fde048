"""Answers of YouTube's Data API about several videos, or about a channel: each is an article of its own."""

import json
from typing import Any

import pytest

from discourse.readers import read_all


def thread(number: int, video: str | None = None) -> dict[str, Any]:
    about = {"channelId": "UC1"} | ({"videoId": video} if video else {})
    comment = {
        "kind": "youtube#comment",
        "id": f"c{number}",
        "snippet": about | {"textOriginal": f"Comment {number}", "publishedAt": "2024-05-01T10:00:00Z"},
    }
    return {"kind": "youtube#commentThread", "id": f"c{number}", "snippet": about | {"topLevelComment": comment}}


def reply(number: int) -> dict[str, Any]:
    return {
        "kind": "youtube#comment",
        "id": f"c1.r{number}",
        "snippet": {"textOriginal": f"Reply {number}", "parentId": "c1", "publishedAt": "2024-05-01T11:00:00Z"},
    }


WATCH, CHANNEL = "https://www.youtube.com/watch?v=", "https://www.youtube.com/channel/UC1"
CASES: dict[str, tuple[list[dict[str, Any]], list[tuple[str | None, int]]]] = {
    "one video": ([thread(1, "V1"), thread(2, "V1")], [(f"{WATCH}V1", 2)]),
    "two videos": ([thread(1, "V1"), thread(2, "V2"), thread(3, "V1")], [(f"{WATCH}V1", 2), (f"{WATCH}V2", 1)]),
    "a video and the channel": ([thread(1, "V1"), thread(2)], [(f"{WATCH}V1", 1), (CHANNEL, 1)]),
    "the channel alone": ([thread(1), thread(2)], [(CHANNEL, 2)]),
    "answers that name no video": ([thread(1, "V1"), reply(1), reply(2)], [(f"{WATCH}V1", 3)]),
    "answers alone": ([reply(1), reply(2)], [(None, 2)]),
}


@pytest.mark.parametrize(("items", "wanted"), CASES.values(), ids=CASES)
def test_each_video_is_an_article(items: list[dict[str, Any]], wanted: list[tuple[str | None, int]]) -> None:
    threads = read_all(json.dumps({"items": items}).encode(), name="answer.json")
    assert [(each.article.url, len(each.comments)) for each in threads] == wanted
