"""A coder of one's own, learned from people's codings by ``discourse train coder`` and kept in a folder."""

from discourse.coders.own.coding import load_own
from discourse.coders.own.explaining import load_own_explainer

__all__ = ["load_own", "load_own_explainer"]
