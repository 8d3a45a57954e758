/** The users of one cell, in a process of their own: the server is measured from outside. */
import { setTimeout as sleep } from 'node:timers/promises';

import { Observations } from './observations';
import { ROUND_MS, scriptFor } from './script';
import { opusSentence, pcmSentence } from './sentence';
import { socketLine } from './socket-line';
import { User } from './user';
import { webRtcLine } from './webrtc-line';
import type { ClientsMessage, ClientsRequest } from './wire';

const TICK_MS = 2;

/** Spreads what is counted in whole numbers evenly over an interval, without common periods. */
const GOLDEN_RATIO = 0.618_034;

const ENCODINGS = { socket: 'pcm_s16le', opus: 'opus' } as const;

/** So many join side by side, as people who come one after another do. */
const JOINING_TOGETHER = 10;

async function run(request: ClientsRequest): Promise<void> {
  const observations = new Observations();
  const sentence = request.channel === 'socket' ? pcmSentence(16_000) : opusSentence();
  const script = scriptFor(sentence.lengthMs);
  const { url, channel } = request;
  const join = (user: User) =>
    channel === 'webrtc'
      ? webRtcLine(url, sentence, user, observations)
      : socketLine(url, ENCODINGS[channel], sentence, user, observations);

  const users = Array.from({ length: request.sessions }, () => new User(observations, script));
  for (let first = 0; first < users.length; first += JOINING_TOGETHER) {
    const batch = users.slice(first, first + JOINING_TOGETHER);
    await Promise.all(batch.map(async (user) => user.joined(await join(user))));
  }
  const nowMs = performance.now();
  users.forEach((user, index) => user.begin(nowMs + ((index * GOLDEN_RATIO) % 1) * ROUND_MS));
  tell({ type: 'joined' });

  let tickedAtMs = performance.now();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    observations.addLateness(Math.max(0, nowMs - tickedAtMs - TICK_MS));
    tickedAtMs = nowMs;
    for (const user of users) while (user.nextFrameAtMs <= nowMs) user.sendNext();
  }, TICK_MS);
  await sleep(request.warmUpMs);
  observations.isOpen = true;
  tell({ type: 'window-opens' });
  await sleep(request.windowMs);
  observations.isOpen = false;
  tell({ type: 'window-closes' });
  clearInterval(timer);
  for (const user of users) user.leave();
  tell({ type: 'left', result: observations.result() });
}

function tell(message: ClientsMessage): void {
  process.send?.(message);
}

process.once('disconnect', () => process.exit(0));
run(JSON.parse(process.argv[2] ?? '') as ClientsRequest).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`);
  process.exit(1);
});
