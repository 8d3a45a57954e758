import { rowsOf } from './schema-table.mjs';

/**
 * `docs/protocol.md`: the sockets, from the schemas that validate them, and recorded turns.
 * @param {{ pcm: object[], opus: object[] }} examples as test/integration/protocol-examples.spec.ts records them
 */
export function protocolPage(protocol, z, examples) {
  const json = (schema) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const options = (schema) => json(schema).oneOf;
  return `${[
    '# Wire protocol',
    'Generated from `libs/protocol` by `node scripts/generate.mjs`; do not edit.',
    'Where the server asks who comes ([security.md](security.md)), give a key or token as `Authorization: Bearer`, `X-API-Key`, or `?api_key=` where a header cannot be sent; a page of the server sends the cookie of who is logged in. ' +
      'A refused socket is closed with 1008; with 1013 where the server has no room or cannot ask its database just now (come again later), and with 1011 where it failed itself.',
    `## \`${protocol.VOICE_SOCKET_PATH}\`: audio and events on one WebSocket`,
    'Text frames are JSON events, binary frames are audio. An event is one object, `{"event": "…", "data": {…}}`, in both directions; a client may leave ' +
      '`data` out where all of it is optional. The first message is `start`; the server answers with `session_started` ' +
      'and then sends server events (below) and audio in the encoding and rate of `start`, in real time. ' +
      'Send audio in real time too; silence is audio as well: a client that stops sending is taken to be silent. ' +
      `A binary frame holds at most ${protocol.MAX_AUDIO_MESSAGE_BYTES} bytes; a larger one closes the socket with 1009. ` +
      'A message that cannot be used is answered by an `error` event that names the field; the session goes on, but the twentieth such message of a connection closes it with 1008.',
    'Within a turn `final_transcript` (of a typed turn, what was typed) comes before `ai_response_start`, that before the first `ai_response_chunk` and before `tts_start`, ' +
      '`ai_response_complete` after the last chunk, and `turn_complete` last. `ai_response_start` may come again for one turn: what came of the answer before it is replaced by what follows. ' +
      'A turn of an agent that is muted, or whose limit is reached, may have no `ai_response_complete`. The voice starts with the first sentence: `tts_start` may come before or ' +
      'after `ai_response_complete`. `speech_started` and `speech_stopped` follow the sound, also in the middle of a turn. Ignore events you do not know.',
    '### A turn in PCM',
    'As it went over the socket (`→` from the client): the client speaks, then sends silence. Repeated events are shown twice.',
    exchange(examples.pcm),
    '### The same in Opus',
    exchange(examples.opus),
    '### Client to server',
    ...options(protocol.voiceClientEventSchema).map((event) => eventSection(event)),
    '### Answer to `start`',
    eventSection(json(protocol.sessionStartedSchema)),
    `## \`${protocol.WEBRTC_SOCKET_PATH}\`: signalling for browsers`,
    'Requests `{id, method, data}` are answered by `{id, ok: true, data}` or `{id, ok: false, error: {code, message, field?}}`; server events ' +
      'come in between. Order: `join`, `connect_transport` (both directions, when mediasoup-client asks), `produce`, `consume`, `resume`.',
    '### Requests',
    ...options(protocol.signallingRequestSchema).map((request) => requestSection(request)),
    '### Data of the answers',
    section('join', json(protocol.joinedSchema)),
    section('produce', json(protocol.producedSchema)),
    section('consume', json(protocol.consumedSchema)),
    '## Server events, on both sockets',
    ...options(protocol.serverEventSchema).map((event) => eventSection(event)),
    `## \`${protocol.EVENTS_SOCKET_PATH}\`: what happens in all sessions`,
    'For dashboards and integrations: every event is told of all sessions of this server that the client may see, as `{"event", "data", "seq", "at"}`. ' +
      '`seq` grows by one with each event that happens, also one that is not sent to this client; it counts anew with each run of the server, which is its `epoch`. ' +
      'A client that says nothing for a second gets everything. An invite does not let in here.',
    'To go on after a lost connection, `subscribe` with `after_seq` (the last `seq` that came) and its `epoch`: what came since is sent first, or `gap` tells that not all of it is there any more ' +
      '(the newest 10,000 events of five minutes are kept, and none while nobody has listened for as long). ' +
      'A client that reads too slowly is left behind: `events_dropped` says how many it did not get, and one that does not catch up within half a minute is closed with 1013. ' +
      'What was deleted is not sent again.',
    '### Client to server, on this socket',
    ...options(protocol.eventsClientEventSchema).map((event) => eventSection(event)),
    '### About the stream',
    ...options(protocol.eventsControlSchema).map((event) => eventSection(event)),
    '### What happened',
    ...options(protocol.liveEventSchema).map((event) => eventSection(event)),
  ].join('\n\n')}\n`;
}

/** A recorded exchange, a line a message. */
function exchange(lines) {
  const shown = lines.map(({ from, json, binaryBytes, times }) => {
    const arrow = from === 'client' ? '→' : '←';
    if (json !== undefined) return `${arrow} ${JSON.stringify(json)}`;
    const frames = times === undefined ? 'one every 20 ms until the end' : `${times} of them`;
    return `${arrow} (binary, ${binaryBytes} bytes: 20 ms of audio; ${frames})`;
  });
  return ['```', ...shown, '```'].join('\n');
}

function eventSection(schema) {
  const { event, data } = schema.properties;
  return section(event.const, data, schema.description);
}

function requestSection(schema) {
  return section(schema.properties.method.const, schema.properties.data, schema.description);
}

function section(name, data, description) {
  const lines = [`#### \`${name}\``];
  if (description !== undefined) lines.push(description);
  const rows = data === undefined ? [] : rowsOf(data);
  if (rows.length > 0)
    lines.push(['| data | type | meaning |', '| --- | --- | --- |', ...rows].join('\n'));
  return lines.join('\n\n');
}
