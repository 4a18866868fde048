"""Replies: who answers whom, where each link comes from, and how sure it is."""
