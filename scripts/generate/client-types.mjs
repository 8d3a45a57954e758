import openapiTypescript, { astToString } from 'openapi-typescript';

const PROBLEM = 'application/problem+json';

const HEADING = `// Generated from /api/openapi.json by \`node scripts/generate.mjs\` (openapi-typescript); do not edit.
/* eslint-disable -- It is as its generator writes it. */
`;

/**
 * `libs/api-client/src/openapi.d.ts`: the OpenAPI document as types, which `openapi-fetch` reads.
 * @param {object} document OpenAPI 3.1
 */
export async function clientTypes(document) {
  const nodes = await openapiTypescript(withOneRefusal(document), {
    // A field with a default may be left out of a request; those of answers are all required.
    defaultNonNullable: false,
  });
  return HEADING + astToString(nodes);
}

/** Whatever the status, a refusal is a problem: said once for each route, the types are half as long. */
function withOneRefusal(document) {
  const paths = Object.entries(document.paths).map(([path, methods]) => [
    path,
    Object.fromEntries(
      Object.entries(methods).map(([method, operation]) => [
        method,
        { ...operation, responses: responsesOf(operation) },
      ]),
    ),
  ]);
  return { ...document, paths: Object.fromEntries(paths) };
}

function responsesOf({ responses }) {
  const others = Object.entries(responses).filter(
    ([, { content }]) => !(PROBLEM in (content ?? {})),
  );
  const schema = { $ref: '#/components/schemas/Problem' };
  return {
    ...Object.fromEntries(others),
    default: { description: 'A refusal.', content: { [PROBLEM]: { schema } } },
  };
}
