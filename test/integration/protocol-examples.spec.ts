import { readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { WsAdapter } from '@nestjs/platform-ws';
import { bytesFromPcm, Framer, OpusEncoder, readWav, Resampler } from '@vox/audio';
import { JobsModule } from '@vox/jobs';
import { serverEventSchema, sessionStartedSchema, voiceClientEventSchema } from '@vox/protocol';
import { OpenAiChatStandIn } from '@vox/stand-ins';

import { AppModule } from '../../src/app.module';
import { parseConfig } from '../../src/config';
import { modelsDirectory } from '../../src/stt/adapters/embedded/models';
import { freePort } from '../support/free-port';
import { type ExchangeLine, recordExchange, shapeOf } from '../support/recorded-exchange';
import { silenceLogs } from './support/quiet-logger';
import { startTestDatabase, type TestDatabase } from './support/test-database';
silenceLogs();

const ROOT = join(__dirname, '../..');
const PARTIAL = 'server partial_transcript';
const SPEECH = 'test/fixtures/audio/check-number-dial-again.wav';

const encodings = {
  pcm: { start: { encoding: 'pcm_s16le', sample_rate_hz: 16_000 }, rateHz: 16_000 },
  opus: { start: { encoding: 'opus' }, rateHz: 48_000 },
} as const;

function speech(name: keyof typeof encodings) {
  const { rateHz } = encodings[name];
  const wav = readWav(readFileSync(join(ROOT, SPEECH)));
  const pcm = new Framer(rateHz).push(new Resampler(wav.sampleRateHz, rateHz).push(wav.pcm));
  const encoder = new OpusEncoder();
  const encode = (samples: Int16Array) =>
    name === 'opus' ? encoder.encode(samples) : bytesFromPcm(samples);
  return {
    frames: pcm.map((frame) => encode(frame.pcm)),
    silence: () => encode(new Int16Array(rateHz / 50)),
  };
}

/** Where the events of a turn stand, and what must come after what. */
const ORDER = [
  ['session_started', 'speech_started'],
  ['speech_started', 'speech_stopped'],
  ['speech_stopped', 'final_transcript'],
  ['final_transcript', 'ai_response_start'],
  ['ai_response_start', 'ai_response_chunk'],
  ['ai_response_chunk', 'ai_response_complete'],
  ['ai_response_start', 'tts_start'],
  ['tts_start', 'tts_complete'],
  ['ai_response_complete', 'turn_complete'],
  ['tts_complete', 'turn_complete'],
] as const;

/**
 * The examples of docs/protocol.md are such a run, recorded: `UPDATE_EXAMPLES=1 npm test -- --selectProjects integration
 * protocol-examples` records it anew.
 */
describe('The examples of the protocol page', () => {
  let database: TestDatabase;
  let model: OpenAiChatStandIn;
  let app: INestApplication;
  let url: string;

  beforeAll(async () => {
    model = await OpenAiChatStandIn.start({ reply: () => 'Sure. I will dial it again.' });
    database = await startTestDatabase();
    const config = parseConfig({
      MODELS_DIR: modelsDirectory(parseConfig(process.env).stt),
      STT_MODEL: 'tiny',
      DATA_DIR: database.dataDir,
      DATABASE_URL: database.url,
      WEBRTC_PORT: String(await freePort()),
      LOCAL_LLM_BASE_URL: model.url,
      LOCAL_LLM_MODEL: 'tiny',
    });
    app = await NestFactory.create(AppModule.forRoot(config, database.url), {
      logger: false,
      abortOnError: false,
    });
    app.useWebSocketAdapter(new WsAdapter(app, { messageParser: () => undefined }));
    await app.listen(0, '127.0.0.1');
    await app.get(JobsModule).startTaking();
    const { port } = (app.getHttpServer() as { address(): AddressInfo }).address();
    url = `ws://127.0.0.1:${port}/ws/voice`;
  });

  afterAll(async () => {
    await app.close();
    await database.stop();
    await model.close();
  });

  it.each(Object.keys(encodings) as (keyof typeof encodings)[])(
    'are what a client sees of a turn spoken in %s',
    async (name) => {
      const lines = await recordExchange(url, encodings[name].start, speech(name));
      const path = join(ROOT, 'libs/protocol/examples', `turn-${name}.json`);
      if (process.env['UPDATE_EXAMPLES'] === '1') {
        writeFileSync(path, `${JSON.stringify(lines, undefined, 2)}\n`);
      }
      const example = JSON.parse(readFileSync(path, 'utf8')) as ExchangeLine[];

      // A machine that is busy may have no time for partials: those alone are not promised.
      const { [PARTIAL]: partial, ...shape } = shapeOf(example);
      const { [PARTIAL]: seen = partial, ...now } = shapeOf(lines);
      expect({ ...now, [PARTIAL]: seen }).toEqual({ ...shape, [PARTIAL]: partial });
      for (const recorded of [lines, example]) {
        for (const { from, json } of recorded) {
          if (json === undefined) continue;
          const started = sessionStartedSchema.or(serverEventSchema);
          (from === 'client' ? voiceClientEventSchema : started).parse(json);
        }
        const at = (event: string) => recorded.findIndex(({ json }) => json?.event === event);
        for (const [earlier, later] of ORDER) {
          expect([earlier, later, at(earlier) < at(later) && at(earlier) >= 0]).toEqual([
            earlier,
            later,
            true,
          ]);
        }
      }
    },
  );
});
