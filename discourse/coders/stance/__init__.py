"""Whether a comment is for or against a target, by cues (``coding``) and by the claims that it makes (``implied``)."""
