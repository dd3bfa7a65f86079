"""Team nodes in words: means and sums of people, places on boards, prizes, parts of pools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from csperf.exact import ONE, ZERO, exactly, plain, rounded
from csperf.formula import Aggregate, Distribution, Prize, Rank, Round, Share, Value
from csperf.output.columns import UNKNOWN
from csperf.output.phrase import ATOM, LISTED, PRODUCT, SUM, Figures, Phrase, rounded_to, tight
from csperf.texts import say
from csperf.units import Unit, show


def aggregate(seen: Figures, node: Aggregate) -> Phrase:
    """The members' values, listed while they are few, and their number."""
    cells = seen.sheet.cells
    groups: Sequence[Value | None] = (
        cells[node.within] if node.within else [""] * len(seen.sheet.agents)
    )
    own = groups[seen.agent]
    if own is None:
        return Phrase(UNKNOWN, reasons=(say("why.no-group", seen.lang, group=str(node.within)),))
    found = [
        value
        for i, (value, group) in enumerate(zip(cells[node.column], groups, strict=True))
        if group == own
        and isinstance(value, Decimal)
        and all(cells[name][i] is not None for name in node.alongside)
    ]
    column = seen.sheet.column(node.column)
    unit = column.unit
    private = seen.own_only or column.kind in {"pay", "total"}  # what others are paid is theirs
    with exactly():
        total = show(sum(found, ZERO), unit, seen.lang)
    listed = " + ".join(tight(Phrase(show(value, unit, seen.lang)), SUM).text for value in found)
    one = len(found) < 2 or len(found) > LISTED or private  # noqa: PLR2004 - several are a sum
    added = Phrase(total if one and found else listed or UNKNOWN, ATOM if one else SUM)
    reason = say("words.members", seen.lang, column=node.column, count=len(found))
    if node.how in {"min", "max"} and found:
        extreme = say(f"words.{node.how}", seen.lang)
        return Phrase(seen.shown(node), reasons=(extreme, reason), columns=(node.column,))
    if node.how == "sum" or not found:
        return replace(added, reasons=(reason,))
    return Phrase(f"{tight(added, PRODUCT).text} ÷ {len(found)}", PRODUCT, (reason,))


def rank(seen: Figures, node: Rank) -> Phrase:
    """How many are better."""
    place = seen.value(node)
    names = tuple(name for name, _ in node.keys)
    columns = names if node.eligible is None else (*names, node.eligible)
    if not isinstance(place, Decimal) or place == ZERO:
        return Phrase(
            show(place, Unit.COUNT),
            reasons=(say("why.not-ranked", seen.lang),),
            columns=columns,
        )
    titles = tuple(seen.title(name) for name in names)
    words = "words.better" if len(titles) == 1 else "words.better-in-turn"
    better = say(words, seen.lang, count=plain(place - ONE), column=titles)
    return Phrase(f"{plain(place - ONE)} + 1", SUM, (better,), columns)


def prize(seen: Figures, node: Prize) -> Phrase:
    """The prizes of the places covered, shared or not."""
    places = seen.sheet.cells[node.rank]
    own = places[seen.agent]
    columns = (node.rank,)
    if not isinstance(own, Decimal):
        return Phrase(UNKNOWN, columns=columns)
    if own == ZERO:
        return Phrase("0", reasons=(say("why.not-ranked", seen.lang),), columns=columns)
    place, tied = int(own), list(places).count(own)
    amounts = [
        node.prizes[i] if i < len(node.prizes) else node.others
        for i in range(place - 1, place - 1 + tied)
    ]
    reasons = [say("words.place", seen.lang, place=place)]
    if tied > 1:
        reasons.append(say(f"words.tied-{node.ties}", seen.lang, count=tied))
    if place > len(node.prizes):
        reasons.append(say("why.no-prize", seen.lang, last=len(node.prizes)))
    if node.ties != "share" or tied == 1:
        chosen = amounts[-1] if node.ties == "next_drops" else amounts[0]
        return Phrase(seen.shown(chosen), reasons=tuple(reasons), columns=columns)
    listed = " + ".join(seen.shown(amount) for amount in amounts)
    return Phrase(f"({listed}) ÷ {tied}", PRODUCT, tuple(reasons), columns)


def share(seen: Figures, node: Share, said: Phrase) -> Phrase:
    """The pool times one's weight over the weights of all, and how it met the fen."""
    pool, cells = seen.value(node.pool), seen.sheet.cells
    own, part = cells[node.weight][seen.agent], seen.value(node)
    columns = (*said.columns, node.weight)
    if not (isinstance(pool, Decimal) and isinstance(own, Decimal) and isinstance(part, Decimal)):
        return Phrase(UNKNOWN, reasons=said.reasons, columns=columns)
    weights = [w for w in seen.among(node.weight, node.within) if isinstance(w, Decimal)]
    with exactly():
        whole, total = rounded(pool, node.to, node.mode), sum(weights, ZERO)
        up = part * total > whole * own
    money = show(whole, seen.unit(node.pool), seen.lang)
    works = f"{money} × {plain(own)} ÷ {plain(total)}"
    how = rounded_to(Round(node, node.to, "up" if up else "down"), seen.lang)
    taking = str(sum(weight != ZERO for weight in weights))
    reasons = (
        f"{works} → {seen.shown(node)} ({how})",
        say("words.pool", seen.lang, count=taking),
    )
    shown = reasons if total else ()
    return Phrase(seen.shown(node), reasons=(*said.reasons, *shown), columns=columns)


def distribution(seen: Figures, node: Distribution) -> Phrase:
    """The place, of how many, and the heads that each grade has."""
    places = seen.sheet.cells[node.rank]
    own = places[seen.agent]
    shown, columns = seen.shown_text(node), (node.rank,)
    if not isinstance(own, Decimal):
        return Phrase(UNKNOWN, columns=columns)
    if own == ZERO:
        return Phrase(shown, reasons=(say("why.not-ranked", seen.lang),), columns=columns)
    number = sum(place not in {None, ZERO} for place in places)
    reasons = [say("words.of-heads", seen.lang, place=plain(own), count=number)]
    if (tied := list(places).count(own)) > 1:
        reasons.append(say(f"words.tied-{node.ties}", seen.lang, count=tied))
    return Phrase(shown, reasons=tuple(reasons), columns=columns)
