import { once } from 'node:events';

import { WebSocket } from 'ws';

/**
 * One line of a recorded exchange on `/ws/voice`: a JSON message, or the first of a run of binary ones. `times` counts
 * the run where it is told: the answer's frames; a client's go on until the turn is over.
 */
export type ExchangeLine = {
  readonly from: 'client' | 'server';
  readonly json?: { readonly event: string; readonly data?: Record<string, unknown> };
  readonly binaryBytes?: number;
  readonly times?: number;
};

/** Ids and times of one run, told as those of every run. */
const IDS: Readonly<Record<string, string>> = {
  session_id: '0b2f5a52-6c1e-4d6f-9a3b-5d0c7e1f2a34',
  turn_id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  correlation_id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  timestamp: '2026-01-01T12:00:00.000Z',
};

/**
 * Speaks `frames` to the server, one each 20 ms, then silence until the turn is complete, as a client written from
 * docs/protocol.md would; gives all that went over the socket.
 */
export async function recordExchange(
  url: string,
  start: Record<string, unknown>,
  speech: { readonly frames: readonly Uint8Array[]; readonly silence: () => Uint8Array },
): Promise<ExchangeLine[]> {
  const lines: ExchangeLine[] = [];
  const socket = new WebSocket(url);
  await once(socket, 'open');
  const send = (json: ExchangeLine['json']) => {
    lines.push({ from: 'client', ...(json && { json }) });
    socket.send(JSON.stringify(json));
  };
  let frames = 0;
  const isOver = new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server closed the socket')));
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) {
        frames += 1;
        if (frames === 1) lines.push({ from: 'server', binaryBytes: data.length });
        return;
      }
      const json = JSON.parse(data.toString('utf8')) as NonNullable<ExchangeLine['json']>;
      lines.push({ from: 'server', json });
      if (json.event === 'session_started') void speak();
      if (json.event === 'turn_complete') resolve();
    });
  });
  let timer: NodeJS.Timeout | undefined;
  const speak = () => {
    const startedAtMs = performance.now();
    let sent = 0;
    timer = setInterval(() => {
      for (; performance.now() - startedAtMs >= sent * 20; sent++) {
        const frame = speech.frames[sent] ?? speech.silence();
        if (sent === 0) lines.push({ from: 'client', binaryBytes: frame.length });
        socket.send(frame);
      }
    }, 5);
  };
  send({ event: 'start', data: start });
  try {
    await isOver;
  } finally {
    clearInterval(timer);
  }
  send({ event: 'stop' });
  const closed = once(socket, 'close');
  await closed;
  return withoutRepeats(lines.map(named)).map((line) =>
    line.from === 'server' && line.binaryBytes !== undefined ? { ...line, times: frames } : line,
  );
}

/** Of events that only go on, such as the pieces of a reply, the first two. */
function withoutRepeats(lines: readonly ExchangeLine[]): ExchangeLine[] {
  const counts = new Map<string, number>();
  return lines.filter(({ json }) => {
    if (json === undefined) return true;
    const seen = (counts.get(json.event) ?? 0) + 1;
    counts.set(json.event, seen);
    return seen <= 2 || json.event === 'agent_state' || json.event.endsWith('_changed');
  });
}

function named({ json, ...line }: ExchangeLine): ExchangeLine {
  if (json?.data === undefined) return { ...line, ...(json && { json }) };
  const data: Record<string, unknown> = Object.fromEntries(
    Object.entries(json.data).map(([key, value]) => [key, IDS[key] ?? value]),
  );
  return { ...line, json: { ...json, data } };
}

/** What a client can rely on of an exchange: the events, and each one's fields. */
export function shapeOf(lines: readonly ExchangeLine[]): Record<string, readonly string[]> {
  const shape: Record<string, Set<string>> = {};
  for (const { from, json } of lines) {
    const paths = (shape[`${from} ${json?.event ?? 'audio'}`] ??= new Set());
    for (const path of pathsOf(json?.data ?? {})) paths.add(path);
  }
  return Object.fromEntries(
    Object.entries(shape).map(([name, paths]) => [name, [...paths].sort()]),
  );
}

function pathsOf(value: object): string[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'object' && inner !== null
      ? pathsOf(inner).map((path) => `${key}.${path}`)
      : [`${key}: ${typeof inner}`],
  );
}
