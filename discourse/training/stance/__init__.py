"""Stance learned: ``joined`` is the way in for weights and nets, ``implied`` learns what claims tell of sides."""
