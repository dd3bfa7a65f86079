"""Files for a browser: payslips and the report, each one page that asks nothing of a network."""
