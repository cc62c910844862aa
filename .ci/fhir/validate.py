"""Validate exported FHIR resources against models that were made from the specification.

    python3 validate.py r4|r5 FOLDER

R4 is read as R4B (4.3.0), which has the same terminology resources. Needs fhir.resources. Those models do not know what
stands beside the value of an extension (`_valueString`), which FHIR has, so that it is taken out first.
"""

import importlib
import json
import pathlib
import sys


def without_beside_values(value):
    if isinstance(value, list):
        return [without_beside_values(one) for one in value]
    if isinstance(value, dict):
        kept = {key: one for key, one in value.items() if not key.startswith("_value")}
        return {key: without_beside_values(one) for key, one in kept.items()}
    return value


def main() -> int:
    release, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    package = {"r4": "fhir.resources.R4B", "r5": "fhir.resources"}[release]
    files = sorted(folder.glob("*.json"))
    faults = 0
    for file in files:
        resource = without_beside_values(json.loads(file.read_text(encoding="utf-8")))
        kind = resource["resourceType"]
        model = getattr(importlib.import_module(f"{package}.{kind.lower()}"), kind)
        try:
            model.model_validate(resource)
        except Exception as error:  # whatever the models find
            faults += 1
            print(f"{file.name}: {error}", file=sys.stderr)
    print(f"{len(files)} resources of {release}, {faults} not valid")
    return 1 if faults or not files else 0


sys.exit(main())
