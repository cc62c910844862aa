"""What is valid in each column of the sample, the same for every tool."""

import csv
import io
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REGISTRY = ROOT / "standards/language/iana-language-subtag-registry.txt"
FIELDS = [
    "nhs_number", "family_name", "given_name", "chosen_name", "date_of_birth",
    "ethnic_category", "language", "sexual_orientation", "updated",
]
NAMES = ["family_name", "given_name", "chosen_name"]
STATUSES = ["missing", "valid", "declined", "unknown", "invalid"]
SYSTEMS = {
    "ethnic_category": "nhs-ethnic-category-2001",
    "sexual_orientation": "nhs-person-stated-sexual-orientation",
}
PLACEHOLDERS = ["UNKNOWN", "NOT KNOWN", "N/A"]
DEFAULT_DAYS = ["1900-01-01", "1970-01-01", "1753-01-01", "9999-12-31"]
# Many people were born on 1970-01-01, which is a default of programs elsewhere.
DEFAULT_DAYS_OF_BIRTH = [day for day in DEFAULT_DAYS if day != "1970-01-01"]
# Of a date of birth, as much as the person knows: the year, or the month, is enough.
PART_OF_DATE = "^[0-9]{4}(-(0[1-9]|1[0-2]))?$"
WEIGHTS = [10, 9, 8, 7, 6, 5, 4, 3, 2]

# Rules of names that one expression can tell, by their ids, in what RE2 and the regex crate both read.
HIDDEN = "[\x01-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]"
SPACED = "^ | $"
NAME_RULES = {"OW-NAM-002": HIDDEN, "OW-NAM-006": SPACED}


def codes(ownwords):
    """For each coded column: the codes that are answers, those that mean declined, and those that mean anything else."""
    found = {}
    for column, system in SYSTEMS.items():
        # From the project's folder, where `export` finds the lists.
        command = [Path(ownwords).resolve(), "export", "--as", "csv", system]
        out = subprocess.run(command, check=True, capture_output=True, cwd=ROOT).stdout
        kinds = {"valid": [], "declined": [], "unknown": []}
        for row in csv.DictReader(io.StringIO(out.decode("utf-8-sig"))):
            if row["kind"] == "row":
                absent = row["absent"]
                kind = "valid" if not absent else "declined" if "declined" in absent else "unknown"
                # The brackets keep a spreadsheet from reading a code as a number.
                kinds[kind].append(row["code"].strip("[]"))
        found[column] = kinds
    return found


def languages():
    """The registered subtags of each kind, in small letters."""
    kinds = {"language": set(), "script": set(), "region": set(), "variant": set()}
    for record in REGISTRY.read_text("utf-8").split("%%"):
        lines = dict(line.split(": ", 1) for line in record.splitlines() if ": " in line)
        if lines.get("Type") in kinds and ".." not in lines["Subtag"]:
            kinds[lines["Type"]].add(lines["Subtag"].lower())
    return kinds


def empty():
    return {field: dict.fromkeys(STATUSES, 0) for field in FIELDS}
