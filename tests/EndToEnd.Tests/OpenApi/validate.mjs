// Prints what is wrong with an OpenAPI document and the examples in it, a line each.
import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv2020 from 'ajv/dist/2020.js';

const document = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const validator = new Validator();
const result = await validator.validate(structuredClone(document));
if (!result.valid) {
  console.log(JSON.stringify(result.errors));
} else if (validator.version !== '3.1') {
  console.log(`version ${validator.version}, not 3.1`);
}

const ajv = new Ajv2020.default({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema(document, 'document');
for (const [path, item] of Object.entries(document.paths)) {
  for (const [verb, operation] of Object.entries(item)) {
    const body = operation.requestBody?.content['application/json'];
    if (!body) continue;
    const place = ['paths', path, verb, 'requestBody', 'content', 'application/json', 'schema'].map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).map(encodeURIComponent).join('/');
    const validate = ajv.compile({ $ref: `document#/${place}` });
    if (body.example === undefined || body.example === null) {
      console.log(`${verb} ${path} has no example`);
    } else if (!validate(body.example)) {
      console.log(`${verb} ${path}: ${ajv.errorsText(validate.errors)}`);
    }
    // What is stored has parameters that the contract does not know, and says so.
    if (body.schema.additionalProperties !== true && validate({ ...body.example, surelyNoMember: {} })) {
      console.log(`${verb} ${path}: the schema allows a member that nothing knows`);
    }
  }
}
