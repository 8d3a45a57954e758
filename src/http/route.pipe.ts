import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { z } from 'zod';

import { ZodValidationPipe } from './zod-validation.pipe';

/** What a route says of the parts of its requests. */
export type RequestSchemas = {
  readonly params?: z.ZodObject;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
};

/** Validates each part of a request that a handler takes with the schema that its route declares for it. */
export class RoutePipe implements PipeTransform {
  readonly #body: ZodValidationPipe<z.ZodType>;
  readonly #query: ZodValidationPipe<z.ZodType>;
  readonly #params: ZodValidationPipe<z.ZodType>;
  readonly #param = new Map<string, ZodValidationPipe<z.ZodType>>();

  constructor({ params = z.object({}), query = z.object({}), body = z.never() }: RequestSchemas) {
    this.#body = new ZodValidationPipe(body);
    this.#query = new ZodValidationPipe(query, 'query');
    this.#params = new ZodValidationPipe(params, 'path');
    for (const [name, schema] of Object.entries(params.shape)) {
      this.#param.set(name, new ZodValidationPipe(schema as z.ZodType, name));
    }
  }

  transform(value: unknown, { type, data }: ArgumentMetadata): unknown {
    switch (type) {
      case 'body':
        return this.#body.transform(value);
      case 'query':
        return this.#query.transform(withoutKey(value));
      case 'param':
        return (data === undefined ? this.#params : this.#param.get(data))?.transform(value);
      case 'custom':
        return value;
    }
  }
}

/** The API key of a client that can send no headers is the guard's, on every route: no schema of a query knows it. */
function withoutKey(query: unknown): unknown {
  if (typeof query !== 'object' || query === null) return query;
  return Object.fromEntries(Object.entries(query).filter(([name]) => name !== 'api_key'));
}
