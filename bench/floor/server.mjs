/**
 * The least that a Node program can do for the conversation of `npm run bench:server`: the same sockets, the same frames in and out
 * in time, the same requests of the same providers. It hears by loudness, keeps nothing, and knows nothing that can go wrong: what
 * a server takes beyond it is what it does for people.
 */
import { WebSocket } from 'ws';

import { serve } from '../socket-server.mjs';

const PROVIDERS_URL = process.env.PROVIDERS_URL ?? '';
const SILENCE_MS = Number(process.env.SILENCE_THRESHOLD_MS);
const BARGE_IN_MS = Number(process.env.BARGE_IN_MIN_SPEECH_MS);

const FRAME_MS = 20;
const OUTPUT_HZ = 16_000;
const VOICE_HZ = 24_000;
const VOICE_FRAME_BYTES = (VOICE_HZ / 1000) * FRAME_MS * 2;
const LOUD = 300;

/** Every frame that is due, of all who speak, at one tick. */
const playing = new Set();
setInterval(() => {
  for (const one of playing) one.play();
}, FRAME_MS);

class Conversation {
  #socket;
  #recognizer;
  #answer;
  #waiting = [];
  #frames = [];
  #loudMs = 0;
  #silentMs = 0;

  constructor(socket) {
    this.#socket = socket;
  }

  hear(bytes) {
    const isLoud = loud(bytes);
    this.#loudMs = isLoud ? this.#loudMs + FRAME_MS : 0;
    this.#silentMs = isLoud ? 0 : this.#silentMs + FRAME_MS;
    if (isLoud) this.#recognizer ??= this.#open();
    if (this.#loudMs === BARGE_IN_MS) this.#interrupt();
    if (this.#recognizer === undefined) return;
    this.#send(bytes);
    if (this.#silentMs < SILENCE_MS) return;
    this.#send(JSON.stringify({ type: 'CloseStream' }));
    this.#recognizer = undefined;
  }

  play() {
    const frame = this.#frames.shift();
    if (frame === undefined) playing.delete(this);
    else this.#socket.send(frame);
  }

  leave() {
    playing.delete(this);
    this.#answer?.abort();
    this.#recognizer?.terminate();
  }

  #interrupt() {
    if (this.#answer === undefined) return;
    this.#answer.abort();
    this.#answer = undefined;
    this.#frames.length = 0;
    this.#socket.send(JSON.stringify({ event: 'audio_clear', data: {} }));
  }

  #open() {
    const socket = new WebSocket(`${PROVIDERS_URL.replace('http', 'ws')}/v1/listen`, {
      perMessageDeflate: false,
    });
    socket.on('open', () => {
      for (const data of this.#waiting.splice(0)) socket.send(data);
    });
    socket.on('error', () => undefined);
    socket.on('message', (data) => {
      const { type, is_final: isFinal, channel } = JSON.parse(data.toString());
      if (type === 'Results' && isFinal) void this.#reply(channel.alternatives[0].transcript);
    });
    return socket;
  }

  #send(data) {
    if (this.#recognizer.readyState === WebSocket.OPEN) this.#recognizer.send(data);
    else this.#waiting.push(data);
  }

  async #reply(content) {
    const answer = new AbortController();
    this.#answer = answer;
    try {
      let speaking = Promise.resolve();
      for await (const sentence of sentences(content, answer.signal)) {
        speaking = speaking.then(() => this.#speak(sentence, answer.signal));
        // It is awaited below; until then it may be broken off.
        speaking.catch(() => undefined);
      }
      await speaking;
    } catch (error) {
      if (!answer.signal.aborted) throw error;
    }
  }

  async #speak(input, signal) {
    const body = { model: 'tts-1', input, response_format: 'pcm' };
    let rest = Buffer.alloc(0);
    for await (const bytes of await ask('/v1/audio/speech', body, signal)) {
      let sound = Buffer.concat([rest, bytes]);
      for (; sound.length >= VOICE_FRAME_BYTES; sound = sound.subarray(VOICE_FRAME_BYTES)) {
        this.#frames.push(resampled(sound.subarray(0, VOICE_FRAME_BYTES)));
      }
      rest = sound;
      playing.add(this);
    }
  }
}

function loud(bytes) {
  for (let at = 0; at < bytes.length; at += 2)
    if (Math.abs(bytes.readInt16LE(at)) > LOUD) return true;
  return false;
}

/** Two of three samples of a frame. */
function resampled(frame) {
  const out = Buffer.alloc((frame.length / VOICE_HZ) * OUTPUT_HZ);
  for (let at = 0; at < out.length; at += 2) {
    out.writeInt16LE(frame.readInt16LE(Math.floor(at * 0.75) * 2), at);
  }
  return out;
}

async function ask(path, body, signal) {
  const response = await fetch(`${PROVIDERS_URL}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  });
  return response.body;
}

async function* sentences(content, signal) {
  const body = { model: 'timed', stream: true, messages: [{ role: 'user', content }] };
  let [rest, sentence] = ['', ''];
  for await (const bytes of await ask('/v1/chat/completions', body, signal)) {
    const lines = (rest + Buffer.from(bytes).toString()).split('\n\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (!line.startsWith('data: {')) continue;
      sentence += JSON.parse(line.slice(6)).choices[0]?.delta.content ?? '';
      if (!sentence.endsWith('.')) continue;
      yield sentence;
      sentence = '';
    }
  }
}

await serve((socket) => {
  const conversation = new Conversation(socket);
  socket.on('message', (data, isBinary) => {
    if (isBinary) conversation.hear(data);
  });
  socket.once('close', () => conversation.leave());
});
