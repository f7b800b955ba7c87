"""Journeys: the product walked through in a real headless Chromium, as a person would."""
