"""Ours beside each peer, measured in one run on one machine."""
