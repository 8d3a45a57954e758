import { CircuitBreaker } from '@vox/outbound';
import { VirtualClock } from '@vox/testing';
import {
  type ChatMessage,
  InvalidInputError,
  LanguageModel,
  type ProviderErrorCategory,
  ProviderError,
  type ReplyPart,
} from '@vox/voice-core';

import { askProvider } from './ask-provider';
import { OnlyContent } from './content/only-content';

const CATEGORIES: readonly ProviderErrorCategory[] = [
  'authentication',
  'authorization',
  'invalid-request',
  'rate-limit',
  'quota',
  'connectivity',
  'timeout',
  'server',
  'protocol',
  'unknown',
];
/** Those after which a provider that does not act is asked again. */
const PASSING: readonly ProviderErrorCategory[] = ['rate-limit', 'connectivity', 'server'];
const END = { type: 'reply-end', finishReason: 'stop' } as const;
const WORDS = [{ type: 'reply-delta', text: 'Done.' }, END] as const;

const failed = (category: ProviderErrorCategory, cause?: unknown) =>
  new ProviderError(category, { kind: 'llm', provider: 'scripted', category, cause });
const system = (code: string, syscall: string) =>
  failed('connectivity', Object.assign(new Error(code), { code, syscall }));

type Try = ProviderError | readonly ReplyPart[];

/** Fails or answers as it is told, try by try; the last one again and again. */
class ScriptedTries extends LanguageModel {
  asked = 0;
  override readonly info;

  constructor(
    private readonly tries: readonly Try[],
    hasSideEffects: boolean,
  ) {
    super();
    this.info = { name: 'scripted', label: 'Scripted', isEmbedded: false, hasSideEffects };
  }

  override async *generate(_messages: readonly ChatMessage[]): AsyncGenerator<ReplyPart> {
    const next = this.tries[Math.min(this.asked++, this.tries.length - 1)] ?? [];
    await Promise.resolve();
    if (next instanceof ProviderError) throw next;
    yield* next;
  }

  override health() {
    return Promise.resolve({ isHealthy: true });
  }
}

describe(askProvider.name, () => {
  const ask = async (tries: readonly Try[], acts: boolean) => {
    const clock = new VirtualClock();
    const breaker = new CircuitBreaker(clock);
    const model = new ScriptedTries(tries, acts);
    const reply = askProvider(
      {
        kind: 'llm',
        id: 'n8n',
        name: 'n8n',
        adapter: model,
        breaker,
        firstTokenMs: 5000,
        graceMs: 0,
      },
      [{ role: 'user', content: 'Do it.' }],
      { signal: new AbortController().signal },
      { clock, content: new OnlyContent(), endAtMs: 60_000, attempts: 3, onRetry: () => undefined },
    );
    const reading = Array.fromAsync(reply).catch((error: unknown) => error);
    await clock.advance(20_000);
    return { result: await reading, asked: model.asked, breaker };
  };

  it.each(CATEGORIES)('asks one that acts once, whatever it fails with (%s)', async (category) => {
    const failure = failed(category);
    expect(await ask([failure, WORDS], true)).toMatchObject({ result: failure, asked: 1 });
  });

  it.each(CATEGORIES)(
    'asks one that does not act again after passing failures only (%s)',
    async (category) => {
      const { asked } = await ask([failed(category), WORDS], false);
      expect(asked).toBe(PASSING.includes(category) ? 2 : 1);
    },
  );

  it.each([
    ['nobody listens', system('ECONNREFUSED', 'connect')],
    ['there is no such host', system('ENOTFOUND', 'getaddrinfo')],
    ['names cannot be looked up', system('EAI_AGAIN', 'getaddrinfo')],
  ])('asks one that acts again when %s: nothing has reached it', async (_why, failure) => {
    expect(await ask([failure, failure, WORDS], true)).toMatchObject({ result: WORDS, asked: 3 });
    expect((await ask([failure], true)).asked).toBe(3);
  });

  it.each([
    ['a reset', system('ECONNRESET', 'read')],
    [
      'an address that is refused here',
      failed('invalid-request', new InvalidInputError('url', 'is private')),
    ],
  ])('does not ask one that acts again after %s', async (_why, failure) => {
    expect(await ask([failure, WORDS], true)).toMatchObject({ result: failure, asked: 1 });
  });

  it('takes an answer without words of one that acts for an answer, which opens no circuit', async () => {
    const voice = { type: 'reply-voice', settings: {} } as const;
    const blank = { type: 'reply-delta', text: ' \n' } as const;
    for (const answer of [[END], [voice, END], [blank, END]]) {
      const { result, asked, breaker } = await ask([answer], true);
      expect([result, asked]).toEqual([answer.filter((part) => part !== blank), 1]);
      expect(breaker.lastError).toBeUndefined();
    }
  });

  it('takes a call of a tool without a word for an answer', async () => {
    const call = { id: 'a', name: 'weather', arguments: '{}' };
    const reply = [{ type: 'tool-call', call } as const, { ...END, finishReason: 'tool-calls' }];
    expect(await ask([reply as ReplyPart[]], false)).toMatchObject({ result: reply, asked: 1 });
  });

  it('asks one that does not act again when it gives nothing, as one does that is starting', async () => {
    expect(await ask([[END], [END], WORDS], false)).toMatchObject({ result: WORDS, asked: 3 });
  });

  it.each([
    ['its token limit cut it off', { ...END, finishReason: 'length' }, 'token limit'],
    ['it only thought', { ...END, gave: 'thoughts' }, 'thoughts'],
    [
      'it thought until its token limit',
      { ...END, finishReason: 'length', gave: 'thoughts' },
      'token limit',
    ],
    ['it called a function', { ...END, gave: 'a function call' }, 'function call'],
  ] as const)(
    'does not repeat the request, and blames nobody, when %s',
    async (_why, end, named) => {
      const { result, asked, breaker } = await ask([[end], WORDS], false);
      expect(asked).toBe(1);
      expect(result).toMatchObject({
        category: 'invalid-request',
        message: expect.stringContaining(named),
      });
      expect(breaker.lastError).toBeUndefined();
    },
  );
});
