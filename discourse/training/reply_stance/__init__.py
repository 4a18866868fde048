"""How reply stance is judged on pages: on threads of our own and of others, and on comments that a model coded."""
