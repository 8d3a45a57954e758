/** The scripted providers of the bench as plugins of LiveKit Agents. */
import { randomUUID } from 'node:crypto';

import { AudioByteStream, llm, stt, tts } from '@livekit/agents';
import { WebSocket } from 'ws';

const PROVIDERS_URL = process.env.PROVIDERS_URL ?? '';
const VOICE_HZ = 24_000;
const FRAME_SAMPLES = VOICE_HZ / 50;

/** A vendor's own endpointing: it hides in the silence that the session waits for anyhow. */
const VENDOR_SILENCE_MS = 200;
const LOUD = 300;

function isLoud(frame) {
  return frame.data.some((sample) => sample > LOUD || sample < -LOUD);
}

/** Opens a connection of Deepgram's kind at the first sound and ends it after a vendor's silence. */
export class BenchStt extends stt.STT {
  label = 'bench.stt';

  constructor() {
    super({ streaming: true, interimResults: true, alignedTranscript: false });
  }

  _recognize() {
    throw new Error('streaming only');
  }

  stream(options) {
    return new BenchSpeechStream(this, undefined, options?.connOptions);
  }
}

class BenchSpeechStream extends stt.SpeechStream {
  label = 'bench.stt.stream';

  async run() {
    let socket;
    let silentMs = 0;
    for await (const frame of this.input) {
      if (typeof frame === 'symbol') continue;
      const ms = (frame.samplesPerChannel / frame.sampleRate) * 1000;
      if (isLoud(frame)) {
        silentMs = 0;
        socket ??= this.#open();
      } else silentMs += ms;
      if (socket === undefined) continue;
      socket.send(Buffer.from(frame.data.buffer, frame.data.byteOffset, frame.data.byteLength));
      if (silentMs < VENDOR_SILENCE_MS) continue;
      socket.send(JSON.stringify({ type: 'CloseStream' }));
      socket = undefined;
    }
  }

  /** What is sent before it is open waits. */
  #open() {
    const waiting = [];
    const socket = new WebSocket(`${PROVIDERS_URL.replace('http', 'ws')}/v1/listen`, {
      perMessageDeflate: false,
    });
    socket.on('open', () => {
      for (const data of waiting) socket.send(data);
    });
    socket.on('error', () => undefined);
    socket.on('message', (data) => {
      const { type, is_final, channel } = JSON.parse(data.toString());
      if (type !== 'Results') return;
      const text = channel.alternatives[0].transcript;
      const alternatives = [{ language: 'en', text, startTime: 0, endTime: 0, confidence: 0.9 }];
      const { FINAL_TRANSCRIPT, INTERIM_TRANSCRIPT } = stt.SpeechEventType;
      if (this.queue.closed) return;
      this.queue.put({ type: is_final ? FINAL_TRANSCRIPT : INTERIM_TRANSCRIPT, alternatives });
    });
    return {
      send: (data) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(data);
        else waiting.push(data);
      },
    };
  }
}

/** An answer that was broken off is no failure. */
async function untilAborted(signal, work) {
  try {
    await work();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

export class BenchLlm extends llm.LLM {
  label() {
    return 'bench.llm';
  }

  chat({ chatCtx, toolCtx, connOptions }) {
    return new BenchLlmStream(this, { chatCtx, toolCtx, connOptions });
  }
}

class BenchLlmStream extends llm.LLMStream {
  label = 'bench.llm.stream';

  run() {
    return untilAborted(this.abortController.signal, () => this.#think());
  }

  async #think() {
    const response = await fetch(`${PROVIDERS_URL}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'timed', stream: true, messages: [] }),
      signal: this.abortController.signal,
    });
    let rest = '';
    for await (const bytes of response.body) {
      const lines = (rest + Buffer.from(bytes).toString()).split('\n\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (!line.startsWith('data: {')) continue;
        const content = JSON.parse(line.slice(6)).choices[0]?.delta.content;
        if (content === undefined) continue;
        this.queue.put({ id: 'bench', delta: { role: 'assistant', content } });
      }
    }
  }
}

export class BenchTts extends tts.TTS {
  label = 'bench.tts';

  constructor() {
    super(VOICE_HZ, 1, { streaming: false });
  }

  synthesize(text, connOptions, abortSignal) {
    return new BenchChunkedStream(text, this, connOptions, abortSignal);
  }

  stream() {
    throw new Error('sentence by sentence');
  }
}

class BenchChunkedStream extends tts.ChunkedStream {
  label = 'bench.tts.stream';

  run() {
    return untilAborted(this.abortSignal, () => this.#speak());
  }

  async #speak() {
    const requestId = randomUUID();
    const response = await fetch(`${PROVIDERS_URL}/v1/audio/speech`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'tts-1', input: this.inputText, response_format: 'pcm' }),
      signal: this.abortSignal,
    });
    const frames = new AudioByteStream(VOICE_HZ, 1, FRAME_SAMPLES);
    let last;
    const give = (frame) => {
      if (last !== undefined)
        this.queue.put({ requestId, segmentId: requestId, frame: last, final: false });
      last = frame;
    };
    for await (const bytes of response.body) {
      const copy = Uint8Array.from(bytes);
      for (const frame of frames.write(copy.buffer)) give(frame);
    }
    for (const frame of frames.flush()) give(frame);
    if (last !== undefined)
      this.queue.put({ requestId, segmentId: requestId, frame: last, final: true });
    this.queue.close();
  }
}
