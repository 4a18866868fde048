"""The records of texts that write them out in a language of their own: XML, YAML, blocks of labelled lines."""

from typing import Any

from discourse.readers.labelled_blocks import blocks_value
from discourse.readers.source import Source
from discourse.readers.xml_values import xml_value
from discourse.readers.yaml_values import yaml_value


def written_records(source: Source) -> Any:
    """Return what such a text holds as the values that JSON has, ``None`` where a source is none."""
    values = (told(source) for told in (xml_value, yaml_value, blocks_value))
    return next((value for value in values if value is not None), None)
