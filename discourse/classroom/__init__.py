"""Exercises for classes: folders for a teacher and for students, no server, and a class report of what comes back."""
