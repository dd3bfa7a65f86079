"""The sheets of the payroll workbook, one module a sheet, and the paper that they are put on."""
