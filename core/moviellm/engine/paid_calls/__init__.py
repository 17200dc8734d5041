"""Paid calls: reserved, written down, sent, answered and settled, under one budget."""
