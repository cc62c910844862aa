"""The counts, with pandas: the file a piece at a time, in columns of Arrow's strings."""

import csv
import json
import sys

import pandas as pd

import lists

file, ownwords = sys.argv[1:]
codes, tags = lists.codes(ownwords), lists.languages()
counts = {"rows": 0, "fields": lists.empty(), "findings": dict.fromkeys(lists.NAME_RULES, 0)}
parts_of = {
    1: tags["language"],
    2: tags["script"] | tags["region"] | tags["variant"],
    3: tags["region"] | tags["variant"],
}


def number(value):
    ten = value.str.fullmatch(r"[0-9]{10}")
    digits = value.where(ten, "0000000001")
    total = sum(digits.str.slice(place, place + 1).astype("int32") * weight for place, weight in enumerate(lists.WEIGHTS))
    return ten & ((11 - total % 11) % 11 == digits.str.slice(9, 10).astype("int32"))


def tag(value):
    # There are few tags among many rows: each is looked at once.
    def valid(text):
        parts = text.lower().split("-")
        return len(parts) <= 3 and all(part in parts_of[place] for place, part in enumerate(parts, 1))

    return value.isin([text for text in value.unique() if valid(text)])


def day(value, defaults=lists.DEFAULT_DAYS):
    read = pd.to_datetime(value, format="%Y-%m-%d", errors="coerce")
    return read.notna() & ~value.isin(defaults)


def count(field, value, valid, declined=None, unknown=None):
    found = counts["fields"][field]
    missing = value.str.strip() == ""
    is_declined = value.isin(declined or [])
    is_unknown = value.isin(unknown or [])
    is_valid = valid & ~missing
    found["missing"] += int(missing.sum())
    found["declined"] += int(is_declined.sum())
    found["unknown"] += int(is_unknown.sum())
    found["valid"] += int(is_valid.sum())
    found["invalid"] += int((~(missing | is_declined | is_unknown | is_valid)).sum())


pieces = pd.read_csv(
    file, dtype="string[pyarrow]", keep_default_na=False, encoding="utf-8", encoding_errors="replace", chunksize=200_000,
    names=[*lists.FIELDS, "more"], skiprows=1, engine="c", quoting=csv.QUOTE_MINIMAL,
)
for piece in pieces:
    piece = piece.fillna("")
    counts["rows"] += len(piece)
    count("nhs_number", piece.nhs_number, number(piece.nhs_number))
    for field in lists.NAMES:
        value = piece[field]
        count(field, value, ~value.isin(lists.PLACEHOLDERS))
        for rule, expression in lists.NAME_RULES.items():
            counts["findings"][rule] += int(value.str.contains(expression, regex=True).sum())
    for field in lists.SYSTEMS:
        kinds = codes[field]
        count(field, piece[field], piece[field].isin(kinds["valid"]), kinds["declined"], kinds["unknown"])
    count("language", piece.language, tag(piece.language))
    birth = piece.date_of_birth
    count("date_of_birth", birth, day(birth, lists.DEFAULT_DAYS_OF_BIRTH) | birth.str.contains(lists.PART_OF_DATE.replace("(", "(?:"), regex=True))
    count("updated", piece.updated, day(piece.updated))
print(json.dumps(counts))
