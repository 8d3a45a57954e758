import { applyDecorators, HttpCode, SetMetadata, UsePipes } from '@nestjs/common';
import { type z } from 'zod';

import type { Scope, SessionRight } from '../identity';
import { IS_UNCOUNTED } from '../limits';
import type { ApiTagName } from './api-tags';
import { RoutePipe } from './route.pipe';

/** Metadata of a handler: its `RouteDescription`. */
export const API_ROUTE = Symbol('apiRoute');
/** Metadata of a controller: the `ApiTagName` of its routes. */
export const API_TAG = Symbol('apiTag');

/** A body by its media types: the schema of what is JSON, a sentence about what is not (a file, a stream). */
export type Content = Readonly<Record<string, z.ZodType | string>>;

export type DescribedResponse = {
  readonly description?: string;
  readonly content?: Content;
  /** By name, in lower case. */
  readonly headers?: Readonly<Record<string, z.ZodType>>;
};

/**
 * What a status is answered with: JSON by its schema, null for no body, anything else in full. Above 399 a sentence is
 * enough: when the problem arises.
 */
export type RouteResponse = z.ZodType | null | string | DescribedResponse;
export type RouteResponses = Readonly<Record<number, RouteResponse>>;

export type RouteDescription<Responses extends RouteResponses = RouteResponses> = {
  /** The operation id, a verb and what it is done to: `createAgent`. Unique; clients are generated with it. */
  readonly id: string;
  /** Who may ask: whoever has this scope, `known`, whoever says who they are, or, `public`, everybody, however often. */
  readonly scope: Scope | 'known' | 'public';
  /**
   * The parameter of the path that names a session, and the right to it that whoever asks needs. To whom may not know of
   * it, there is none. What changes something needs more than to know of it: the start fails otherwise.
   */
  readonly session?: { readonly param: string; readonly right: SessionRight };
  /** A session token does not do, whatever its scopes: what is asked for outlives it, or is not of its sessions alone. */
  readonly keysOnly?: true;
  /** Put on record (`src/audit`), as what needs `admin` and changes something is anyway. */
  readonly audited?: true;
  /** One sentence. */
  readonly summary: string;
  readonly description?: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodType;
  /** JSON, which the handler takes with `@Body()`. */
  readonly body?: z.ZodType;
  /** A body that the handler reads itself, in the place of `body`. */
  readonly reads?: Content;
  /** A body that works. */
  readonly example?: unknown;
  /** The first below 400 is the status of the handler's answer. */
  readonly responses: Responses;
};

/** Arrays and objects of an answer may be anybody's: nobody changes them. */
type Shown<T> = T extends readonly (infer Item)[]
  ? readonly Shown<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Shown<T[Key]> }
    : T;

type Answer<Response> = Response extends z.ZodType
  ? Shown<z.output<Response>>
  : Response extends null
    ? void
    : Response extends string
      ? never
      : unknown;

type Answers<Responses> = {
  [Status in keyof Responses]: Answer<Responses[Status]>;
}[keyof Responses];

type Handler<Responses> = (...given: never[]) => Answers<Responses> | Promise<Answers<Responses>>;

/**
 * Declares a route, once: the schemas validate what the handler is given (`@Body()`, `@Query()`, `@Param()`, without pipes of
 * their own), tell the compiler what it answers, and are what `/api/openapi.json` shows. Sets the status of the answer.
 * @see docs/recipes/add-a-route.md
 */
export function ApiRoute<const Responses extends RouteResponses>(
  route: RouteDescription<Responses>,
): <H extends Handler<Responses>>(
  target: object,
  name: string | symbol,
  descriptor: TypedPropertyDescriptor<H>,
) => void {
  return applyDecorators(
    SetMetadata(API_ROUTE, route),
    ...(route.scope === 'public' ? [SetMetadata(IS_UNCOUNTED, true)] : []),
    HttpCode(successOf(route)),
    UsePipes(new RoutePipe(route)),
  );
}

/** Puts a controller's routes under a heading. */
export function ApiTag(name: ApiTagName): ClassDecorator {
  return SetMetadata(API_TAG, name);
}

/** @throws Error when the route answers nothing but problems. */
export function successOf({ id, responses }: RouteDescription): number {
  const [first] = Object.keys(responses)
    .map(Number)
    .filter((status) => status < 400);
  if (first === undefined) throw new Error(`The route ${id} declares no status below 400`);
  return first;
}
