import { type JobName, jobNames, queueNames, recordTurnSchema } from './job-catalogue';
import { type JobHandler, JobHandlers } from './job-handler';
import { toMessageRows } from './message-rows';

const turn = {
  session: { id: '0b8c8c4e-7c51-4b0e-8a1a-0d7a4d1c2b3a', userId: 'ann', channel: 'websocket' },
  turnId: '3f0a6a3e-2f0b-4d7e-9a52-6f1f7ad0c9e1',
  outcome: 'completed',
  userText: 'hello',
  spokenText: 'hi there',
  startedAtMs: 1000,
  endedAtMs: 2500,
  latency: { endOfUtteranceDelayMs: 600.4, voiceToVoiceMs: 901.6 },
  providers: { stt: 'moonshine', llm: 'demo', tts: 'flite' },
} as const;

const handlerOf = (jobName: JobName) =>
  ({ jobName, handle: () => Promise.resolve() }) as unknown as JobHandler;

describe('the job catalogue', () => {
  it('takes out of a text what PostgreSQL can never store', () => {
    const parsed = recordTurnSchema.parse({ ...turn, userText: 'a\0b \ud83d c \u{1f600}' });
    expect(parsed.userText).toBe('ab \ufffd c \u{1f600}');
  });

  it('refuses to boot when a job has no handler', () => {
    const handlers = new JobHandlers();
    expect(() => handlers.assertComplete(['conversation'])).toThrow(
      'No handler for the jobs: conversation.record-turn, usage.record-uses',
    );
    handlers.register(handlerOf('conversation.record-turn'));
    handlers.register(handlerOf('usage.record-uses'));
    expect(() => handlers.assertComplete(['conversation'])).not.toThrow();
    expect(() => handlers.assertComplete(queueNames)).toThrow(
      /No handler for the jobs: (?!.*record-turn).*webhook\.deliver/u,
    );
    for (const name of jobNames.slice(2)) handlers.register(handlerOf(name));
    expect(() => handlers.assertComplete(queueNames)).not.toThrow();
  });

  it('refuses two handlers of one job', () => {
    const handlers = new JobHandlers();
    handlers.register(handlerOf('webhook.deliver'));
    expect(() => handlers.register(handlerOf('webhook.deliver'))).toThrow('has two handlers');
  });
});

describe('toMessageRows', () => {
  it("puts each stage's time, in whole ms, on the message it belongs to", () => {
    const [user, assistant] = toMessageRows(recordTurnSchema.parse(turn));
    const none = { transcriptFinalMs: null, ttftMs: null, ttfbMs: null };
    expect(user).toMatchObject({
      ...none,
      endOfUtteranceDelayMs: 600,
      voiceToVoiceMs: null,
      providers: { stt: 'moonshine' },
    });
    expect(assistant).toMatchObject({
      ...none,
      endOfUtteranceDelayMs: null,
      voiceToVoiceMs: 902,
      providers: { llm: 'demo', tts: 'flite' },
    });
  });

  it('stores no reply that nobody heard and no words that nobody said', () => {
    const unheard = recordTurnSchema.parse({ ...turn, outcome: 'failed', spokenText: '' });
    expect(toMessageRows(unheard).map(({ role }) => role)).toEqual(['user']);
    const { userText: _said, ...greeting } = turn;
    expect(toMessageRows(recordTurnSchema.parse(greeting)).map(({ role }) => role)).toEqual([
      'assistant',
    ]);
  });

  it("keeps an apology apart from the model's words, and says that there was one where it gave none", () => {
    const failed = { ...turn, outcome: 'failed', apology: 'Sorry.' } as const;
    const apologies = (spokenText: string) =>
      toMessageRows(recordTurnSchema.parse({ ...failed, spokenText })).map((row) => [
        row.content,
        row.apology,
      ]);
    expect(apologies('hi there')).toEqual([
      ['hello', null],
      ['hi there', 'Sorry.'],
    ]);
    expect(apologies('')).toEqual([
      ['hello', null],
      ['', 'Sorry.'],
    ]);
    expect(toMessageRows(recordTurnSchema.parse(turn)).map((row) => row.apology)).toEqual([
      null,
      null,
    ]);
  });

  it('puts the ids of all who spoke on both messages of the turn', () => {
    const shared = recordTurnSchema.parse({ ...turn, speakerIds: ['7', '8'] });
    expect(toMessageRows(shared).map((row) => row.speakerIds)).toEqual([
      ['7', '8'],
      ['7', '8'],
    ]);
    expect(toMessageRows(recordTurnSchema.parse(turn)).map((row) => row.speakerIds)).toEqual([
      null,
      null,
    ]);
  });

  it('marks the reply that was cut off, not the words that cut it', () => {
    const cut = recordTurnSchema.parse({ ...turn, outcome: 'interrupted' });
    expect(toMessageRows(cut).map((row) => row.interrupted)).toEqual([false, true]);
  });
});
