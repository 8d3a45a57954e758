import type { Schemas } from '@vox/api-client';
import { wer } from '@vox/testing';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { eventually } from '../support/eventually';
import { recordingNamed } from '../support/recordings';
import { mostWordsOff } from '../support/speech-bounds';
import { ServerProcess } from './support/server-process';
import { heardMs, nextTurn, speakFile } from './support/spoken-turn';
import { StandInProcess } from './support/stand-in-process';

type StoredMessage = Schemas['Message'];

/** 4.6 s: long enough to lose a connection in its middle and to mend it before its end. */
const LONG = recordingNamed('followme-status.wav');
const SHORT = recordingNamed('check-number-dial-again.wav');

const HEARD = 'please tell me about the weather';
const SENTENCES = [
  'The morning will be rather cold.',
  'The sun comes out at noon.',
  'Take a coat with you tonight.',
];
const REPLY = SENTENCES.join(' ');
const APOLOGY = "I'm sorry, I lost my train of thought.";

/** Bytes that WhisperX is sent for a second: 48 kHz, stereo, 16 bit. */
const WHISPERX_BYTES_PER_MS = 192;

/** The stand-in's voice; flite's is a little quicker. */
const STAND_IN_MS_PER_CHARACTER = 60;

const countOf = (text: string, part: string) => text.split(part).length - 1;

