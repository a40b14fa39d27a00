"""Trainers as bytes, and the files that hold them."""
