"""Exercises for classes: folders for a teacher and for students, no server, and a class report of what comes back."""

PUT_FILES_HERE = "put-files-here.txt"
"""The file in a folder for answers that says what belongs there; it holds no answer."""
