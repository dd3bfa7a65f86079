"""Meanings in frames: whether a field says one of the things that its words can mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import narwhals.stable.v2 as nw

from csperf.metrics.measure import Frame
from csperf.metrics.wording import WORDS


def means(sort: str, field: str, *codes: str) -> nw.Expr:
    """Whether a field of such records says one of these; null where it is blank or absent."""
    words = [word for code in codes for word in WORDS[sort][field][code]]
    return _folded(field).is_in(words)


def strange_words(tables: Mapping[str, Frame]) -> Iterator[tuple[str, str, Frame]]:
    """Sort, field and the words in it whose meaning nobody knows (`word`, and how many `rows`)."""
    for sort, fields in WORDS.items():
        if sort not in tables:
            continue
        for field, meanings in fields.items():
            known = [word for words in meanings.values() for word in words]
            odd = tables[sort].filter(~nw.col(field).is_null(), ~_folded(field).is_in(known))
            yield sort, field, odd.group_by(nw.col(field).alias("word")).agg(nw.len().alias("rows"))


def _folded(field: str) -> nw.Expr:
    return nw.col(field).str.strip_chars().str.to_lowercase()
