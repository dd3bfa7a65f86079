"""Intake: the files that platforms export become one exact value per agent and metric."""
