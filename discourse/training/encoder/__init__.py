"""The encoder of the coder ``neural`` trained anew: ``stages`` is the way in; it needs torch."""
