"""Parquet for analysis: the hits frame with its types as they are, the input's columns behind it as text.

The file's own metadata holds the summary of the run as JSON under the key ``screening_summary``, and the version of the
format of both under ``screening_format_version``.
"""

import json
from pathlib import Path

from screening.reports import FORMAT_VERSION, Report
from screening.reports._flat import summary_facts

FORMAT = "parquet"
SUFFIXES = (".parquet",)


def write(report: Report, path: Path) -> None:
    """Write the columns of ``HITS`` and ``input_...``; no hits give an empty table with all columns."""
    summary = json.dumps(summary_facts(report), ensure_ascii=False)
    facts = {"screening_summary": summary, "screening_format_version": str(FORMAT_VERSION)}
    report.with_originals().write_parquet(path, metadata=facts)
