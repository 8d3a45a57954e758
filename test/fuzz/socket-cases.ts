import {
  EVENTS_SOCKET_PATH,
  eventsClientEventSchema,
  signallingRequestSchema,
  VOICE_SOCKET_PATH,
  voiceClientEventSchema,
  WEBRTC_SOCKET_PATH,
} from '@vox/protocol';
import fc from 'fast-check';

import { fitting, hostile } from './hostile';

export type SocketCase = {
  readonly path: string;
  /** What opens a session, of which the answer is waited for; undefined: all comes at once. */
  readonly opening: string | undefined;
  readonly messages: readonly (string | Uint8Array)[];
};

const MAX_MESSAGES = 8;

const STARTS = [
  '{"event":"start","data":{}}',
  '{"event":"start","data":{"encoding":"opus"}}',
  '{"event":"start","data":{"sample_rate_hz":48000}}',
];
const SUBSCRIPTIONS = ['{"event":"subscribe"}', '{"event":"subscribe","data":{"after_seq":1}}'];
const JOINS = ['{"id":1,"method":"join","data":{}}'];

/** All sockets: messages that fit and that do not, in any order, audio and what is none. */
export function socketCases(ids: readonly string[]): fc.Arbitrary<SocketCase> {
  return fc.oneof(
    sequences(VOICE_SOCKET_PATH, STARTS, fitting(voiceClientEventSchema, ids)),
    sequences(WEBRTC_SOCKET_PATH, JOINS, fitting(signallingRequestSchema, ids)),
    sequences(EVENTS_SOCKET_PATH, SUBSCRIPTIONS, fitting(eventsClientEventSchema, ids)),
  );
}

function sequences(
  path: string,
  openings: readonly string[],
  fit: fc.Arbitrary<unknown>,
): fc.Arbitrary<SocketCase> {
  const written = (value: unknown) => JSON.stringify(value) ?? '{';
  const message = fc.oneof(
    { weight: 8, arbitrary: fit.map(written) },
    { weight: 1, arbitrary: fc.constantFrom(...openings) },
    { weight: 1, arbitrary: hostile.map(written) },
    { weight: 1, arbitrary: fc.constantFrom('', '{', '\0', '[]', '['.repeat(9000), 'null') },
    { weight: 2, arbitrary: fc.uint8Array({ maxLength: 2000 }) },
  );
  return fc.record({
    path: fc.constant(path),
    opening: fc.option(fc.constantFrom(...openings), { freq: 3, nil: undefined }),
    messages: fc.array(message, { minLength: 1, maxLength: MAX_MESSAGES }),
  });
}
