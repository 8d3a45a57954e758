import { Logger } from '@nestjs/common';
import { FRAME_MS } from '@vox/voice-core';

import { parseConfig } from '../../src/config';
import { modelsDirectory } from '../../src/stt/adapters/embedded/models';
import { MoonshineModel } from '../../src/stt/adapters/embedded/moonshine-model';
import { SileroVoiceActivityDetector } from '../../src/stt/adapters/embedded/silero-voice-activity.adapter';
import { FliteSpeechSynthesizer } from '../../src/tts/adapters/embedded/flite-speech-synthesizer.adapter';
import { printTable } from '../bench/report';
import { forceCollections, sampleOf, type Sample } from './sample';
import { SoakDay } from './soak-day';
import { SoakServer } from './soak-server';

const HOURS = 8;
const HOUR_MS = 3_600_000;

/** Code is compiled and caches are filled in the first hour. */
const WARM_UP_HOURS = 1;

/** In both channels. */
const PEOPLE = 8;

const MB = 1024 * 1024;

/** Jest and Node have one now and then. */
const MOMENTARY_TIMERS = 2;

/** What is said once and never let go of again would be more in seven hours. */
const MAX_HEAP_GROWTH_MB = 2;

describe('Eight hours in two voice channels, on the clock of the audio', () => {
  let voice: FliteSpeechSynthesizer;
  let server: SoakServer;

  beforeAll(async () => {
    Logger.overrideLogger(['error']);
    forceCollections();
    const models = modelsDirectory(parseConfig(process.env).stt);
    const model = await MoonshineModel.load(models, 'tiny');
    voice = new FliteSpeechSynthesizer({ rate: 1, pitch: 1 });
    await voice.warmUp();
    const detector = new SileroVoiceActivityDetector(models);
    // It keeps as many as were ever needed at once; who comes when is left to chance.
    const needed = Array.from({ length: PEOPLE }, () => detector.open());
    for (const stream of needed) stream.close();
    server = new SoakServer({ decode: (samples) => model.decode(samples), detector, voice });
  });

  afterAll(() => voice.close());

  it('keeps memory and handles as people come, talk and leave', async () => {
    const day = new SoakDay(server);
    await server.start();
    const samples: Sample[] = [];
    for (let hour = 1; hour <= HOURS; hour++) {
      await day.liveUntil(hour * HOUR_MS);
      server.forgetRecords();
      samples.push(sampleOf(server));
      printHours(samples.slice(-1), day);
    }
    printHours(samples, day);
    const warm = samples.slice(WARM_UP_HOURS - 1);
    expect(new Set(samples.map(({ sessions, links }) => sessions + links))).toEqual(new Set([0]));
    expect(new Set(samples.map(({ sleepers }) => sleepers)).size).toBe(1);
    expect(new Set(warm.map(({ handles }) => handles)).size).toBe(1);
    expect(warm.at(-1)?.timers).toBeLessThanOrEqual((warm[0]?.timers ?? 0) + MOMENTARY_TIMERS);
    const growth = (warm.at(-1)?.heapBytes ?? Infinity) - (warm[0]?.heapBytes ?? 0);
    expect(growth / MB).toBeLessThan(MAX_HEAP_GROWTH_MB);
    expect(server.outcomes.failed).toBe(0);
    expect(server.outcomes.completed).toBeGreaterThan(100);
    await server.stop();
    expect(server.clock.sleepers).toBe(0);
  }, 7_200_000);

  function printHours(samples: readonly Sample[], day: SoakDay): void {
    const { completed, interrupted, failed } = server.outcomes;
    printTable(
      ['hour', 'heap MB', 'RSS MB', 'handles', 'timers', 'waits', 'sessions', 'links'],
      samples.map((sample) => [
        (sample.atMs / HOUR_MS).toFixed(0),
        (sample.heapBytes / MB).toFixed(2),
        (sample.rssBytes / MB).toFixed(0),
        String(sample.handles),
        String(sample.timers),
        String(sample.sleepers),
        String(sample.sessions),
        String(sample.links),
      ]),
    );
    process.stdout.write(
      `${day.said} utterances of ${(day.spokenMs / 60_000).toFixed(0)} min, ${completed} turns completed, ` +
        `${interrupted} interrupted, ${failed} failed; ${day.came} arrivals, ${server.links.opened} links opened; ` +
        `frames of ${FRAME_MS} ms\n`,
    );
  }
});
