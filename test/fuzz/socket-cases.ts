import {
  EVENTS_SOCKET_PATH,
  eventsClientEventSchema,
  eventsControlSchema,
  liveEventSchema,
  serverEventSchema,
  sessionStartedSchema,
  signallingRequestSchema,
  signallingResponseSchema,
  VOICE_SOCKET_PATH,
  voiceClientEventSchema,
  WEBRTC_SOCKET_PATH,
} from '@vox/protocol';
import fc from 'fast-check';
import { z } from 'zod';

import { hostile } from './hostile';
import { recordings, written } from './request-texts';
import { type JsonSchema, SchemaValues } from './schema-values';

/** A socket of docs/protocol.md: the schemas that the page is made from. */
type Socket = {
  readonly path: string;
  /** What opens a session. */
  readonly openings: readonly string[];
  readonly sent: z.ZodDiscriminatedUnion;
  readonly received: z.ZodType;
};

export const sockets: readonly Socket[] = [
  {
    path: VOICE_SOCKET_PATH,
    openings: [
      '{"event":"start","data":{}}',
      '{"event":"start","data":{"encoding":"opus"}}',
      '{"event":"start","data":{"sample_rate_hz":48000}}',
    ],
    sent: voiceClientEventSchema,
    received: z.union([serverEventSchema, sessionStartedSchema]),
  },
  {
    path: WEBRTC_SOCKET_PATH,
    openings: ['{"id":1,"method":"join","data":{}}'],
    sent: signallingRequestSchema,
    received: z.union([signallingResponseSchema, serverEventSchema]),
  },
  {
    path: EVENTS_SOCKET_PATH,
    openings: ['{"event":"subscribe"}', '{"event":"subscribe","data":{"after_seq":1}}'],
    sent: eventsClientEventSchema,
    received: z.union([liveEventSchema, eventsControlSchema]),
  },
];

type Message = {
  /** Of the message of the page that it was made from; undefined: of none. */
  readonly name: string | undefined;
  readonly data: Buffer;
  readonly isBinary: boolean;
};

export type SocketCase = {
  readonly socket: Socket;
  readonly query: string;
  /** What opens a session, of which the answer is waited for; undefined: all comes at once. */
  readonly opening: string | undefined;
  readonly messages: readonly Message[];
};

const MAX_MESSAGES = 8;
const QUERIES = [
  '?invite=',
  '?invite=x.y',
  '?api_key=',
  '?api_key=wrong&x[]=1',
  '?%',
  '?__proto__=1',
];

/** All messages of a socket, that fit and that do not, in any order, audio and what is none. */
export function socketCases(socket: Socket): fc.Arbitrary<SocketCase> {
  const values = new SchemaValues();
  const named = socket.sent.options.map((option) => {
    const schema = z.toJSONSchema(option, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
    const { event, method } = schema.properties ?? {};
    const name = String((event ?? method)?.const);
    return written(values.fitting(schema)).map((data): Message => ({
      name,
      data,
      isBinary: false,
    }));
  });
  const unnamed = (arbitrary: fc.Arbitrary<Buffer>, isBinary = false) =>
    arbitrary.map((data): Message => ({ name: undefined, data, isBinary }));
  const texts = ['', '{', '\0', '[]', '['.repeat(9000), 'null'].map((text) => Buffer.from(text));
  const message = fc.oneof(
    ...named.map((arbitrary) => ({ weight: 2, arbitrary })),
    { weight: 1, arbitrary: unnamed(fc.constantFrom(...socket.openings).map(Buffer.from)) },
    { weight: 1, arbitrary: unnamed(written(hostile)) },
    { weight: 1, arbitrary: unnamed(fc.constantFrom(...texts)) },
    { weight: 2, arbitrary: unnamed(fc.uint8Array({ maxLength: 2000 }).map(Buffer.from), true) },
    { weight: 1, arbitrary: unnamed(recordings, true) },
  );
  return fc.record({
    socket: fc.constant(socket),
    query: fc.oneof(
      { weight: 20, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: fc.constantFrom(...QUERIES) },
    ),
    opening: fc.option(fc.constantFrom(...socket.openings), { freq: 3, nil: undefined }),
    messages: fc.array(message, { minLength: 1, maxLength: MAX_MESSAGES }),
  });
}
