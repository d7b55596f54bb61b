"""Facts in sentences: numbers, lengths of time, and what a patient is told to do and to leave; by language."""
