import { rowsOf, typeOf } from './schema-table.mjs';

/** Statuses that any route may be answered with: said once, at the top of the page. */
const COMMON = new Set(['400', '401', '403', '413', '415', '429', '500']);
/** Said at the top, too. */
const DATABASE_AWAY = 'The database does not answer: try again.';

/**
 * `docs/rest.md`: every HTTP route of the OpenAPI document, `/api/openapi.json`, in words.
 * test/integration/app.spec.ts holds the list to the application's own routes.
 * @param {object} document OpenAPI 3.1
 */
export function restPage(document) {
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  const sections = document.tags.map(({ name, description }) =>
    [
      `## ${name}`,
      description,
      ...routes.filter(({ operation }) => operation.tags.includes(name)).map(routeSection),
    ].join('\n\n'),
  );
  return `${[
    '# REST',
    'Generated from `/api/openapi.json` (OpenAPI 3.1) by `node scripts/generate.mjs`; do not edit.',
    'Bodies and answers are JSON. Where the server asks who comes ([security.md](security.md)), every route wants a key or token (`Authorization: Bearer`, `X-API-Key` or `?api_key=`), or the cookie of a log-in from a page of the server, but those marked public. ' +
      'A refusal is a [problem](#problem) (RFC 9457, `application/problem+json`); `field` names what is wrong in the request. A path that is asked with a method of no route is answered 405, and `Allow` has those of its routes. 503 means try again: the database does not answer.',
    ...sections,
    '## Problems',
    '`type` of a refusal is one of these; they stay. `title` may be worded anew.',
    [
      '| type | status | title | meaning |',
      '| --- | --- | --- | --- |',
      ...document['x-problem-types'].map(
        ({ type, status, title, about }) => `| \`${type}\` | ${status} | ${title} | ${about} |`,
      ),
    ].join('\n'),
    '## Schemas',
    'What answers are made of. A later version may add fields.',
    ...Object.entries(document.components.schemas).map(([name, schema]) =>
      [`### ${name}`, table('field', rowsOf(schema))].join('\n\n'),
    ),
  ].join('\n\n')}\n`;
}

/** Who may ask: everybody, or who has a scope. */
function doorOf(security = []) {
  const [scope] = Object.values(security[0] ?? {}).flat();
  return scope === undefined ? 'Public.' : `Needs \`${scope}\`.`;
}

function routeSection({ method, path, operation }) {
  const { summary, description, security, parameters = [], requestBody, responses } = operation;
  const query = parameters.filter((parameter) => parameter.in === 'query');
  const parts = [
    `### \`${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}\``,
    [doorOf(security), summary, description ?? ''].filter((text) => text !== '').join(' '),
  ];
  if (query.length > 0) parts.push(table('query', rowsOf(objectOf(query))));
  for (const [type, { schema, example }] of Object.entries(requestBody?.content ?? {})) {
    const rows = rowsOf(schema);
    parts.push(rows.length > 0 ? table('body', rows) : `Body \`${type}\`: ${schema.description}`);
    if (example !== undefined) {
      parts.push(['```json', JSON.stringify(example), '```'].join('\n'));
    }
  }
  const answers = Object.entries(responses).filter(
    ([status, { description }]) => !COMMON.has(status) && description !== DATABASE_AWAY,
  );
  parts.push(answers.map(answerLine).join('\n'));
  return parts.join('\n\n');
}

function answerLine([status, { description, content = {}, headers = {} }]) {
  const problem = 'application/problem+json' in content;
  if (problem) return `- ${status}: ${description}`;
  const bodies = Object.entries(content).map(([type, { schema }]) =>
    type === 'application/json' ? shapeOf(schema) : `\`${type}\`, ${schema.description}`,
  );
  const names = Object.keys(headers).map((name) => `\`${name}\``);
  const body = bodies.length === 0 ? 'nothing' : bodies.join(' ');
  return `- ${status}: ${body}${names.length === 0 ? '' : ` Headers: ${names.join(', ')}.`}`;
}

/** A schema on one line: a link where it has a name, its fields where it has none. */
function shapeOf(schema) {
  if (schema.type === 'array') return `an array of ${shapeOf(schema.items)}`;
  const fields = Object.entries(schema.properties ?? {});
  if (fields.length === 0) return typeOf(schema);
  return `{ ${fields.map(([name, field]) => `\`${name}\`: ${shapeOf(field)}`).join(', ')} }`;
}

function objectOf(parameters) {
  return {
    properties: Object.fromEntries(
      parameters.map(({ name, schema, description }) => [name, { description, ...schema }]),
    ),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
  };
}

function table(name, rows) {
  return [`| ${name} | type | meaning |`, '| --- | --- | --- |', ...rows].join('\n');
}
