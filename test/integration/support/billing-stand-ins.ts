import { OpenAiChatStandIn, OpenAiSpeechStandIn, OpenAiTranscriptionStandIn } from '@vox/stand-ins';
import type { DataSource } from 'typeorm';

import { eventually } from '../../support/eventually';

/** What was taken of one kind of provider. */
export type Taken = {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly audioMs: number;
  readonly characters: number;
};

type Options = Parameters<typeof OpenAiChatStandIn.start>[0];

/**
 * Of a word. Nobody can tell which words are on their way when an answer is given up: one that is begun ahead of time lives or
 * dies before its first word here.
 */
const SLOW_MS = 300;

/** Servers that hear, answer and speak, and know what they would ask for it. */
export class BillingStandIns {
  private constructor(
    readonly ears: OpenAiTranscriptionStandIn,
    readonly model: OpenAiChatStandIn,
    readonly voice: OpenAiSpeechStandIn,
  ) {}

  static async start(options: Options = {}): Promise<BillingStandIns> {
    return new BillingStandIns(
      await OpenAiTranscriptionStandIn.start({ text: 'What is the time?' }),
      await OpenAiChatStandIn.start({ usage: 'billed', paceMs: SLOW_MS, ...options }),
      await OpenAiSpeechStandIn.start(),
    );
  }

  /** Has a server ask these and nobody else. */
  get environment(): Record<string, string> {
    return {
      LLM_PROVIDER: 'local',
      LOCAL_LLM_BASE_URL: this.model.url,
      LOCAL_LLM_MODEL: 'tiny',
      STT_PROVIDER: 'openai',
      STT_OPENAI_BASE_URL: this.ears.url,
      STT_FALLBACK_ORDER: 'openai',
      TTS_PROVIDER: 'openai',
      TTS_OPENAI_BASE_URL: this.voice.url,
      TTS_FALLBACKS: 'openai',
    };
  }

  get billed(): Taken {
    const sum = (amounts: readonly number[]) => amounts.reduce((one, other) => one + other, 0);
    const { bills } = this.model;
    return {
      promptTokens: sum(bills.map((bill) => bill.promptTokens)),
      completionTokens: sum(bills.map((bill) => bill.completionTokens)),
      audioMs: sum(this.ears.transcriptions.map(({ audioMs }) => audioMs)),
      characters: sum(
        this.voice.speechRequests.map(
          ({ body }) => [...(JSON.parse(body) as { input: string }).input].length,
        ),
      ),
    };
  }

  /** Waits until what is stored is what was billed; fails with both where that does not come about. */
  async untilStored(database: DataSource): Promise<Taken> {
    const { stored } = await eventually(
      async () => ({ stored: await storedIn(database), billed: this.billed }),
      ({ stored, billed }) => JSON.stringify(stored) === JSON.stringify(billed),
    );
    return stored;
  }

  async close(): Promise<void> {
    await Promise.all([this.ears.close(), this.model.close(), this.voice.close()]);
  }
}

async function storedIn(database: DataSource): Promise<Taken> {
  const [sums] = await database.query<Record<keyof Taken, number>[]>(
    `select coalesce(sum(prompt_tokens), 0)::int as "promptTokens",
       coalesce(sum(completion_tokens), 0)::int as "completionTokens",
       coalesce(sum(audio_ms), 0)::int as "audioMs", coalesce(sum(characters), 0)::int as "characters"
     from provider_uses where provider in ('local', 'openai')`,
  );
  if (sums === undefined) throw new Error('a sum has one row');
  const { promptTokens, completionTokens, audioMs, characters } = sums;
  return { promptTokens, completionTokens, audioMs, characters };
}
