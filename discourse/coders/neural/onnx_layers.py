"""The encoder's layers over ONNX Runtime (extra ``neural``), eight-bit products as they are stored.

The model is written here, message by message, from the arrays that come with the package: the format is a few nested
protocol buffers (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3), and no library is needed to write it.
"""

import os
from collections.abc import Iterable
from typing import Any

import numpy as np

from discourse.coders.neural.weights import Weights

Array = np.ndarray[Any, Any]
_FLOAT, _INT8, _INT32, _INT64 = 1, 3, 6, 7
_KINDS = {"float32": _FLOAT, "int8": _INT8, "int32": _INT32, "int64": _INT64}
_RUNTIME = "com.microsoft"
"""The domain of ONNX Runtime's own operators, which join several steps in one."""


def is_installed() -> bool:
    """Return whether ONNX Runtime can be imported."""
    from importlib.util import find_spec

    return find_spec("onnxruntime") is not None


class OnnxLayers:
    """The layers of the encoder as a session of ONNX Runtime."""

    def __init__(self, weights: Weights, threads: int = 0) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or os.cpu_count() or 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            onnx_model(weights), sess_options=options, providers=["CPUExecutionProvider"]
        )

    def __call__(self, hidden: Array, there: Array) -> Array:
        """Return the vectors of pieces (pairs × pieces × width) after all layers; ``there`` is false for padding."""
        away = np.where(there, np.float32(0), np.float32(-1e4))[:, None, None, :]
        found: Array = self._session.run(None, {"hidden": hidden.astype(np.float32), "away": away})[0]
        return found


def onnx_model(weights: Weights) -> bytes:
    """Return the layers as an ONNX model with the inputs ``hidden`` and ``away`` and the output ``done``."""
    nodes: list[bytes] = []
    stored: list[bytes] = []
    card = weights.card
    width = weights.arrays["word"].shape[1]
    part = width // card.heads
    stored += [_tensor("split", np.array([0, 0, 3, card.heads, part])), _tensor("flat", np.array([0, 0, width]))]
    stored += [_tensor(f"take{number}", np.array(number)) for number in range(3)]
    stored += [_tensor("root", np.array(part**-0.5, dtype=np.float32))]
    before = "hidden"
    for layer in range(card.layers):
        nodes += _layer(layer, before, "done" if layer == card.layers - 1 else f"{layer}.done", card.epsilon)
        before = f"{layer}.done"
        stored += _stored_of(weights, layer)
    graph = (
        b"".join(_field(1, node) for node in nodes)
        + _field(2, b"layers")
        + b"".join(_field(5, tensor) for tensor in stored)
        + _field(11, _value("hidden", ("pairs", "pieces", width)))
        + _field(11, _value("away", ("pairs", 1, 1, "pieces")))
        + _field(12, _value("done", ("pairs", "pieces", width)))
    )
    versions = _field(8, _number(2, 17)) + _field(8, _field(1, _RUNTIME.encode()) + _number(2, 1))
    return _number(1, 8) + versions + _field(7, graph)


def _layer(layer: int, before: str, after: str, epsilon: float) -> Iterable[bytes]:
    at = f"{layer}."
    yield _product(at + "qkv", before, at + "mixed")
    yield _node("Reshape", (at + "mixed", "split"), at + "parted")
    yield _node("Transpose", (at + "parted",), at + "turned", perm=(2, 0, 3, 1, 4))
    for number, name in enumerate(("q", "k", "v")):
        yield _node("Gather", (at + "turned", f"take{number}"), at + name, axis=0)
    yield _node("Mul", (at + "q", "root"), at + "small")
    yield _node("Transpose", (at + "k",), at + "kt", perm=(0, 1, 3, 2))
    yield _node("MatMul", (at + "small", at + "kt"), at + "odds")
    yield _node("Add", (at + "odds", "away"), at + "open")
    yield _node("Softmax", (at + "open",), at + "share", axis=-1)
    yield _node("MatMul", (at + "share", at + "v"), at + "seen")
    yield _node("Transpose", (at + "seen",), at + "back", perm=(0, 2, 1, 3))
    yield _node("Reshape", (at + "back", "flat"), at + "heads")
    yield _product(at + "out", at + "heads", at + "put")
    yield _normed(at + "norm", at + "put", before, (at + "mid", epsilon))
    yield _product(at + "wide", at + "mid", at + "broad")
    yield _node("FastGelu", (at + "broad",), at + "bent", domain=_RUNTIME)
    yield _product(at + "narrow", at + "bent", at + "thin")
    yield _normed(at + "last", at + "thin", at + "mid", (after, epsilon))


def _product(name: str, values: str, into: str) -> bytes:
    inputs = (values, name, f"{name}.scale", "", f"{name}.bias")
    return _node("DynamicQuantizeMatMul", inputs, into, domain=_RUNTIME)


def _normed(name: str, values: str, beside: str, into: tuple[str, float]) -> bytes:
    inputs = (values, beside, f"{name}.weight", f"{name}.bias")
    return _node("SkipLayerNormalization", inputs, into[0], domain=_RUNTIME, epsilon=into[1])


def _stored_of(weights: Weights, layer: int) -> Iterable[bytes]:
    for name, array in weights.arrays.items():
        if name.startswith(f"{layer}."):
            # ONNX multiplies by columns, and wants scales of columns
            kept = array if array.dtype == np.int8 else array.astype(np.float32)
            yield _tensor(name, np.ascontiguousarray(kept.T))


def _node(kind: str, inputs: Iterable[str], output: str, domain: str = "", **attributes: Any) -> bytes:
    found = (
        b"".join(_field(1, name.encode()) for name in inputs) + _field(2, output.encode()) + _field(4, kind.encode())
    )
    found += b"".join(_field(5, _attribute(name, value)) for name, value in attributes.items())
    return found + (_field(7, domain.encode()) if domain else b"")


def _attribute(name: str, value: Any) -> bytes:
    named = _field(1, name.encode())
    if isinstance(value, tuple):
        return named + b"".join(_number(8, one) for one in value) + _number(20, 7)
    if isinstance(value, float):
        return named + _tag(2, 5) + np.float32(value).tobytes() + _number(20, 1)
    return named + _number(3, value) + _number(20, 2)


def _tensor(name: str, array: Array) -> bytes:
    dimensions = b"".join(_number(1, size) for size in array.shape)
    kind = _number(2, _KINDS[str(array.dtype)])
    return dimensions + kind + _field(8, name.encode()) + _field(9, array.tobytes())


def _value(name: str, shape: Iterable[int | str]) -> bytes:
    sizes = b"".join(
        _field(1, _field(2, size.encode()) if isinstance(size, str) else _number(1, size)) for size in shape
    )
    return _field(1, name.encode()) + _field(2, _field(1, _number(1, _FLOAT) + _field(2, sizes)))


def _tag(field: int, wire: int) -> bytes:
    return _varint(field << 3 | wire)


def _number(field: int, value: int) -> bytes:
    return _tag(field, 0) + _varint(value & 0xFFFFFFFFFFFFFFFF)


def _field(field: int, content: bytes) -> bytes:
    return _tag(field, 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])
