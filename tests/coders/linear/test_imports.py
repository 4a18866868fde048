"""What the coder needs when it codes: neither scikit-learn nor the network."""

import subprocess
import sys

SCRIPT = """
import importlib.abc, socket, sys, traceback

class Watch(importlib.abc.MetaPathFinder):
    asked = set()
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"sklearn", "pandas", "torch"}:
            frames = [f.f_globals.get("__name__", "") for f, _ in traceback.walk_stack(None)]
            by = next(n for n in frames if n != __name__ and not n.startswith(("importlib", "traceback")))
            self.asked.add((name.partition(".")[0], by.partition(".")[0]))
            raise ImportError(name)

def refuse(*_, **__):
    raise AssertionError("the network was asked for")

sys.meta_path.insert(0, Watch())
socket.socket.connect = refuse
socket.getaddrinfo = refuse
from discourse.codebook import load_codebook
from discourse.coders import code, explain
from discourse.model import Article, Comment, Thread
from discourse.replies.graph import ReplyGraph

texts = ("The council should run the ferry.", "No, you are wrong; it costs too much.", "Where did you read that?")
thread = Thread(
    article=Article(source="page.html", language="en"),
    comments=tuple(Comment(id=str(number), text=text) for number, text in enumerate(texts)),
)
graph, book = ReplyGraph.from_parents([-1, 0, 1]), load_codebook("general")
found = code(thread, graph, book)
explain(thread, graph, book, found)
print([one.code for one in found if one.variable == "reply_stance"])
print(sorted({by for _, by in Watch.asked} - {"nltk"}), "sklearn" in sys.modules)
"""


def test_a_thread_is_coded_without_scikit_learn_and_without_the_network() -> None:
    shown = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True).stdout  # noqa: S603  # ours
    assert shown.splitlines() == ["['comment', 'deny', 'query']", "[] False"]
