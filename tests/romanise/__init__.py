"""Romanisation: the contract of the socket, then script by script."""
