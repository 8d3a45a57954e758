import type { IncomingHttpHeaders } from 'node:http';

import { z } from 'zod';

import type { Canaries } from './canaries';
import type { FuzzedDocument, FuzzedOperation } from './operations';
import type { RestCase } from './rest-cases';
import type { SchemaValues } from './schema-values';

export type Answer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

/** As they came in. */
export type Sent = { readonly target: string; readonly body: Buffer | undefined };

/** What any path refuses before it is known whose it is: bodies and heads that nobody takes. */
const AT_THE_EDGE: ReadonlySet<number> = new Set([400, 413, 415, 431]);

/** It may quote what was sent, whatever that is: texts of any kind. */
const problem = z.strictObject({
  type: z.string(),
  title: z.string().min(1),
  status: z.number(),
  detail: z.string().min(1),
  field: z.string().optional(),
  errors: z.array(z.strictObject({ field: z.string(), detail: z.string() })).optional(),
});

/** What is wrong with an answer; nothing where it is as the document says and holds nothing of anybody else. */
export class RestVerdict {
  readonly #names = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly document: FuzzedDocument,
    private readonly values: SchemaValues,
    private readonly canaries: Canaries,
  ) {}

  async faultsOf(given: RestCase, sent: Sent, answer: Answer): Promise<string[]> {
    const { operation, method, isOwn, headers } = given;
    const { status, body } = answer;
    const text = body.toString();
    const faults: string[] = [];
    if (status === 500) faults.push(`500: ${text}`);
    // Without its last parts a path is another's.
    const here = this.document.operations.filter(({ path }) =>
      isOwn ? path === operation.path : `${operation.path}/`.startsWith(`${path}/`),
    );
    const ids = here.map(({ id }) => id);
    const leak = this.canaries.leakIn(text, sent.target, ids);
    if (leak !== undefined) faults.push(`shows ${leak}`);
    const isClosed = isOwn && !operation.isPublic && headers['x-api-key'] !== undefined;
    if (isClosed && status < 400) faults.push(`${status} without the key`);
    // Nothing of the kind has a body.
    if (method === 'HEAD' || method === 'OPTIONS' || status === 304) return faults;
    if (status >= 400) faults.push(...this.#faultsOfRefusal(given, sent, answer, text));
    const isEdge = AT_THE_EDGE.has(status) && !operation.statuses.includes(status);
    if (isOwn && !isEdge) {
      const fault = await this.document.rest.faultOf(operation, responseOf(answer));
      if (fault !== undefined) faults.push(`${status} ${fault}`);
    }
    return faults;
  }

  #faultsOfRefusal(
    given: RestCase,
    sent: Sent,
    { status, headers }: Answer,
    text: string,
  ): string[] {
    const { operation, isOwn } = given;
    // What a route answers of its own is held against its declaration.
    if (headers['content-type']?.startsWith('application/problem+json') !== true) {
      return isOwn && status !== 400 ? [] : [`${status} is no problem: ${text}`];
    }
    const read = problem.safeParse(parsed(text));
    if (!read.success) return [`${status} is no whole problem: ${text}`];
    const { type, field, errors, status: said } = read.data;
    if (said !== status) return [`${status} says ${said}`];
    if (status === 405 && headers.allow === undefined) return ['405 without Allow'];
    if (type !== '/api/problems/validation' || !isOwn) return [];
    const fields = [
      ...(field === undefined ? [] : [field]),
      ...(errors ?? []).map((one) => one.field),
    ];
    if (fields.length === 0) return [`names no field: ${text}`];
    const names = [...this.#namesIn(operation), ...namesSent(sent)];
    const strange = fields.find(
      (one) => !names.some((name) => one === name || one.startsWith(`${name}.`)),
    );
    return strange === undefined ? [] : [`names ${strange}, which is nowhere: ${text}`];
  }

  #namesIn(operation: FuzzedOperation): ReadonlySet<string> {
    const known = this.#names.get(operation.id);
    if (known !== undefined) return known;
    const names = new Set([
      ...['body', 'query', 'path'],
      ...operation.parameters.map(({ name }) => name),
      ...operation.bodies.flatMap(([, schema]) => this.values.namesOf(schema)),
    ]);
    this.#names.set(operation.id, names);
    return names;
  }
}

function namesSent({ target, body }: Sent): string[] {
  // With its question mark: a second one is a part of a name.
  const query = new URLSearchParams(target.includes('?') ? target.slice(target.indexOf('?')) : '');
  // A byte order mark is none of JSON's, and servers pass it over (RFC 8259 §8.1).
  const sent = parsed(body?.toString().replace(/^\uFEFF/u, '') ?? '');
  const fields = typeof sent === 'object' && sent !== null ? Object.keys(sent) : [];
  return [...query.keys(), ...fields];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function responseOf({ status, headers, body }: Answer): Response {
  const type = headers['content-type'];
  return new Response(body.length === 0 ? null : new Uint8Array(body), {
    status,
    headers: type === undefined ? {} : { 'content-type': type },
  });
}
