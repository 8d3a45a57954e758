import fc from 'fast-check';

import { ANSWER_WITHIN_MS, Asker } from './ask';
import { Canaries } from './canaries';
import { keepCompany } from './company';
import { FuzzResult } from './fuzz-result';
import { KnownIds } from './known-ids';
import { documentAt } from './operations';
import { exchange, rawCases } from './raw-cases';
import { restCases } from './rest-cases';
import { RestVerdict } from './rest-verdict';
import { SchemaValues } from './schema-values';
import { socketCases, sockets } from './socket-cases';
import { talk, type Talking } from './talk';

/** As many as answer at once on two cores. */
const AT_ONCE = 24;
/** Of all cases, messages on sockets. */
const SOCKET_SHARE = 0.4;
/** What a socket is sent, on average. */
const MESSAGES_PER_SOCKET = 4;
/** Of one operation in one go: what the ones before have made is there to be asked for by those after. */
const PER_ROUND = 4;

/**
 * Sends requests and messages to the server at `url` that nobody in their right mind would: of every operation that its document
 * has and every message of its sockets, some `cases` in all.
 * @param seed Gives the same cases again; which ids they name depends on what the server made.
 */
export async function fuzz(
  url: string,
  key: string,
  { cases, seed }: { readonly cases: number; readonly seed: number },
): Promise<FuzzResult> {
  const result = new FuzzResult();
  const known = new KnownIds();
  const document = await documentAt(url);
  const values = new SchemaValues(document.schemas);
  const canaries = await Canaries.plant(poster(url, key), key, known);
  const verdict = new RestVerdict(document, values, canaries);
  const asker = new Asker(url, key, known, verdict, result);
  const talking: Talking = { url, key, known, canaries, result };
  const requests = document.operations.map((operation) => restCases(operation, values));
  const talks = sockets.map((socket) => socketCases(socket));
  const perRound = requests.length * PER_ROUND;
  const sharePerRequest = SOCKET_SHARE / (1 - SOCKET_SHARE);
  const talksPerRound = Math.ceil(
    (perRound * sharePerRequest) / MESSAGES_PER_SOCKET / talks.length,
  );
  for (let round = 0; result.cases < cases; round++) {
    const sample = <T>(arbitrary: fc.Arbitrary<T>, numRuns: number, index: number) =>
      fc.sample(arbitrary, { numRuns, seed: (seed + round * 7919 + index * 104_729) | 0 });
    const talked = talks.flatMap((one, index) => sample(one, talksPerRound, index));
    await each(talked, (one) => talk(one, talking));
    const asked = requests.flatMap((one, index) => sample(one, PER_ROUND, 10 + index));
    const company = await keepCompany(url, key, known);
    await each(asked, (one) => asker.ask(one));
    company.leave();
    await each(sample(rawCases, 2, 5), (bytes) => sendRaw(url, bytes, result));
  }
  asker.close();
  result.faults.push(...(await missing(url, key, canaries)));
  return result;
}

async function each<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items].reverse();
  const work = async () => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await act(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function sendRaw(url: string, bytes: Buffer, result: FuzzResult): Promise<void> {
  result.cases += 1;
  result.raw += 1;
  const shown = JSON.stringify(bytes.subarray(0, 300).toString('latin1'));
  try {
    const answer = await exchange(url, bytes, ANSWER_WITHIN_MS);
    const [, status] = /^HTTP\/1\.1 (\d{3}) /u.exec(answer) ?? [];
    const isProblem = /^content-type: application\/problem\+json/imu.test(answer);
    if (answer === '' || Number(status) < 400 || (isProblem && status !== '500')) return;
    result.faults.push(`raw: ${answer.slice(0, 500)} <- ${shown}`);
  } catch (error) {
    result.faults.push(`raw: ${String(error)} <- ${shown}`);
  }
}

function poster(url: string, key: string) {
  return async (path: string, body: unknown): Promise<Record<string, unknown>> => {
    const headers = { 'x-api-key': key, 'content-type': 'application/json' };
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>;
  };
}

/** Canaries that are gone could not be shown, either. */
async function missing(url: string, key: string, { homes }: Canaries): Promise<string[]> {
  const read = homes.map(async ([path, text]) => {
    const answer = await fetch(`${url}${path}`, { headers: { 'x-api-key': key } });
    return (await answer.text()).includes(text) ? [] : [`${path} has no '${text}' any more`];
  });
  return (await Promise.all(read)).flat();
}
