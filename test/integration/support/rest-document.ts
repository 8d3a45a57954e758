import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';

type Json = Record<string, unknown>;
type Described = {
  readonly operationId: string;
  readonly 'x-keys-only'?: boolean;
  readonly 'x-session-right'?: string;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly schema: { readonly format?: string };
  }[];
  readonly requestBody?: { readonly content: Record<string, { readonly example?: unknown }> };
  readonly responses: Record<string, { readonly content?: Record<string, unknown> }>;
};

/** A route as the document has it. */
export type Operation = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly isPublic: boolean;
  /** Undefined: it is for everybody. */
  readonly scope: string | undefined;
  /** A session token does not do. */
  readonly isForKeys: boolean;
  /** To the session that its path names; undefined: it names none. */
  readonly right: string | undefined;
  readonly statuses: readonly number[];
  readonly example: unknown;
  readonly takesJson: boolean;
  readonly takesUuid: boolean;
  readonly takesLimit: boolean;
};

/** `/api/openapi.json`, to hold answers against. A field that it does not name is a fault, too. */
export class RestDocument {
  readonly operations: readonly Operation[];
  readonly #paths: Record<string, Record<string, Described>>;
  /** What a format means stands beside it, as a pattern. */
  readonly #ajv = new Ajv2020({
    strict: false,
    validateSchema: false,
    validateFormats: false,
    allErrors: true,
  });

  readonly #validators = new Map<string, ValidateFunction>();

  constructor(document: unknown) {
    this.#paths = (document as { paths: Record<string, Record<string, Described>> }).paths;
    this.#ajv.addSchema(closed(document) as Json, 'document');
    this.operations = Object.entries(this.#paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, described]) => operationOf(path, method, described)),
    );
  }

  /** What is wrong with an answer; undefined when it is as the route declares it. */
  async faultOf({ path, method }: Operation, response: Response): Promise<string | undefined> {
    const lower = method.toLowerCase();
    const declared = this.#paths[path]?.[lower]?.responses[String(response.status)];
    if (declared === undefined) return `is not declared: ${await response.text()}`;
    const type = response.headers.get('content-type')?.split(';')[0] ?? '';
    const bytes = Buffer.from(await response.arrayBuffer());
    if (declared.content === undefined) return bytes.length === 0 ? undefined : 'has a body';
    if (declared.content[type] === undefined) return `is of type ${type}`;
    if (!type.endsWith('json')) return undefined;
    const at = ['paths', path, lower, 'responses', String(response.status), 'content', type];
    return this.#faultOf([...at, 'schema'], JSON.parse(bytes.toString()));
  }

  /** What is wrong with the example of a body; none when the body's schema takes it. */
  faultOfExample({ id, path, method, example }: Operation): string[] {
    if (example === undefined) return [];
    const at = ['paths', path, method.toLowerCase(), 'requestBody', 'content', 'application/json'];
    const fault = this.#faultOf([...at, 'schema'], example);
    return fault === undefined ? [] : [`${id}: ${fault}`];
  }

  #faultOf(at: readonly string[], value: unknown): string | undefined {
    const pointer = at.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'));
    const $ref = `document#/${pointer.map(encodeURIComponent).join('/')}`;
    const validate = this.#validators.get($ref) ?? this.#ajv.compile({ $ref });
    this.#validators.set($ref, validate);
    if (validate(value)) return undefined;
    return `${this.#ajv.errorsText(validate.errors)}: ${JSON.stringify(value).slice(0, 500)}`;
  }
}

function operationOf(path: string, method: string, described: Described): Operation {
  const { operationId, security, parameters = [], requestBody, responses } = described;
  const json = requestBody?.content['application/json'];
  return {
    id: operationId,
    method: method.toUpperCase(),
    path,
    isPublic: security?.length === 0,
    isForKeys: described['x-keys-only'] === true,
    right: described['x-session-right'],
    scope: Object.values(security?.[0] ?? {}).flat()[0],
    statuses: Object.keys(responses).map(Number),
    example: json?.example,
    takesJson: json !== undefined,
    takesUuid: parameters.some((one) => one.in === 'path' && one.schema.format === 'uuid'),
    takesLimit: parameters.some(({ name }) => name === 'limit'),
  };
}

/** The same schemas without room for fields that they do not name. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Json = Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, key === 'example' ? part : closed(part)]),
  );
  const isObject = copy['type'] === 'object' && copy['properties'] !== undefined;
  return isObject && copy['additionalProperties'] === undefined
    ? { ...copy, additionalProperties: false }
    : copy;
}
