// A conversation with a running server, by Node 24 alone; written from docs/protocol.md and /api/openapi.json:
//   [VOXBRIDGE_API_KEY=…] node examples/talk.mjs [URL] [WAV: 16 kHz, mono, 16 bit]
import { on } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const [base = 'http://127.0.0.1:4900', wav] = process.argv.slice(2);
const key = process.env.VOXBRIDGE_API_KEY ?? '';

async function rest(method, path, json) {
  const headers = { 'x-api-key': key, 'content-type': 'application/json' };
  const response = await fetch(base + path, { method, headers, body: JSON.stringify(json) });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  const isJson = /\/json\b/u.test(response.headers.get('content-type')); // Not so: application/jsonl.
  return isJson ? response.json() : response.text();
}

/** A frame each 20 ms (640 bytes), until the socket closes: what is in the file, then silence. */
async function speak(socket, file) {
  const [pcm, beganAtMs] = [file.subarray(file.indexOf('data') + 8), performance.now()];
  for (let sent = 0; socket.readyState === WebSocket.OPEN; sent++) {
    const frame = new Uint8Array(640);
    frame.set(pcm.subarray(sent * 640, (sent + 1) * 640));
    socket.send(frame);
    await sleep(Math.max(0, beganAtMs + sent * 20 - performance.now()));
  }
}

/** A typed turn, then a spoken one where there is a file. */
async function converse(socket, start) {
  const conversation = { sessionId: '', turnIds: [] };
  const send = (event, data) => socket.send(JSON.stringify({ event, data }));
  socket.onopen = () => send('start', start);
  for await (const [message] of on(socket, 'message', { close: ['close'] })) {
    if (typeof message.data !== 'string') continue; // The answer's audio, in real time.
    const { event, data } = JSON.parse(message.data);
    console.log(event, JSON.stringify(data));
    if (event === 'session_started') conversation.sessionId = data.session_id;
    if (event === 'session_started') send('text_message', { text: 'Hello! Who are you?' });
    if (event !== 'turn_complete') continue;
    if (conversation.turnIds.push(data.turn_id) > 1 || !wav)
      send('stop'); // The server closes.
    else void speak(socket, readFileSync(wav));
  }
  return conversation;
}

const agent = await rest('POST', '/api/agents', { name: 'Example', system_prompt: 'Be brief.' });
try {
  const socket = new WebSocket(new URL(`/ws/voice?api_key=${encodeURIComponent(key)}`, base));
  const { sessionId, turnIds } = await converse(socket, { agent_id: agent.id });
  if (turnIds.length < (wav ? 2 : 1)) throw new Error('the server closed the socket');
  const path = `/api/sessions/${sessionId}`;
  let messages = []; // A complete turn is there soon, not at once.
  for (; messages.at(-1)?.turn_id !== turnIds.at(-1); await sleep(100))
    messages = await rest('GET', `${path}/messages`);
  console.log(messages, await rest('POST', `${path}/export`));
} finally {
  await rest('DELETE', `/api/agents/${agent.id}`);
}
