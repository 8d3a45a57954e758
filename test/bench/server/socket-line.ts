import { once } from 'node:events';

import { WebSocket } from 'ws';

import type { Observations } from './observations';
import type { Sentence } from './sentence';
import type { Line, User } from './user';

/** Joins over `/ws/voice` and lets `user` talk. @throws Error when the server refuses. */
export async function socketLine(
  url: string,
  encoding: 'pcm_s16le' | 'opus',
  sentence: Sentence,
  user: User,
  observations: Observations,
): Promise<Line> {
  const socket = new WebSocket(`${url}/ws/voice`, { perMessageDeflate: false });
  let isLeaving = false;
  socket.on('close', () => {
    if (!isLeaving) observations.addError();
  });
  await once(socket, 'open');
  const started = answerOf(socket);
  socket.send(JSON.stringify({ event: 'start', data: { encoding } }));
  await started;
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) user.hear(performance.now());
    else if (data.includes('"event":"audio_clear"')) user.cut(performance.now());
    else if (data.includes('"event":"error"')) observations.addError();
  });
  return {
    send: (sentenceMs) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(sentence.at(sentenceMs));
    },
    close: () => {
      isLeaving = true;
      socket.close();
    },
  };
}

async function answerOf(socket: WebSocket): Promise<void> {
  const [data] = (await once(socket, 'message')) as [Buffer];
  const { event, data: told } = JSON.parse(data.toString()) as { event: string; data: unknown };
  if (event !== 'session_started') throw new Error(`refused: ${JSON.stringify(told)}`);
}
