import { randomUUID } from 'node:crypto';

import type { KnownIds } from './known-ids';

/** Somebody's words, and where they may be read. */
type Words = {
  readonly text: string;
  /** What they belong to: answers about these hold them. */
  readonly ids: readonly string[];
  /** Operations that list, search or export what everybody with the key may see. */
  readonly shownBy: readonly string[];
};

/** What a server is configured with and shows nobody. */
export const canarySecrets = {
  OPENAI_API_KEY: 'canary-of-openai-0b1f',
  ANTHROPIC_API_KEY: 'canary-of-anthropic-2c3d',
  STT_OPENAI_API_KEY: 'canary-of-recognition-4e5f',
  TTS_OPENAI_API_KEY: 'canary-of-speech-6a7b',
  SECRETS_KEY: Buffer.from('canary-that-seals-all-the-others').toString('base64'),
} as const;

const PROVIDER_KEY = 'canary-of-a-provider-1a2b';
const AGENT_AUTH = 'canary-of-a-workflow-3c4d';
const SIGNING = Buffer.from('canary-that-signs-deliveries').toString('base64');
const PROMPT = 'canary words of an agent 5e6f';
const SPOKEN = 'canary words of a session 7a8b';
const TITLE = 'canary title of a session 9c0d';

type Post = (path: string, body: unknown) => Promise<Record<string, unknown>>;

/**
 * Secrets and words that are planted before the first case, and come back in no answer that is not about what they are of.
 *
 * One key sees all that is stored, so words may stand in lists that are made for them, and nowhere else.
 */
export class Canaries {
  private constructor(
    private readonly secrets: readonly string[],
    private readonly words: readonly Words[],
    /** Where each of the words must still be read at the end. */
    readonly homes: readonly (readonly [path: string, text: string])[],
  ) {}

  /** Stores them by `post`; `known` has their ids afterwards, to be asked for and left as they are. */
  static async plant(post: Post, key: string, known: KnownIds): Promise<Canaries> {
    const make = async (kind: string, path: string, body: unknown) => {
      const id = String((await post(path, body))['id']);
      known.keep(kind, id);
      return id;
    };
    const agent = await make('agents', '/api/agents', {
      name: 'Canary',
      system_prompt: PROMPT,
      n8n_webhook_url: 'http://127.0.0.1:9/hook',
      n8n_auth: `Bearer ${AGENT_AUTH}`,
    });
    await make('providers', '/api/providers', {
      name: 'Canary',
      kind: 'local',
      base_url: 'http://127.0.0.1:9',
      api_key: PROVIDER_KEY,
    });
    await make('webhooks', '/api/webhooks', {
      url: 'http://127.0.0.1:9/hook',
      events: ['turn.completed'],
      secret: `whsec_${SIGNING}`,
    });
    const session = await make('sessions', '/api/sessions', { user_id: 'canary', title: TITLE });
    const turn = randomUUID();
    known.keep('turns', turn);
    const said = { role: 'user', content: SPOKEN, turn_id: turn };
    await post(`/api/sessions/${session}/messages`, said);
    const shownBy = ['listSessions', 'listLegacyTranscripts', 'getExport'];
    const secrets = [key, ...Object.values(canarySecrets), PROVIDER_KEY, AGENT_AUTH, SIGNING];
    const ids = [session, turn];
    return new Canaries(
      secrets,
      [
        { text: PROMPT, ids: [agent], shownBy: ['listAgents'] },
        { text: SPOKEN, ids, shownBy },
        { text: TITLE, ids, shownBy },
      ],
      [
        [`/api/sessions/${session}`, TITLE],
        [`/api/sessions/${session}/messages`, SPOKEN],
        [`/api/agents/${agent}`, PROMPT],
      ],
    );
  }

  /**
   * What an answer holds and must not; undefined when it holds nothing of the kind.
   * @param operationIds Of the operations at the path that was asked.
   */
  leakIn(answer: string, asked: string, operationIds: readonly string[]): string | undefined {
    const secret = this.secrets.find((text) => answer.includes(text));
    if (secret !== undefined) return secret;
    const words = this.words.find(
      ({ text, ids, shownBy }) =>
        answer.includes(text) &&
        !ids.some((id) => asked.includes(id)) &&
        !operationIds.some((id) => shownBy.includes(id)),
    );
    return words?.text;
  }
}