describe('Speech through the servers that people run', () => {
  let whisperX: StandInProcess;
  let chat: StandInProcess;
  let chatterbox: StandInProcess;
  let server: ServerProcess;
  let client: VoiceSocketClient;
  let sessionId: string;

  beforeAll(async () => {
    [whisperX, chat, chatterbox] = await Promise.all([
      StandInProcess.start('whisperx', '--text', HEARD),
      StandInProcess.start('openai-chat', '--reply', REPLY, '--pace-ms', '20'),
      StandInProcess.start('chatterbox', '--pace-ms', '50'),
    ]);
    server = await ServerProcess.start({
      env: {
        WHISPER_SERVER_URL: whisperX.url,
        WHISPER_RECONNECT_BACKOFF: '0.5',
        LOCAL_LLM_BASE_URL: `${chat.url}/v1`,
        LOCAL_LLM_MODEL: 'stand-in-small',
        CHATTERBOX_URL: chatterbox.url,
        TTS_HEALTH_INTERVAL_S: '1',
        // Every test waits until the servers that the one before has killed are known to be back.
        LLM_HEALTH_INTERVAL_SECONDS: '1',
        STT_HEALTH_INTERVAL_SECONDS: '5',
      },
    });
  });

  afterAll(async () => {
    await server?.dispose();
    await Promise.all([whisperX, chat, chatterbox].map((standIn) => standIn?.end()));
  });

  beforeEach(async () => {
    await Promise.all([
      whisperX.restart(),
      chat.restart('--reply', REPLY, '--pace-ms', '20'),
      chatterbox.restart('--pace-ms', '50'),
    ]);
    await Promise.all([whisperX, chat, chatterbox].map((standIn) => standIn.prepare()));
    await eventually(
      () => server.isReady(),
      (isReady) => isReady,
    );
    for (const standIn of [whisperX, chat, chatterbox]) standIn.notices.length = 0;
    client = await VoiceSocketClient.connect(server.socketUrl);
    ({ session_id: sessionId } = await client.start({}));
  });

  afterEach(() => client.close());

  /** What is stored of the session's first turn. */
  const stored = async () => {
    const messages = await eventually(
      () => server.messages(sessionId),
      (found) => found.length >= 2,
    );
    return { user: messages[0] as StoredMessage, assistant: messages[1] as StoredMessage };
  };
  const spokenInputs = () =>
    chatterbox.opened
      .filter(({ path }) => path.includes('/audio/speech'))
      .map(({ body }) => new URLSearchParams(body as string).get('input'));

  it('completes a turn through all three, and says who answered', async () => {
    await speakFile(client, SHORT.file);
    const turn = await nextTurn(client, 0);
    expect(turn).toMatchObject({ outcome: 'completed', user_text: HEARD, spoken_text: REPLY });
    expect(spokenInputs()).toEqual(SENTENCES);
    expect(await stored()).toMatchObject({
      user: { content: HEARD, providers: { stt: 'whisperx' } },
      assistant: { content: REPLY, providers: { llm: 'local', tts: 'chatterbox' } },
    });
  });

  it('closes model and voice upstream at a barge-in, and does not hear them out', async () => {
    const long = Array.from({ length: 6 }, () => SENTENCES)
      .flat()
      .join(' ');
    await chat.restart('--reply', long, '--pace-ms', '150');
    await chatterbox.restart('--pace-ms', '300');
    await speakFile(client, SHORT.file);
    await client.waitFor('tts_start');
    const from = client.events.length;
    await speakFile(client, LONG.file);
    const interrupted = await nextTurn(client, from);
    expect(interrupted).toMatchObject({ outcome: 'interrupted' });
    for (const upstream of [chat, chatterbox]) {
      // Left alone, either would go on for more than ten seconds, and end by itself.
      await eventually(
        () => upstream.closed.find(({ wasAborted }) => wasAborted === true),
        (notice) => notice !== undefined,
      );
    }
  }, 180_000);

  it('answers once what was said before the answer was heard', async () => {
    const late = 'This took quite a while.';
    await chat.restart('--reply', late, '--pace-ms', '1500');
    await speakFile(client, SHORT.file);
    await client.waitFor('final_transcript');
    await speakFile(client, SHORT.file);
    const turn = await nextTurn(client, 0);
    expect(turn).toMatchObject({ outcome: 'completed', user_text: `${HEARD} ${HEARD}` });
    expect(turn.spoken_text).toBe(late);
    expect(await stored()).toMatchObject({
      user: { content: `${HEARD} ${HEARD}` },
      assistant: { content: late },
    });
    expect(client.events.filter(({ event }) => event === 'turn_complete')).toHaveLength(1);
  });

  describe('when WhisperX is killed in the middle of an utterance', () => {
    it('and comes back, sends it the whole utterance again', async () => {
      await speakFile(client, LONG.file, { atMs: 1500, act: () => whisperX.restart() });
      const turn = await nextTurn(client, 0);
      expect(turn).toMatchObject({ outcome: 'completed', user_text: HEARD, spoken_text: REPLY });
      const received = Math.max(...whisperX.closed.map(({ audioBytes = 0 }) => audioBytes));
      expect(received / WHISPERX_BYTES_PER_MS).toBeGreaterThan(LONG.durationMs * 0.9);
      expect((await stored()).user.providers).toEqual({ stt: 'whisperx' });
      expect(client.events.filter(({ event }) => event === 'final_transcript')).toHaveLength(1);
    });

    it('and stays away, has the embedded engine hear every word', async () => {
      await speakFile(client, LONG.file, { atMs: 1500, act: () => whisperX.kill() });
      const turn = await nextTurn(client, 0);
      expect(turn).toMatchObject({ outcome: 'completed', spoken_text: REPLY });
      expect(wer(LONG.text, turn.user_text ?? '')).toBeLessThanOrEqual(mostWordsOff(0.1));
      expect(server.output).toMatch(/"provider":"whisperx".*"next":"moonshine"/u);
    });
  });

  it('apologises once when the model is killed in the middle of an answer, and goes on after', async () => {
    // It stops in the second sentence, so that it is killed there however late that is.
    await chat.restart('--reply', REPLY, '--fault', 'stall');
    await chat.prepare();
    await speakFile(client, SHORT.file);
    await client.waitFor(
      (event) => event.event === 'ai_response_chunk' && event.data.text.includes('sun'),
    );
    await chat.restart('--reply', REPLY, '--pace-ms', '20');
    const turn = await nextTurn(client, 0);
    expect(turn).toMatchObject({ outcome: 'failed', user_text: HEARD });
    expect(countOf(turn.spoken_text, SENTENCES[0] as string)).toBe(1);
    expect(countOf(turn.spoken_text, APOLOGY)).toBe(1);
    expect(turn.spoken_text).not.toContain(SENTENCES[2]);
    chat.notices.length = 0;
    const from = client.events.length;
    await speakFile(client, SHORT.file);
    expect(await nextTurn(client, from)).toMatchObject({
      outcome: 'completed',
      spoken_text: REPLY,
    });
    expect(JSON.stringify(chat.opened)).toContain(SENTENCES[0]);
    expect(JSON.stringify(chat.opened)).not.toContain('sorry');
    expect((await stored()).assistant).toMatchObject({ apology: APOLOGY, outcome: 'failed' });
  }, 180_000);

  it.each([
    ['comes back', () => chatterbox.restart()],
    ['stays away', () => chatterbox.kill()],
  ])(
    'goes on with the next sentence, and says none twice, when Chatterbox is killed in one and %s',
    async (_, happens) => {
      await chatterbox.restart('--pace-ms', '300');
      await speakFile(client, SHORT.file);
      await client.waitFor('tts_start');
      await happens();
      const turn = await nextTurn(client, 0);
      const [first = '', second = '', third = ''] = SENTENCES;
      expect(turn.user_text).toBe(HEARD);
      expect([first, second].map((sentence) => countOf(turn.spoken_text, sentence))).toEqual([
        1, 1,
      ]);
      // Where an answer broke off, its last word is judged by time.
      expect(countOf(turn.spoken_text, third.split(' ').slice(0, 3).join(' '))).toBe(1);
      expect(spokenInputs().filter((input) => input === first)).toHaveLength(1);
      // The rest of the first sentence is gone, if it was not there yet; a third more would be a sentence that was said again.
      const whole = REPLY.length * STAND_IN_MS_PER_CHARACTER;
      expect(heardMs(client, 0)).toBeGreaterThan(whole * 0.5);
      expect(heardMs(client, 0)).toBeLessThan(whole * 1.2);
    },
  );
});
