"""The weights and trees of reply inference, fitted on threads whose links are known: ``fit`` is the way in."""
