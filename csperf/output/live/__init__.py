"""Live formulas: the nodes of a sheet read as the formulas of a spreadsheet."""
