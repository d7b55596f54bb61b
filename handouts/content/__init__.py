"""Content: what a handout says, as typed models, and how it is read from the workspace."""
