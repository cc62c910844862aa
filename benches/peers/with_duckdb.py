"""The counts, with DuckDB: one query over the file."""

import json
import sys

import duckdb

import lists

file, ownwords = sys.argv[1:]
codes, tags = lists.codes(ownwords), lists.languages()
quoted = lambda text: "'" + text.replace("'", "''") + "'"
within = lambda values: "(" + ", ".join(map(quoted, sorted(values))) + ")"


def status(field, valid, declined=(), unknown=()):
    cases = [f"when {field} is null or trim({field}) = '' then 'missing'"]
    if declined:
        cases += [f"when {field} in {within(declined)} then 'declined'", f"when {field} in {within(unknown)} then 'unknown'"]
    return f"case {' '.join(cases)} when {valid} then 'valid' else 'invalid' end"


def coded(field):
    kinds = codes[field]
    return status(field, f"{field} in {within(kinds['valid'])}", kinds["declined"], kinds["unknown"])


total = " + ".join(
    f"try_cast(substr(nhs_number, {place + 1}, 1) as integer) * {weight}" for place, weight in enumerate(lists.WEIGHTS)
)
number = (
    "regexp_full_match(nhs_number, '[0-9]{10}') and "
    f"coalesce((11 - ({total}) % 11) % 11 = try_cast(substr(nhs_number, 10, 1) as integer), false)"
)
part = lambda place: f"split_part(lower(language), '-', {place})"
tag = (
    f"{part(1)} in {within(tags['language'])}"
    f" and {part(2)} in {within(tags['script'] | tags['region'] | tags['variant'] | {''})}"
    f" and {part(3)} in {within(tags['region'] | tags['variant'] | {''})}"
    f" and {part(4)} = '' and not ends_with(language, '-') and not contains(language, '--')"
)
day = lambda field, defaults: f"try_strptime({field}, '%Y-%m-%d') is not null and {field} not in {within(defaults)}"
statuses = {"nhs_number": status("nhs_number", number), "language": status("language", tag)}
birth = f"({day('date_of_birth', lists.DEFAULT_DAYS_OF_BIRTH)}) or regexp_matches(date_of_birth, {quoted(lists.PART_OF_DATE)})"
statuses |= {"date_of_birth": status("date_of_birth", birth), "updated": status("updated", day("updated", lists.DEFAULT_DAYS))}
for field in lists.NAMES:
    statuses[field] = status(field, f"{field} not in {within(lists.PLACEHOLDERS)}")
for field in lists.SYSTEMS:
    statuses[field] = coded(field)
wanted = ["count(*)"]
for field in lists.FIELDS:
    wanted += [f"count(*) filter (s_{field} = '{kind}')" for kind in lists.STATUSES]
for expression in lists.NAME_RULES.values():
    wanted.append(" + ".join(f"count(*) filter (regexp_matches({field}, {quoted(expression)}))" for field in lists.NAMES))
columns = "{" + ", ".join(f"{quoted(field)}: 'VARCHAR'" for field in lists.FIELDS) + "}"
read = (
    f"read_csv({quoted(file)}, header = true, columns = {columns}, delim = ',', quote = '\"', escape = '\"', "
    "null_padding = true, strict_mode = false, ignore_errors = true, auto_detect = false)"
)
inner = ", ".join(f"{statuses[field]} as s_{field}" for field in lists.FIELDS)
row = duckdb.sql(f"select {', '.join(wanted)} from (select *, {inner} from {read})").fetchall()[0]
values = iter(row)
counts = {"rows": next(values), "fields": lists.empty(), "findings": {}}
for field in lists.FIELDS:
    counts["fields"][field] = {kind: next(values) for kind in lists.STATUSES}
counts["findings"] = {rule: next(values) for rule in lists.NAME_RULES}
print(json.dumps(counts))
