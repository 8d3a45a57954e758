import type {
  JsonSchemaType,
  JsonSchemaValidator,
  jsonSchemaValidator,
} from '@modelcontextprotocol/client';

import { type SchemaCheck, schemaCheck } from '../schema-check';
import { modelSchemaOf } from './model-schema';

/**
 * Checks results by the schemas that a server gives for them, for no longer than `schemaCheck` takes: schema and result are both the
 * server's. What cannot be checked by one that is no longer than those of arguments is taken as it is.
 */
export const resultValidator: jsonSchemaValidator = {
  getValidator<Value>(schema: JsonSchemaType): JsonSchemaValidator<Value> {
    const check = checkOf(schema);
    return (input) => {
      const problem = check?.(input);
      return problem === undefined
        ? { valid: true, data: input as Value, errorMessage: undefined }
        : { valid: false, data: undefined, errorMessage: problem };
    };
  },
};

function checkOf(schema: JsonSchemaType): SchemaCheck | undefined {
  const { parameters } = modelSchemaOf(schema);
  try {
    return parameters === undefined ? undefined : schemaCheck(parameters, 'it');
  } catch {
    // Nobody can check by it, and the result may be good all the same.
    return undefined;
  }
}
