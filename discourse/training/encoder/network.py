"""The encoder as it is trained: a transformer of BERT's kind, or MPNet's, over torch, as functions of its weights.

Weights are a dictionary of arrays under short names, the same as ``discourse.coders.neural`` reads. torch is imported
where it is needed only, and typed ``Any``.
"""

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np


class Shape(NamedTuple):
    """What the weights do not say by themselves; ``offset`` is the number of the first position."""

    layers: int
    heads: int
    offset: int
    relative: bool
    epsilon: float


_BERT = {
    "embeddings.word_embeddings.weight": "word",
    "embeddings.position_embeddings.weight": "place",
    "embeddings.token_type_embeddings.weight": "side",
    "embeddings.LayerNorm.": "entry.norm.",
    "encoder.relative_attention_bias.weight": "apart",
    "encoder.layer.": "",
    "attention.self.": "",
    "attention.attn.": "",
    "attention.output.dense.": "out.",
    "attention.output.LayerNorm.": "norm.",
    "attention.LayerNorm.": "norm.",
    "intermediate.dense.": "wide.",
    "output.dense.": "narrow.",
    "output.LayerNorm.": "last.",
    "query.": "q.",
    "key.": "k.",
    "value.": "v.",
}  # fmt: skip
_ATTENTION = {"q.": "q.", "k.": "k.", "v.": "v.", "o.": "out."}


def read_base(folder: Path) -> tuple[dict[str, np.ndarray[Any, Any]], Shape]:
    """Return the weights and shape of a base encoder from its ``config.json`` and ``model.safetensors``."""
    config = json.loads((folder / "config.json").read_text("utf-8"))
    relative = config["model_type"] == "mpnet"
    shape = Shape(
        config["num_hidden_layers"],
        config["num_attention_heads"],
        2 if relative else 0,
        relative,
        float(config["layer_norm_eps"]),
    )
    named = {_short(name): array for name, array in read_safetensors(folder / "model.safetensors").items()}
    return joined({name: array for name, array in named.items() if name}, shape.layers), shape


def joined(weights: Mapping[str, np.ndarray[Any, Any]], layers: int) -> dict[str, np.ndarray[Any, Any]]:
    """Return the weights with those of query, key and value in one: one product instead of three."""
    found = {name: array for name, array in weights.items() if name.split(".")[1:2] not in (["q"], ["k"], ["v"])}
    for layer in range(layers):
        for kind in ("weight", "bias"):
            parts = [weights[f"{layer}.{name}.{kind}"] for name in ("q", "k", "v")]
            found[f"{layer}.qkv.{kind}"] = np.concatenate(parts)
    return found


def _short(name: str) -> str:
    """Return our name of a weight, empty for one that is not used."""
    name = name.removeprefix("bert.").removeprefix("mpnet.")
    if name.startswith("pooler") or "position_ids" in name:
        return ""
    for long, short in _BERT.items():
        name = name.replace(long, short)
    layer, _, rest = name.partition(".")
    for long, short in _ATTENTION.items():
        if layer.isdigit() and rest.startswith(long):
            return f"{layer}.{short}{rest.removeprefix(long)}"
    return name


def read_safetensors(path: Path) -> dict[str, np.ndarray[Any, Any]]:
    """Return the float32 arrays of a safetensors file."""
    with path.open("rb") as file:
        head = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        body = file.read()
    arrays = {}
    for name, entry in head.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            start, end = entry["data_offsets"]
            arrays[name] = np.frombuffer(body[start:end], dtype="<f4").reshape(entry["shape"])
    return arrays


def relative_bias(table: Any, length: int) -> Any:
    """Return MPNet's bias by distance for each head: heads × length × length."""
    import torch

    places = torch.arange(length, device=table.device)
    apart = places[:, None] - places[None, :]
    half = table.shape[0] // 2
    bucket = (apart < 0).long() * half
    apart = apart.abs()
    exact = half // 2
    far = exact + (torch.log(apart.clamp(min=1) / exact) / math.log(128 / exact) * (half - exact)).long()
    bucket = bucket + torch.where(apart < exact, apart, far.clamp(max=half - 1))
    return table[bucket].permute(2, 0, 1)


