"""Training: the learned weights that come with the program, fitted anew from folders of public data."""
