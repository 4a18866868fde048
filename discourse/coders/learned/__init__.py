"""What learned coders are made of: hashed columns, their weights, small models and nets, and how they are kept."""
