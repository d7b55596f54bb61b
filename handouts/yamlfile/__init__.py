"""YAML files: text to data with a place for every value, and models made from them.

The YAML that is read is a small part of the language: one mapping a file, every plain value kept
as the text that stands there, no anchors, no tags. What an author is most likely to lose by
accident (text behind a ``#``, a key written twice) is an error with its line.
"""

from __future__ import annotations

from handouts.yamlfile.file import YamlFile, read, read_bytes, read_text, validate

__all__ = ["YamlFile", "read", "read_bytes", "read_text", "validate"]
