import { CircuitBreaker } from '@vox/outbound';
import { ScriptedSpeechRecognizer, VirtualClock } from '@vox/testing';
import {
  AsyncQueue,
  InvalidStateError,
  type ProviderHealth,
  type RecognizerInput,
} from '@vox/voice-core';

import { failure, failureOf, providerOf, sttBench, transcribe } from '../../test/support/stt-bench';
import { OpenAiSpeechRecognizer } from './adapters/openai/openai-speech-recognizer.adapter';
import { SttService } from './stt.service';

const { serviceOf } = sttBench();

describe(`${SttService.name}: health`, () => {
  const state = (isHealthy: boolean): ProviderHealth => ({ isHealthy });

  it('connects when some engine answers, and says who', async () => {
    const first = new ScriptedSpeechRecognizer('text', 'first');
    first.isHealthy = false;
    const service = serviceOf([
      providerOf(first),
      providerOf(new ScriptedSpeechRecognizer('text', 'second')),
    ]);
    await service.connect();
    expect(service.isConnected).toBe(true);
    expect(await service.healthCheck()).toEqual({
      isHealthy: true,
      providers: [
        {
          name: 'first',
          label: 'scripted recognizer (test)',
          isEmbedded: true,
          isHealthy: false,
          circuit: 'open',
          lastError: 'connectivity',
        },
        {
          name: 'second',
          label: 'scripted recognizer (test)',
          isEmbedded: true,
          isHealthy: true,
          circuit: 'closed',
        },
      ],
    });
  });

  it('refuses to connect when no engine answers, and goes on asking', async () => {
    const engine = new ScriptedSpeechRecognizer('text', 'engine');
    engine.health = () => Promise.reject(new Error('no route to host'));
    const service = serviceOf([providerOf(engine)], { healthIntervalMs: 5 });
    await expect(service.connect()).rejects.toMatchObject({ category: 'connectivity' });
    engine.health = () => Promise.resolve(state(true));
    while (!(await service.healthCheck()).providers[0]?.isHealthy);
    expect((await service.health()).detail).toBe('engine: closed (connectivity)');
  });

  it('boots without an engine that answers', async () => {
    const engine = new ScriptedSpeechRecognizer('text', 'engine');
    engine.isHealthy = false;
    const service = serviceOf([providerOf(engine)]);
    expect(() => service.onModuleInit()).not.toThrow();
    await new Promise(setImmediate);
    expect(service.isConnected).toBe(false);
  });

  it('closes the circuit of a server that has come back before any utterance needs it', async () => {
    const clock = new VirtualClock();
    const engine = new ScriptedSpeechRecognizer(() => failure('connectivity'), 'engine');
    const breaker = new CircuitBreaker(clock, { failureThreshold: 1, openMs: 1000 });
    const service = serviceOf([providerOf(engine, { breaker })], { clock });
    await failureOf(transcribe(service));
    expect(breaker.state).toBe('open');
    await clock.advance(1000);
    await service.healthCheck();
    expect(breaker.state).toBe('closed');
  });

  it('does not trust a good health page of a server that fails to transcribe', async () => {
    const clock = new VirtualClock();
    const engine = new ScriptedSpeechRecognizer(() => failure('server'), 'engine');
    const breaker = new CircuitBreaker(clock, { failureThreshold: 1, openMs: 1000 });
    const service = serviceOf([providerOf(engine, { breaker })], { clock });
    await failureOf(transcribe(service));
    await clock.advance(1000);
    await service.healthCheck();
    expect(breaker.state).toBe('half-open');
    expect((await service.health()).detail).toBe('engine: half-open (server)');
  });

  it('leaves the probe of a half-open circuit to an utterance while a slow health page is waited for', async () => {
    const clock = new VirtualClock();
    const engine = new ScriptedSpeechRecognizer(() => failure('connectivity'), 'engine');
    const breaker = new CircuitBreaker(clock, { failureThreshold: 1, openMs: 1000 });
    const service = serviceOf([providerOf(engine, { breaker })], { clock });
    await failureOf(transcribe(service));
    await clock.advance(1000);
    const page = Promise.withResolvers<ProviderHealth>();
    engine.health = () => page.promise;
    const checking = service.healthCheck();
    const admission = breaker.admit();
    expect(admission).toBeDefined();
    admission?.abandoned();
    page.resolve({ isHealthy: true });
    await checking;
    expect(breaker.state).toBe('closed');
  });

  it('opens the circuit of a server that vanishes between utterances', async () => {
    const engine = new ScriptedSpeechRecognizer('text', 'engine');
    const provider = providerOf(engine);
    const service = serviceOf([provider]);
    engine.isHealthy = false;
    await service.healthCheck();
    await service.healthCheck();
    expect(provider.breaker.state).toBe('open');
    expect(service.isConnected).toBe(false);
    expect((await service.health()).isHealthy).toBe(false);
  });

  it('leaves the circuit alone of a server whose key may hear, and may not list models', async () => {
    const engine = new OpenAiSpeechRecognizer({
      baseUrl: 'http://server',
      model: 'whisper-1',
      language: 'en-US',
      isStreamed: true,
      isSpeculative: true,
      access: { fetch: () => Promise.resolve(new Response('{}', { status: 403 })) },
    });
    const provider = providerOf(engine);
    const service = serviceOf([provider]);
    for (let times = 0; times < 3; times++) await service.healthCheck();
    expect(provider.breaker.state).toBe('closed');
    expect(service.isConnected).toBe(true);
  });

  it('asks in the background, one question at a time, until it is disconnected', async () => {
    const engine = new ScriptedSpeechRecognizer('text', 'engine');
    let asked = 0;
    let answer: () => void = () => undefined;
    engine.health = () => {
      asked++;
      return new Promise((resolve) => (answer = () => resolve(state(true))));
    };
    const service = serviceOf([providerOf(engine)], { healthIntervalMs: 2 });
    const connecting = service.connect();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(asked).toBe(1);
    answer();
    await connecting;
    while (asked < 2) await new Promise(setImmediate);
    service.disconnect();
    service.disconnect();
    answer();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(asked).toBe(2);
  });

  it('ends what is being transcribed when it is disconnected, and takes nothing more', async () => {
    const engine = new ScriptedSpeechRecognizer('never finished', 'engine');
    const service = serviceOf([providerOf(engine)]);
    const input = new AsyncQueue<RecognizerInput>(10);
    const result = transcribe(service, input);
    await new Promise(setImmediate);
    service.onApplicationShutdown();
    expect(await result).toEqual([]);
    await expect(transcribe(service)).rejects.toBeInstanceOf(InvalidStateError);
    await service.connect();
    expect(service.isConnected).toBe(true);
  });
});
