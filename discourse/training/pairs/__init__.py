"""How the small nets learn that read a text beside a statement (``coders/pairs``): the fit, and the way back."""
