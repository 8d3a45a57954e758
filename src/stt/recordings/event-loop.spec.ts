import { setImmediate } from 'node:timers/promises';

import { ScriptedSpeechRecognizer } from '@vox/testing';
import type { AudioFrame } from '@vox/voice-core';

import { providerOf, SILENT, sttBench } from '../../../test/support/stt-bench';

const { serviceOf } = sttBench();

async function* silence(frames: number): AsyncGenerator<AudioFrame> {
  for (let at = 0; at < frames; at++) yield SILENT;
}

it('lets everything else have its turn while it hears a long file that is there at once', async () => {
  const service = serviceOf([providerOf(new ScriptedSpeechRecognizer([], 'engine'))]);
  let isOver = false;
  const heard = Array.fromAsync(service.transcribeStream(silence(10_000))).finally(
    () => (isOver = true),
  );
  let turns = 0;
  while (!isOver) {
    await setImmediate();
    turns += 1;
  }
  await heard;
  expect(turns).toBeGreaterThan(100);
});