def encode(weights: Mapping[str, Any], shape: Shape, batch: Mapping[str, Any], dropout: float = 0.0) -> Any:
    """Return the vector of every piece: pairs × pieces × width. ``batch`` holds ``ids``, ``sides`` and ``there``."""
    import torch
    from torch.nn import functional as net

    ids, there = batch["ids"], batch["there"]
    length, width = ids.shape[1], weights["word"].shape[1]
    hidden = net.embedding(ids, weights["word"]) + weights["place"][shape.offset : shape.offset + length]
    if "side" in weights:
        near, far = weights["side"]
        hidden = hidden + near + batch["sides"][..., None].to(hidden.dtype) * (far - near)
    bias = torch.zeros(there.shape, device=ids.device).masked_fill(~there, -1e4)[:, None, None, :]
    if shape.relative:
        bias = bias + relative_bias(weights["apart"], length)[None]
    bias = bias.to(hidden.dtype)

    def norm(name: str, values: Any) -> Any:
        return net.layer_norm(values, (width,), weights[f"{name}.weight"], weights[f"{name}.bias"], shape.epsilon)

    def linear(name: str, values: Any) -> Any:
        return net.linear(values, weights[f"{name}.weight"], weights[f"{name}.bias"])

    def drop(values: Any) -> Any:
        return net.dropout(values, dropout) if dropout else values

    hidden = drop(norm("entry.norm", hidden))
    for layer in range(shape.layers):
        parts = linear(f"{layer}.qkv", hidden).unflatten(-1, (3, shape.heads, -1)).permute(2, 0, 3, 1, 4)
        queries, keys, values = parts.unbind(0)
        seen = _attended(queries, keys, (values, dropout), bias)
        hidden = norm(f"{layer}.norm", hidden + drop(linear(f"{layer}.out", seen.transpose(1, 2).flatten(2))))
        wide = net.gelu(linear(f"{layer}.wide", hidden))
        hidden = norm(f"{layer}.last", hidden + drop(linear(f"{layer}.narrow", wide)))
    return hidden


def _attended(queries: Any, keys: Any, given: tuple[Any, float], bias: Any) -> Any:
    from torch.nn import functional as net

    values, dropout = given
    if queries.device.type == "cuda":
        return net.scaled_dot_product_attention(queries, keys, values, attn_mask=bias, dropout_p=dropout)
    # the fused kernel's way back is ten times slower than these three steps on a CPU
    odds = (queries * queries.shape[-1] ** -0.5) @ keys.transpose(-1, -2) + bias
    return odds.softmax(-1) @ values


def pooled(hidden: Any, row: Any, first: Any, last: Any) -> Any:
    """Return the mean vector of each unit: pieces ``first`` to ``last`` of pair number ``row``."""
    import torch

    sums = torch.nn.functional.pad(hidden.float().cumsum(1), (0, 0, 1, 0))
    places, sums = row * sums.shape[1], sums.flatten(0, 1)
    # index_select, since the way back of sums[row, last] sorts and is slow
    return (sums.index_select(0, places + last) - sums.index_select(0, places + first)) / (last - first)[:, None]


def meaning(hidden: Any, there: Any, firsts: Any) -> Any:
    """Return the unit vector of the second text: the mean of its pieces, but for the mark at its end."""
    import torch

    places = torch.arange(hidden.shape[1], device=hidden.device)[None]
    second = ((places >= firsts) & there).float()
    second = second * (second.cumsum(1) < second.sum(1, keepdim=True))
    mean = (hidden.float() * second[..., None]).sum(1) / second.sum(1, keepdim=True).clamp(min=1)
    return torch.nn.functional.normalize(mean, dim=1)


def bert_to_mpnet(bert: Sequence[str], mpnet: Sequence[str]) -> np.ndarray[Any, Any]:
    """Return MPNet's number for each of BERT's pieces, which it has all of, some by another name."""
    names = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}
    known = {piece: number for number, piece in enumerate(mpnet)}
    return np.array([known[names.get(piece, piece)] for piece in bert], dtype=np.int64)
