"""The part of the DHIS2 Web API that programs for returns speak: units, data sets, data elements, data values.

A data set is a register of returns, a data element one of its fields, an organisation unit a unit of today's tree.
What is written goes through the same actions as everywhere else. Source of the forms: the developer's guide of
DHIS2 2.40 and what the public Python client `dhis2-client` 0.3 sends and reads.
"""
