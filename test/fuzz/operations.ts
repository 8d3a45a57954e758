import type { Operation } from '../integration/support/rest-document';
import { RestDocument } from '../integration/support/rest-document';
import type { JsonSchema } from './schema-values';

type Parameter = {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly required?: boolean;
  readonly schema: JsonSchema;
};
type Described = {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: JsonSchema }> };
};
type Whole = {
  readonly paths: Record<string, Record<string, Described>>;
  readonly components?: { readonly schemas?: Record<string, JsonSchema> };
};

/** A route as the document has it, with all that it can be given. */
export type FuzzedOperation = Operation & {
  readonly parameters: readonly Parameter[];
  /** By media type. */
  readonly bodies: readonly (readonly [type: string, schema: JsonSchema])[];
};

/** What `/api/openapi.json` says, to make requests of and to hold answers against. */
export type FuzzedDocument = {
  readonly rest: RestDocument;
  readonly operations: readonly FuzzedOperation[];
  readonly schemas: Readonly<Record<string, JsonSchema>>;
};

export async function documentAt(url: string): Promise<FuzzedDocument> {
  const whole = (await (await fetch(`${url}/api/openapi.json`)).json()) as Whole;
  const rest = new RestDocument(whole);
  const operations = rest.operations.map((operation): FuzzedOperation => {
    const described = whole.paths[operation.path]?.[operation.method.toLowerCase()];
    const bodies = Object.entries(described?.requestBody?.content ?? {});
    return {
      ...operation,
      parameters: described?.parameters ?? [],
      bodies: bodies.map(([type, { schema }]) => [type, schema] as const),
    };
  });
  return { rest, operations, schemas: whole.components?.schemas ?? {} };
}
