/**
 * LiveKit Agents behind the socket that the clients of `npm run bench:server` speak: sessions of one process, each with
 * LiveKit's own detector of speech, its own turn-taking, and the scripted providers of the bench over the same wires.
 * No LiveKit server is needed.
 */
import { inference, initializeLogger, tokenize, tts, voice } from '@livekit/agents';

import { serve } from '../../socket-server.mjs';
import { BenchLlm, BenchStt, BenchTts } from './engines.mjs';
import { SocketInput, SocketOutput } from './socket-audio.mjs';

const SILENCE_MS = Number(process.env.SILENCE_THRESHOLD_MS);
const BARGE_IN_MS = Number(process.env.BARGE_IN_MIN_SPEECH_MS);

/** The detector tells of the end of speech a little before the session has waited long enough. */
const DETECTOR_SILENCE_MS = SILENCE_MS - 100;

initializeLogger({ pretty: false, level: 'error' });

async function converse(socket) {
  const input = new SocketInput();
  const session = new voice.AgentSession({
    vad: new inference.VAD({ minSilenceDuration: DETECTOR_SILENCE_MS }),
    stt: new BenchStt(),
    llm: new BenchLlm(),
    tts: new tts.StreamAdapter(new BenchTts(), new tokenize.basic.SentenceTokenizer()),
    // It would switch interruptions off for the first seconds of each answer.
    aecWarmupDuration: null,
    userAwayTimeout: null,
    turnHandling: {
      turnDetection: 'vad',
      endpointing: { mode: 'fixed', minDelay: SILENCE_MS, maxDelay: 3000 },
      interruption: { mode: 'vad', minDuration: BARGE_IN_MS },
      preemptiveGeneration: { enabled: false },
    },
  });
  session.on('error', ({ error }) => process.stderr.write(`${error.error?.stack ?? error}\n`));
  session.input.audio = input;
  session.output.audio = new SocketOutput((data) => {
    if (socket.readyState === socket.OPEN) socket.send(data);
  });
  socket.on('message', (data, isBinary) => {
    if (isBinary) input.push(data);
  });
  socket.once('close', () => {
    input.end();
    void session.close().catch(() => undefined);
  });
  await session.start({ agent: new voice.Agent({ instructions: 'Be helpful.' }), record: false });
}

await serve(converse);
