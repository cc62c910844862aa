"""The counts, with polars: one lazy query over the file, streamed."""

import json
import sys

import polars as pl

import lists

file, ownwords = sys.argv[1:]
codes, tags = lists.codes(ownwords), lists.languages()
col = pl.col


def status(valid, declined=None, unknown=None):
    """Names of statuses for one column, from what is valid in it."""

    def of(field):
        value = col(field)
        rest = pl.when(valid(value)).then(pl.lit("valid")).otherwise(pl.lit("invalid"))
        if declined is not None:
            rest = pl.when(value.is_in(declined)).then(pl.lit("declined")).when(value.is_in(unknown)).then(pl.lit("unknown")).otherwise(rest)
        return pl.when(value.is_null() | (value.str.strip_chars() == "")).then(pl.lit("missing")).otherwise(rest)

    return of


def number(value):
    digits = [value.str.slice(place, 1).cast(pl.Int32, strict=False) for place in range(10)]
    total = sum((digit * weight for digit, weight in zip(digits, lists.WEIGHTS)), pl.lit(0))
    check = (11 - total % 11) % 11
    return value.str.contains(r"^[0-9]{10}$") & (check == digits[9]).fill_null(False)


def tag(value):
    parts = value.str.to_lowercase().str.split("-")
    first, second, third = (parts.list.get(place, null_on_oob=True) for place in range(3))
    known = lambda part, *kinds: part.is_null() | part.is_in(sorted(set().union(*(tags[kind] for kind in kinds))))
    return (
        first.is_in(sorted(tags["language"]))
        & known(second, "script", "region", "variant")
        & known(third, "region", "variant")
        & (parts.list.len() <= 3)
    )


def day(value, defaults=lists.DEFAULT_DAYS):
    read = value.str.to_date("%Y-%m-%d", strict=False)
    return read.is_not_null() & value.is_in(defaults).not_()


def birth(value):
    return day(value, lists.DEFAULT_DAYS_OF_BIRTH) | value.str.contains(lists.PART_OF_DATE)


def coded(field):
    kinds = codes[field]
    return status(lambda value: value.is_in(kinds["valid"]), kinds["declined"], kinds["unknown"])(field)


name = status(lambda value: value.is_in(lists.PLACEHOLDERS).not_())
of = {"nhs_number": status(number), "language": status(tag), "date_of_birth": status(birth), "updated": status(day)}
of |= dict.fromkeys(lists.NAMES, name) | dict.fromkeys(lists.SYSTEMS, coded)
statuses = [of[field](field) for field in lists.FIELDS]
rows = pl.scan_csv(file, infer_schema=False, truncate_ragged_lines=True, encoding="utf8-lossy")
wanted = [
    (one == kind).sum().alias(f"{field}/{kind}")
    for field, one in zip(lists.FIELDS, statuses)
    for kind in lists.STATUSES
]
for rule, expression in lists.NAME_RULES.items():
    wanted.append(sum((col(field).str.contains(expression).fill_null(False).sum() for field in lists.NAMES), pl.lit(0)).alias(rule))
result = rows.select(pl.len().alias("rows"), *wanted).collect(engine="streaming").to_dicts()[0]
counts = {"rows": result.pop("rows"), "fields": lists.empty(), "findings": {rule: result.pop(rule) for rule in lists.NAME_RULES}}
for key, count in result.items():
    field, kind = key.split("/")
    counts["fields"][field][kind] = count
print(json.dumps(counts))
