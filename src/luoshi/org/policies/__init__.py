"""What may happen to the organisation in which state; pure checks without a query."""
