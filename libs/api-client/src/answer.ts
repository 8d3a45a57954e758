import type { Schemas } from './api-client';

type Problem = Schemas['Problem'];

type Outcome<T> = {
  readonly data?: T;
  readonly error?: Problem | undefined;
  readonly response: Response;
};

/** A request that the server refused; `message` is for people. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';

  constructor(
    readonly status: number,
    message: string,
    /** The parameter or field that is wrong. */
    readonly field?: string,
  ) {
    super(message);
  }
}

/** What was answered: `answerOf(await api.GET(…))`. @throws ApiRefusal when the server refused. */
export function answerOf<T>({ data, error, response }: Outcome<T>): T {
  if (response.ok) return data as T;
  // A proxy's refusal is text, or nothing.
  const { detail, field } = (typeof error === 'object' ? error : {}) as Partial<Problem>;
  const what = `${response.status} ${detail ?? response.statusText}`.trim();
  throw new ApiRefusal(response.status, what, field);
}
