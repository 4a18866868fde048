"""How the small nets learn that read a text beside a statement (``coders/pairs``): rows, fit, and the way back."""
