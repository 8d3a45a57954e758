import { Agent, request } from 'node:http';

import type { FuzzResult } from './fuzz-result';
import { type KnownIds, inJson } from './known-ids';
import type { RestCase } from './rest-cases';
import type { Answer, RestVerdict, Sent } from './rest-verdict';

/** A server that does not answer for so long hangs. */
export const ANSWER_WITHIN_MS = 60_000;

/** Changed or taken away is only what the cases have made. */
const CHANGING: ReadonlySet<string> = new Set(['PUT', 'PATCH', 'DELETE']);
/** So is what is made once more: all that have it made would be told of it. */
const COPYING: ReadonlySet<string> = new Set(['duplicateAgent']);

/** Sends requests as they are written, and judges their answers. `close` ends its connections. */
export class Asker {
  readonly #agent = new Agent({ keepAlive: true });

  constructor(
    private readonly url: string,
    private readonly key: string,
    private readonly known: KnownIds,
    private readonly verdict: RestVerdict,
    private readonly result: FuzzResult,
  ) {}

  async ask(given: RestCase): Promise<void> {
    const { result, known } = this;
    const { operation, method, isOwn } = given;
    const mayChange = CHANGING.has(method) || COPYING.has(operation.id);
    const sent: Sent = {
      target: known.fill(given.target, mayChange, encodeURIComponent),
      body:
        given.body &&
        Buffer.from(known.fill(given.body.toString('latin1'), mayChange, inJson), 'latin1'),
    };
    result.cases += 1;
    const told = () => `${method} ${sent.target.slice(0, 300)} ${showing(given, sent)}`;
    try {
      const startedAtMs = performance.now();
      const answer = await this.#send(method, given.headers, sent);
      result.countAnswer(operation.id, answer.status, isOwn, performance.now() - startedAtMs);
      for (const fault of await this.verdict.faultsOf(given, sent, answer)) {
        result.faults.push(`${operation.id}: ${fault.slice(0, 2000)} <- ${told()}`);
      }
      if (answer.status < 300 && isOwn) this.#learn(given, answer);
    } catch (error) {
      result.faults.push(`${operation.id}: no answer: ${String(error)} <- ${told()}`);
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(method: string, headers: RestCase['headers'], { target, body }: Sent): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        this.url,
        {
          agent: this.#agent,
          method,
          path: target,
          headers: { 'x-api-key': this.key, ...lengthOf(body, headers), ...headers },
          signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
        },
        (incoming) => {
          const parts: Buffer[] = [];
          incoming.on('data', (part: Buffer) => parts.push(part));
          incoming.once('error', reject);
          incoming.once('end', () => {
            const { statusCode: status = 0, headers: received } = incoming;
            resolve({ status, headers: received, body: Buffer.concat(parts) });
          });
        },
      );
      outgoing.once('error', (error: NodeJS.ErrnoException) => {
        // The server may have ended an idle connection at that moment (RFC 9112 §9.3.1): such a request is sent again.
        const isStale = outgoing.reusedSocket && error.code === 'ECONNRESET';
        if (isStale) resolve(this.#send(method, headers, { target, body }));
        else reject(error);
      });
      outgoing.end(body);
    });
  }

  /** What the next ones may ask for. */
  #learn({ operation }: RestCase, { headers, body }: Answer): void {
    const next = /[?&](?:cursor|before|after)=([^&>]+)/u.exec(String(headers.link ?? ''))?.[1];
    if (next !== undefined) this.known.add(`page:${operation.id}`, decodeURIComponent(next));
    if (headers['content-type']?.split(';')[0] !== 'application/json') return;
    const parts = operation.path.split('/').filter((part) => !part.startsWith('{'));
    const kind = parts.at(-1) ?? '';
    if (operation.path.startsWith('/api/openapi')) return;
    this.known.learn(kind, JSON.parse(body.toString()));
  }
}

/** Node sends none with methods that have no body as a rule. */
function lengthOf(body: Buffer | undefined, headers: RestCase['headers']): Record<string, string> {
  if (body === undefined || 'transfer-encoding' in headers) return {};
  return { 'content-length': String(body.length) };
}

function showing({ headers }: RestCase, { body }: Sent): string {
  const shown = body?.subarray(0, 600).toString() ?? '';
  return `${JSON.stringify(headers).slice(0, 300)} ${shown}`;
}
