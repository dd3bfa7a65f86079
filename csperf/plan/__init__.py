"""A plan file becomes columns with formulas: models, kinds of indicators and pay lines, checks.

Why Pydantic's plugins are off: whatever else is installed must not change how a plan is read, and
looking for plugins costs more time than reading the plan.
"""

import os

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
