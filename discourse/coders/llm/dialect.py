"""How a request is worded for the servers there are: what one refuses is left out or named otherwise."""

from typing import Any, Literal, NamedTuple

from discourse.coders.llm.prompt import Request
from discourse.coders.llm.settings import Settings


class Dialect(NamedTuple):
    """Which form of answer a server keeps a model to, what it calls the bound of an answer, whether it is told 0."""

    form: Literal["json_schema", "json_object", "text"] = "json_schema"
    bound: Literal["max_tokens", "max_completion_tokens", ""] = "max_tokens"
    temperature: bool = True


def body_of(request: Request, settings: Settings, dialect: Dialect) -> dict[str, Any]:
    """Return the body of a request in a dialect."""
    body: dict[str, Any] = {"model": settings.model, "messages": list(request.messages), "stream": False}
    if dialect.temperature:
        body["temperature"] = 0
    if dialect.bound:
        body[dialect.bound] = settings.answer_tokens
    if dialect.form == "json_schema":
        schema = {"name": "codings", "strict": True, "schema": request.schema}
        body["response_format"] = {"type": "json_schema", "json_schema": schema}
    elif dialect.form == "json_object":
        body["response_format"] = {"type": "json_object"}
    return body


def plainer(dialect: Dialect, complaint: str) -> Dialect | None:
    """Return a dialect without what a server complains of, ``None`` where there is nothing left to leave out.

    >>> plainer(Dialect(), "Unsupported parameter: 'max_tokens'").bound
    'max_completion_tokens'
    """
    said = complaint.lower()
    if dialect.temperature and "temperature" in said:
        return dialect._replace(temperature=False)
    if dialect.bound and dialect.bound in said:
        return dialect._replace(bound="max_completion_tokens" if dialect.bound == "max_tokens" else "")
    if dialect.form != "text":
        return dialect._replace(form="json_object" if dialect.form == "json_schema" else "text")
    return None
