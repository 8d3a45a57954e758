import {
  signallingRequestSchema,
  VOICE_SOCKET_PATH,
  voiceClientEventSchema,
  WEBRTC_SOCKET_PATH,
} from '@vox/protocol';
import fc from 'fast-check';

import { fitting, hostile } from './hostile';

export type SocketCase = {
  readonly path: string;
  readonly messages: readonly (string | Uint8Array)[];
};

const MAX_MESSAGES = 8;

/** Both sockets: messages that fit and that do not, in any order, audio and what is none. */
export function socketCases(ids: readonly string[]): fc.Arbitrary<SocketCase> {
  const start = fc.constantFrom(
    '{"event":"start","data":{}}',
    '{"event":"start","data":{"encoding":"opus"}}',
    '{"event":"start","data":{"sample_rate_hz":48000}}',
  );
  const voice = fitting(voiceClientEventSchema, ids).map(
    (message) => JSON.stringify(message) ?? '',
  );
  const signalling = fitting(signallingRequestSchema, ids).map(
    (message) => JSON.stringify(message) ?? '',
  );
  return fc.oneof(
    sequences(
      VOICE_SOCKET_PATH,
      fc.oneof({ weight: 2, arbitrary: start }, { weight: 5, arbitrary: voice }),
    ),
    sequences(
      WEBRTC_SOCKET_PATH,
      fc.oneof(
        { weight: 1, arbitrary: fc.constant('{"id":1,"method":"join","data":{}}') },
        { weight: 6, arbitrary: signalling },
      ),
    ),
  );
}

function sequences(path: string, message: fc.Arbitrary<string>): fc.Arbitrary<SocketCase> {
  const any = fc.oneof(
    { weight: 8, arbitrary: message },
    { weight: 1, arbitrary: hostile.map((value) => JSON.stringify(value) ?? '{') },
    { weight: 1, arbitrary: fc.constantFrom('', '{', '\0', '[]', `${'['.repeat(9000)}`, 'null') },
    { weight: 2, arbitrary: fc.uint8Array({ maxLength: 2000 }) },
  );
  const messages = fc.array(any, { minLength: 1, maxLength: MAX_MESSAGES });
  return fc.record({ path: fc.constant(path), messages });
}
