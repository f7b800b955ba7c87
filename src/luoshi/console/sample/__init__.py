"""The sample city: generated, labelled so, and adding up to the published figures. No real person, no real firm."""
