"""Chinese: statistics print 1,861.44, digits by three; Django would group by four and show no comma."""

THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
