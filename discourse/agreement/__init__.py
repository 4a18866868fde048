"""How far coders agree, people and machines alike: coefficients with intervals, and where the coders part."""
