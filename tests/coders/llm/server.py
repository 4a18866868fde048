"""A model's server that does what a script says: a process of its own, of the standard library alone.

``PUT /script`` sets the steps, one for each request, of which the last one is repeated; ``GET /log`` gives what was
asked since. Its "model" knows four rules, so that a right answer is a fact: "No" denies, "?" asks, a target's name
before "lies" is against it, "flood" asserts the claim of that name.
"""

import gzip
import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LOCK = threading.Lock()
STATE: dict[str, Any] = {"steps": [{}], "log": [], "now": 0, "most": 0}


def entry(code: str, words: str, **more: str) -> dict[str, Any]:
    return {**more, "code": code, "percent": 80, "words": words}


def judged(comment: dict[str, Any], step: dict[str, Any]) -> dict[str, Any]:
    text = comment["text"]
    stance = entry("comment", "")
    if text.startswith("No"):
        stance = entry("deny", "No")
    elif text.endswith("?"):
        stance = entry("query", text.rpartition(". ")[2])
    if step.get("obeys"):
        stance = entry("support", "I agree")
    said = {
        "number": comment["number"],
        "reply_stance": stance,
        "stance": [entry("against", "council lies", target="council")] if "council lies" in text else [],
        "claims": [entry("asserts", "flood", claim="flood_risk")] if "flood" in text else [],
        "form": [entry("value", text.partition(".")[0])],
    }
    return {**said, **step.get("entries", {}).get(str(comment["number"]), {})}


def content(body: dict[str, Any], step: dict[str, Any]) -> str | None:
    if "content" in step:
        said: str | None = step["content"]
        return said
    data = json.loads(body["messages"][-1]["content"].splitlines()[1])
    comments = [judged(comment, step) for comment in data["comments"]]
    kept = [one for one in comments if one["number"] not in step.get("without", [])]
    return str(step.get("around", "{}")).replace("{}", json.dumps({"comments": kept}))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Keep silent."""

    def do_PUT(self) -> None:
        steps = json.loads(self.body())
        with LOCK:
            STATE.update(steps=steps, log=[], now=0, most=0)
        self.reply(200, b"{}")

    def do_GET(self) -> None:
        with LOCK:
            log = json.dumps({"asked": STATE["log"], "most": STATE["most"]}).encode()
        self.reply(200, log)

    def do_POST(self) -> None:
        body = json.loads(self.body())
        with LOCK:
            step = STATE["steps"][min(len(STATE["log"]), len(STATE["steps"]) - 1)]
            STATE["log"].append({"path": self.path, "headers": dict(self.headers), "body": body})
            STATE["now"] += 1
            STATE["most"] = max(STATE["most"], STATE["now"])
        try:
            self.act(step, body)
        except OSError:
            self.close_connection = True  # the client has had enough
        finally:
            with LOCK:
                STATE["now"] -= 1

    def act(self, step: dict[str, Any], body: dict[str, Any]) -> None:
        time.sleep(step.get("seconds", 0))
        refused = [word for word in step.get("refuses", []) if word in body]
        if step.get("closes"):
            self.close_connection = True
        elif "bytes" in step:
            self.wfile.write(step["bytes"].encode())
            self.close_connection = True
        elif step.get("drips"):
            self.drip()
        elif refused:
            self.reply(400, json.dumps({"error": {"message": f"Unknown parameter: {refused[0]}"}}).encode())
        elif "raw" in step or "status" in step:
            raw = step.get("raw", "").encode() * step.get("times", 1)
            self.reply(step.get("status", 200), raw, step.get("headers", {}))
        else:
            self.complete(step, body)

    def complete(self, step: dict[str, Any], body: dict[str, Any]) -> None:
        message = {"role": "assistant", "content": content(body, step)}
        usage = step.get("usage", {"prompt_tokens": 100, "completion_tokens": 20})
        answer = json.dumps({"choices": [{"message": message}], "usage": usage}).encode()
        if step.get("packs"):
            self.reply(200, gzip.compress(answer), {"Content-Encoding": "gzip"})
        else:
            self.reply(200, answer)

    def drip(self) -> None:
        """Send one byte of a header after the other, so that the connection is never silent and never done."""
        for _ in range(200):
            self.wfile.write(b"H")
            self.wfile.flush()
            time.sleep(0.02)

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def reply(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        sys.stdout.write(f"{server.server_address[1]}\n")
        sys.stdout.flush()
        server.serve_forever()
