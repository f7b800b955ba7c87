"""The list of a register: what the address asks for, the records that fit, their columns, groups and totals."""
