import type { EndOfTurnEvidence, EndOfTurnPrediction, TranscriptPart } from '@vox/voice-core';

import { listening, LOUD, WatchedRecognizer } from '../../../test/support/listener-bench';

describe('a recognizer that does not say what the final will be', () => {
  const partialsOnly = (part: TranscriptPart) => part.type !== 'transcript-preflight';
  const finalsOnly = (part: TranscriptPart) => part.type === 'transcript-final';

  async function endpointedAfterMs(
    recognizer: WatchedRecognizer,
    predict: (evidence: EndOfTurnEvidence) => EndOfTurnPrediction,
  ): Promise<number> {
    const ears = listening({ recognizer, predict });
    await ears.feed(1500, LOUD);
    await ears.feed(2000, 0);
    await ears.end();
    const [spoken] = ears.ofType('utterance');
    return (spoken?.utterance.endpointedAtMs ?? 0) - 1500;
  }

  it.each([
    ['complete', 500],
    ['incomplete', 1200],
  ] as const)(
    'has the end of a turn predicted from its newest partial: %s words end after %i ms',
    async (prediction, ms) => {
      const texts: string[] = [];
      const afterMs = await endpointedAfterMs(
        new WatchedRecognizer(['I want to'], partialsOnly),
        ({ text }) => {
          texts.push(text);
          return prediction;
        },
      );
      expect(afterMs).toBe(ms);
      expect(texts).toEqual(['I want to']);
    },
  );

  it('has nothing predicted, and lets nothing go on, while it has decoded nothing', async () => {
    const predict = jest.fn(() => 'complete' as const);
    expect(await endpointedAfterMs(new WatchedRecognizer(['yes'], finalsOnly), predict)).toBe(600);
    expect(await endpointedAfterMs(new WatchedRecognizer([''], partialsOnly), predict)).toBe(600);
    expect(predict).not.toHaveBeenCalled();
  });

  it('has it predicted again when a partial comes in the pause', async () => {
    const texts: string[] = [];
    // One word each 200 ms of audio: the last comes with the silence.
    await endpointedAfterMs(
      new WatchedRecognizer(['a b c d e f g h i j'], partialsOnly),
      ({ text }) => {
        texts.push(text);
        return 'unclear';
      },
    );
    expect(texts).toEqual(['a b c d e f g h i', 'a b c d e f g h i j']);
  });

  it('is told apart from one that does: for that one its own word alone counts', async () => {
    const recognizer = new WatchedRecognizer(['I want to go home now']);
    const ears = listening({ recognizer });
    await ears.feed(600, LOUD);
    await ears.feed(2000, 0);
    await ears.end();
    expect(ears.ofType('transcript-preflight').map(({ text }) => text)).toEqual([
      'I want to go home now',
    ]);
  });
});

/** Tells what it hears twice, and has nothing at the end. */
class ForgetfulRecognizer extends WatchedRecognizer {
  override async *transcribe(...call: Parameters<WatchedRecognizer['transcribe']>) {
    for await (const part of super.transcribe(...call)) {
      if (part.type !== 'transcript-partial') continue;
      yield part;
      yield part;
    }
  }
}

describe('words that were heard twice before the whole came back empty', () => {
  async function finalOf(heard: string): Promise<string | undefined> {
    const ears = listening({ recognizer: new ForgetfulRecognizer([heard]) });
    await ears.feed(1500, LOUD);
    await ears.feed(2000, 0);
    await ears.end();
    return ears.ofType('utterance')[0]?.utterance.text;
  }

  it.each([
    'what time is it',
    'привет как дела',
    '你好吗朋友',
    '今日は天気がいい',
    'สวัสดีครับวันนี้',
    'नमस्ते आप कैसे हैं',
    '안녕하세요 반갑습니다',
    '7',
    '٤٢',
  ])('are not lost: %s', async (words) => {
    expect(await finalOf(words)).toBe(words);
  });

  it.each(['okay', "don't", 'Tschüss', 'über', 'Привет!', '你好', 'नमस्ते', '안녕하세요.'])(
    'are taken for invented where it is a single one: %s',
    async (word) => {
      expect(await finalOf(word)).toBe('');
    },
  );
});
