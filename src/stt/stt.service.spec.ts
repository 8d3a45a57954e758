import { CircuitBreaker } from '@vox/outbound';
import { ScriptedSpeechRecognizer, VirtualClock } from '@vox/testing';
import {
  AsyncQueue,
  type AudioFrame,
  InvalidInputError,
  type ProviderErrorCategory,
  type RecognizerInput,
  SystemClock,
  type TranscriptPart,
} from '@vox/voice-core';

import {
  failure,
  failureOf,
  finalsOf,
  providerOf,
  SILENT,
  SPEECH,
  sttBench,
  transcribe,
} from '../../test/support/stt-bench';
import { SttService } from './stt.service';

const { serviceOf } = sttBench();

describe(`${SttService.name}: one utterance`, () => {
  it('asks the first engine and no other while it works', async () => {
    const first = new ScriptedSpeechRecognizer('from the first', 'first');
    const second = new ScriptedSpeechRecognizer('from the second', 'second');
    const parts = await transcribe(serviceOf([providerOf(first), providerOf(second)]));
    expect(finalsOf(parts)).toEqual(['from the first']);
    expect(second.calls).toHaveLength(0);
  });

  it('plays the whole utterance to the next engine when one fails before its final', async () => {
    const first = new ScriptedSpeechRecognizer(failure('server', 'first'), 'first');
    const second = new ScriptedSpeechRecognizer('from the second', 'second');
    const parts = await transcribe(serviceOf([providerOf(first), providerOf(second)]));
    expect(finalsOf(parts)).toEqual(['from the second']);
    expect(parts.at(-1)).toMatchObject({ provider: 'second' });
    expect(second.calls[0]?.audioMs).toBe(SPEECH.length * 20);
  });

  it('gives the final once, after the partials of a failed engine too', async () => {
    async function* breaksOff(): AsyncGenerator<TranscriptPart> {
      yield { type: 'transcript-partial', text: 'alpha bra' };
      throw failure('connectivity');
    }
    const first = new ScriptedSpeechRecognizer('', 'first');
    first.transcribe = () => breaksOff();
    const second = new ScriptedSpeechRecognizer('alpha bravo', 'second');
    const parts = await transcribe(serviceOf([providerOf(first), providerOf(second)]));
    expect(parts[0]).toEqual({ type: 'transcript-partial', text: 'alpha bra' });
    expect(finalsOf(parts)).toEqual(['alpha bravo']);
    expect(parts.at(-1)?.type).toBe('transcript-final');
  });

  it('asks the same engine once more after a blip, when nobody else is needed', async () => {
    const engine = new ScriptedSpeechRecognizer([failure('server'), 'at the second try'], 'engine');
    const provider = providerOf(engine, { retryOn: new Set<ProviderErrorCategory>(['server']) });
    expect(finalsOf(await transcribe(serviceOf([provider])))).toEqual(['at the second try']);
  });

  it('asks the same engine only once more', async () => {
    const engine = new ScriptedSpeechRecognizer(() => failure('server'), 'engine');
    const provider = providerOf(engine, {
      retryOn: new Set<ProviderErrorCategory>(['server']),
      breaker: new CircuitBreaker(new SystemClock()),
    });
    expect((await failureOf(transcribe(serviceOf([provider])))).category).toBe('server');
    expect(engine.calls).toHaveLength(2);
  });

  it('says that recognition is unavailable when no engine gives a final', async () => {
    const providers = ['first', 'second'].map((name) =>
      providerOf(new ScriptedSpeechRecognizer(failure('connectivity', name), name)),
    );
    const error = await failureOf(transcribe(serviceOf(providers)));
    expect(error).toMatchObject({
      kind: 'stt',
      provider: 'second',
      category: 'connectivity',
      message: 'Speech recognition is unavailable',
    });
  });

  it('says so too when there is no engine at all', async () => {
    const service = serviceOf([]);
    expect((await failureOf(transcribe(service))).kind).toBe('stt');
    expect(service.isConnected).toBe(false);
    expect(service.info.name).toBe('none');
  });

  it('takes an engine that ends without a final for broken', async () => {
    const first = new ScriptedSpeechRecognizer('', 'first');
    first.transcribe = async function* () {
      yield { type: 'transcript-partial', text: 'al' };
    };
    const second = new ScriptedSpeechRecognizer('alpha', 'second');
    const parts = await transcribe(serviceOf([providerOf(first), providerOf(second)]));
    expect(finalsOf(parts)).toEqual(['alpha']);
  });

  it('takes an error that no adapter knows for a failure of the engine', async () => {
    const first = new ScriptedSpeechRecognizer(new TypeError('undefined is no function'), 'first');
    expect((await failureOf(transcribe(serviceOf([providerOf(first)])))).category).toBe('unknown');
  });

  it('asks the next engine when the utterance has been over for too long', async () => {
    const clock = new VirtualClock();
    const stuck = new ScriptedSpeechRecognizer('', 'stuck');
    let wasAborted = false;
    stuck.transcribe = async function* (_input, { signal }) {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      wasAborted = true;
      yield* [];
    };
    const second = new ScriptedSpeechRecognizer('from the second', 'second');
    const providers = [providerOf(stuck, { finalTimeoutMs: 3000 }), providerOf(second)];
    const result = transcribe(serviceOf(providers, { clock }));
    await clock.advance(2999);
    expect(second.calls).toHaveLength(0);
    await clock.advance(1);
    expect(finalsOf(await result)).toEqual(['from the second']);
    expect(wasAborted).toBe(true);
    expect(providers[0]?.breaker.lastError).toBe('timeout');
    expect(clock.sleepers).toBe(0);
  });

  it('does not count the time that the speaker takes against the engine', async () => {
    const clock = new VirtualClock();
    const engine = new ScriptedSpeechRecognizer('a long story', 'engine');
    const input = new AsyncQueue<RecognizerInput>(100);
    const provider = providerOf(engine, { finalTimeoutMs: 1000 });
    const result = transcribe(serviceOf([provider], { clock }), input);
    input.push({ type: 'audio', frame: SPEECH[0] as AudioFrame });
    await clock.advance(40_000);
    input.close();
    expect(finalsOf(await result)).toEqual(['a long story']);
  });

  it('leaves an engine alone once its circuit is open, for all sessions', async () => {
    const first = new ScriptedSpeechRecognizer(() => failure('connectivity', 'first'), 'first');
    const second = new ScriptedSpeechRecognizer('from the second', 'second');
    const service = serviceOf([providerOf(first), providerOf(second)]);
    for (let utterance = 0; utterance < 5; utterance++) await transcribe(service);
    expect(first.calls).toHaveLength(2);
    expect(second.calls).toHaveLength(5);
    expect(service.info.name).toBe('second');
  });

  it('counts once that an engine was restarted while it heard many speakers', async () => {
    const running = new AbortController();
    const engine = new ScriptedSpeechRecognizer('heard again', 'engine');
    const whole = engine.transcribe.bind(engine);
    engine.transcribe = async function* () {
      yield { type: 'transcript-partial', text: 'al' };
      await new Promise<void>((resolve) => {
        running.signal.addEventListener('abort', () => resolve());
      });
      throw failure('connectivity');
    };
    const breaker = new CircuitBreaker(new SystemClock(), { failureThreshold: 2 });
    const service = serviceOf([providerOf(engine, { breaker })]);
    const cut = Array.from({ length: 5 }, () => failureOf(transcribe(service)));
    await new Promise(setImmediate);
    running.abort();
    expect((await Promise.all(cut)).map(({ category }) => category)).toEqual(
      Array.from({ length: 5 }, () => 'connectivity'),
    );
    engine.transcribe = whole;
    expect(finalsOf(await transcribe(service))).toEqual(['heard again']);
  });

  it('asks it again when it has rested', async () => {
    const clock = new VirtualClock();
    const script = [failure('connectivity'), failure('connectivity'), 'it is back'];
    const first = new ScriptedSpeechRecognizer(script, 'first');
    const breaker = new CircuitBreaker(clock, { failureThreshold: 2, openMs: 5000 });
    const second = new ScriptedSpeechRecognizer('from the second', 'second');
    const service = serviceOf([providerOf(first, { breaker }), providerOf(second)], { clock });
    for (let utterance = 0; utterance < 3; utterance++) await transcribe(service);
    await clock.advance(5000);
    expect(finalsOf(await transcribe(service))).toEqual(['it is back']);
    expect(breaker.state).toBe('closed');
  });

  it('ends quietly when the caller hangs up, and holds it against nobody', async () => {
    const engine = new ScriptedSpeechRecognizer('never finished', 'engine');
    const provider = providerOf(engine);
    const controller = new AbortController();
    const input = new AsyncQueue<RecognizerInput>(1000);
    const result = transcribe(serviceOf([provider]), input, controller.signal);
    for (const frame of SPEECH) input.push({ type: 'audio', frame });
    await new Promise(setImmediate);
    controller.abort('hang-up');
    expect(finalsOf(await result)).toEqual([]);
    expect(provider.breaker.lastError).toBeUndefined();
    // A source that is parked notices when its next item comes.
    input.push({ type: 'pause' });
    await new Promise(setImmediate);
    expect(input.isClosed).toBe(true);
  });

  it('throws what the input throws, and asks no other engine because of it', async () => {
    async function* broken(): AsyncGenerator<RecognizerInput> {
      yield { type: 'audio', frame: SILENT };
      throw new Error('the microphone is gone');
    }
    const providers = ['first', 'second'].map((name) =>
      providerOf(new ScriptedSpeechRecognizer('text', name)),
    );
    await expect(transcribe(serviceOf(providers), broken())).rejects.toThrow(
      'the microphone is gone',
    );
    expect(providers[0]?.breaker.lastError).toBeUndefined();
  });

  it("hands the caller's bad input back instead of trying the next engine", async () => {
    const first = new ScriptedSpeechRecognizer(
      new InvalidInputError('audio', 'no 16 kHz'),
      'first',
    );
    const second = new ScriptedSpeechRecognizer('text', 'second');
    const providers = [providerOf(first), providerOf(second)];
    await expect(transcribe(serviceOf(providers))).rejects.toBeInstanceOf(InvalidInputError);
    expect(second.calls).toHaveLength(0);
  });
});
