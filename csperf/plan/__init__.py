"""A plan file becomes columns with formulas: models, kinds of indicators and pay lines, checks."""
