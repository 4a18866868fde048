"""The assertion status of a claim where it is mentioned: asserts, rejects, questions or reports.

The model is a list of triggers with scopes, as NegEx (Chapman et al. 2001) and ConText (Harkema et al. 2009) have for
clinical text: negators and words of denial turn the claim over as often as their scopes cover it; questions,
conditions, attribution, irony quotes and sarcasm then decide what the writer does with it. Words that belong to the
claim itself ("no evidence") are no triggers.
"""

from discourse.coders.claims.status.mention import ClaimStatus, Mention
from discourse.coders.claims.status.reading import read_status

__all__ = ["ClaimStatus", "Mention", "read_status"]
