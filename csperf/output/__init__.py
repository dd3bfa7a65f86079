"""What a run looks like: terminal tables, workbook, JSON, CSV, explanations, and safe writing."""
