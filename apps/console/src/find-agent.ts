import { answerOf, type ApiClient } from '@vox/api-client';
import { InvalidInputError } from '@vox/voice-core';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/** The most that the server gives at once. */
const PAGE = 200;

/**
 * The id of the agent that goes by this id or name, however the name is written.
 * @throws InvalidInputError that says which agents there are, when it is none of them; ApiRefusal.
 */
export async function findAgent(api: ApiClient, wanted: string): Promise<string> {
  if (UUID.test(wanted)) return wanted;
  const names: string[] = [];
  for await (const { id, name } of agentsOf(api)) {
    if (name.toLowerCase() === wanted.toLowerCase()) return id;
    names.push(name);
  }
  throw new InvalidInputError('--agent', `there is no ${wanted}; there are: ${names.join(', ')}`);
}

async function* agentsOf(api: ApiClient) {
  let after: string | undefined;
  do {
    const query = { limit: PAGE, ...(after === undefined ? {} : { after }) };
    const outcome = await api.GET('/api/agents', { params: { query } });
    yield* answerOf(outcome);
    after = /[?&]after=([^&>]+)/u.exec(outcome.response.headers.get('link') ?? '')?.[1];
  } while (after !== undefined);
}

/** Where the HTTP interface is whose voice socket is at `socketUrl`. */
export function httpUrlOf(socketUrl: string): string {
  const { protocol, host, pathname } = new URL(socketUrl);
  const folder = pathname.replace(/ws\/voice\/?$/u, '');
  return `${protocol === 'wss:' ? 'https' : 'http'}://${host}${folder}`;
}
