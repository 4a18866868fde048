"""The coder ``linear``: log-linear weights over words and named marks, learned from several public sets."""

from discourse.coders.linear.coding import code
from discourse.coders.linear.explaining import explain

__all__ = ["code", "explain"]
