"""What coders of claims learn: how definitions are matched and said, what is done in comments, the conversation."""
