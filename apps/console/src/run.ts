import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { createApiClient } from '@vox/api-client';
import { writeWav } from '@vox/audio';
import { InvalidInputError } from '@vox/voice-core';

import type { ConsoleOptions } from './args';
import { findAgent, httpUrlOf } from './find-agent';
import { formatTurn } from './report';
import { joinFrames, readSpokenFile } from './spoken-file';
import { Talk, type TurnReport } from './talk';
import { VoiceSocketClient } from './voice-socket-client';

const PCM_RATE_HZ = 16_000;
const OPUS_RATE_HZ = 48_000;

/**
 * Speaks the files to the server, writes the answers to `options.out` and tells `print` what happened. False when a turn
 * failed.
 * @throws InvalidInputError for files that cannot be spoken; Error when the server is not there or fails.
 */
export async function run(
  options: ConsoleOptions,
  print: (line: string) => void,
): Promise<boolean> {
  if (options.files.some((file) => resolve(file) === resolve(options.out))) {
    throw new InvalidInputError('--out', 'would overwrite a file that is to be spoken');
  }
  const rateHz = options.encoding === 'opus' ? OPUS_RATE_HZ : PCM_RATE_HZ;
  const files = await Promise.all(options.files.map((file) => readSpokenFile(file, rateHz)));
  const client = await connect(options);
  try {
    const agentId = await agentOf(options);
    const started = await client.start({
      encoding: options.encoding,
      sample_rate_hz: rateHz,
      user_id: 'console',
      ...(options.sessionId === undefined ? {} : { session_id: options.sessionId }),
      ...(agentId === undefined ? {} : { agent_id: agentId }),
    });
    const { stt, llm, tts } = started.engines;
    if (!options.json) {
      print(`session ${started.session_id}, agent ${started.agent.name}`);
      print(`engines: ${stt.label} | ${llm.label} | ${tts.label}`);
    }
    const talk = new Talk(client, started);
    await talk.waitForGreeting();
    const turns: TurnReport[] = [];
    for (const file of files) {
      const turn = await talk.speak(file);
      turns.push(turn);
      if (!options.json) print(`\n${formatTurn(turn)}`);
    }
    await writeFile(options.out, writeWav(joinFrames(talk.answers), rateHz));
    if (options.json) print(JSON.stringify({ ...started, out: options.out, turns }, undefined, 2));
    else print(`\nanswers written to ${options.out}`);
    return turns.every(({ error }) => error === undefined);
  } finally {
    await client.close();
  }
}

async function agentOf({ agent, url, apiKey }: ConsoleOptions): Promise<string | undefined> {
  if (agent === undefined) return undefined;
  return findAgent(createApiClient(httpUrlOf(url), apiKey === undefined ? {} : { apiKey }), agent);
}

async function connect(options: ConsoleOptions): Promise<VoiceSocketClient> {
  try {
    return await VoiceSocketClient.connect(
      options.url,
      options.apiKey === undefined ? {} : { apiKey: options.apiKey },
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`no VoxBridge server answers at ${options.url} (${reason}); is it running?`, {
      cause: error,
    });
  }
}
