import { speakToneWords, WhisperXStandIn } from '@vox/stand-ins';
import { describeSpeechRecognizer } from '@vox/testing';
import { SystemClock } from '@vox/voice-core';

import { WhisperXSpeechRecognizer } from './whisperx-speech-recognizer.adapter';

const TEXT =
  'alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa alpha bravo';
const SPEECH = speakToneWords(TEXT);
const PATIENCE_MS = 60_000;

describe('over a stand-in', () => {
  let own: WhisperXStandIn;
  beforeAll(async () => {
    own = await WhisperXStandIn.start();
  });
  afterAll(() => own.close());

  for (const audioFormat of ['pcm', 'opus'] as const) {
    describeSpeechRecognizer(`WhisperXSpeechRecognizer (${audioFormat})`, {
      make: () =>
        new WhisperXSpeechRecognizer(
          {
            url: own.url,
            audioFormat,
            model: 'small',
            language: 'en',
            maxReconnects: 0,
            backoffMs: 40,
            // Nothing here is to time out: the stand-in decodes in this very process.
            readTimeoutMs: PATIENCE_MS,
            finalTimeoutMs: PATIENCE_MS,
            patienceMs: Infinity,
          },
          new SystemClock(),
        ),
      speech: () => SPEECH,
      text: TEXT,
      hasPartials: true,
      hasPreflight: false,
    });
  }
});
