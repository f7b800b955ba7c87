"""The key projects of the sample city: generated, and adding up to the published figures of October 2022."""
