"""What past months say of a plan, a team and their figures."""
