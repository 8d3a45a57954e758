import { speakToneWords } from '@vox/stand-ins';
import { ScriptedSpeechRecognizer } from '@vox/testing';
import type { AudioFrame } from '@vox/voice-core';

import {
  failure,
  failureOf,
  providerOf,
  SILENT,
  SPEECH,
  sttBench,
} from '../../../test/support/stt-bench';
import { SttService } from '../stt.service';
import type { TranscriptChunk } from './transcript-chunk';

const { serviceOf } = sttBench();

async function* audioOf(...frames: readonly AudioFrame[][]): AsyncGenerator<AudioFrame> {
  for (const frame of frames.flat()) yield frame;
}

const silence = (ms: number): AudioFrame[] => Array<AudioFrame>(ms / 20).fill(SILENT);

describe(`${SttService.name}: audio of any length`, () => {
  it('cuts utterances by silence, and tells partials, silence and finals in order', async () => {
    const engine = new ScriptedSpeechRecognizer(['alpha bravo', 'charlie'], 'engine');
    const audio = audioOf(
      silence(400),
      speakToneWords('alpha bravo'),
      silence(1000),
      speakToneWords('charlie'),
      silence(1000),
    );
    const chunks = await Array.fromAsync(serviceOf([providerOf(engine)]).transcribeStream(audio));
    const told = chunks.filter(({ type }) => type !== 'partial');
    expect(told.map(({ type, text }) => [type, text])).toEqual([
      ['silence', ''],
      ['final', 'alpha bravo'],
      ['silence', ''],
      ['final', 'charlie'],
    ]);
    expect(chunks[0]).toMatchObject({ type: 'partial', text: 'alpha' });
  });

  it('tells times in seconds of audio', async () => {
    const engine = new ScriptedSpeechRecognizer('alpha bravo', 'engine');
    // 0.4 s of silence, two words of 0.16 s with a gap of 0.08 s, silence.
    const audio = audioOf(silence(400), speakToneWords('alpha bravo'), silence(1000));
    const chunks = await Array.fromAsync(serviceOf([providerOf(engine)]).transcribeStream(audio));
    const final = chunks.find(({ type }) => type === 'final');
    expect(final?.startTime).toBeCloseTo(0.4);
    expect(final?.endTime).toBeCloseTo(0.8);
    expect(final?.metadata).toEqual({ utterance: 0, endedBy: 'silence' });
    const quiet = chunks.find(({ type }) => type === 'silence');
    expect(quiet?.startTime).toBeCloseTo(0.8);
    expect(quiet?.endTime).toBeCloseTo(1.4);
  });

  it('ends a monologue without a gap 3 s after the longest speaking time', async () => {
    const engine = new ScriptedSpeechRecognizer(() => 'on and on', 'engine');
    const tone: AudioFrame = {
      pcm: Int16Array.from({ length: 320 }, (_, at) => (at % 8 < 4 ? 9000 : -9000)),
      sampleRateHz: 16_000,
    };
    const service = serviceOf([providerOf(engine)], { maxSpeakingTimeMs: 2000 });
    const audio = audioOf(Array<AudioFrame>(270).fill(tone));
    const chunks = await Array.fromAsync(service.transcribeStream(audio));
    expect(chunks.filter(({ type }) => type === 'silence')).toEqual([]);
    const ends = chunks
      .filter(({ type }) => type === 'final')
      .map(({ metadata }) => metadata.endedBy);
    expect(ends).toEqual(['max-speaking-time', 'end-of-audio']);
  });

  it('takes audio of any rate', async () => {
    const engine = new ScriptedSpeechRecognizer('high definition', 'engine');
    const loud: AudioFrame = {
      pcm: Int16Array.from({ length: 960 }, (_, at) => Math.round(9000 * Math.sin(at / 10))),
      sampleRateHz: 48_000,
    };
    const audio = audioOf(Array<AudioFrame>(50).fill(loud));
    const chunks = await Array.fromAsync(serviceOf([providerOf(engine)]).transcribeStream(audio));
    expect(chunks.at(-1)).toMatchObject({ type: 'final', text: 'high definition' });
    expect(engine.calls[0]?.audioMs).toBeGreaterThanOrEqual(980);
  });

  it('calls back for each kind of chunk just before it is yielded', async () => {
    const engine = new ScriptedSpeechRecognizer('alpha bravo', 'engine');
    const told: TranscriptChunk[] = [];
    const tell = (chunk: TranscriptChunk) => told.push(chunk);
    const audio = audioOf(speakToneWords('alpha bravo'), silence(1000));
    const service = serviceOf([providerOf(engine)]);
    const options = { onPartial: tell, onFinal: tell, onSilence: tell };
    const yielded: TranscriptChunk[] = [];
    for await (const chunk of service.transcribeStream(audio, options)) {
      yielded.push(chunk);
      expect(told).toEqual(yielded);
    }
    expect(new Set(told.map(({ type }) => type))).toEqual(new Set(['partial', 'silence', 'final']));
  });

  it('defect 4: transcribes an utterance far shorter than two seconds, without any partial', async () => {
    const engine = new ScriptedSpeechRecognizer('alpha', 'engine');
    engine.transcribe = async function* (input) {
      let audioMs = 0;
      for await (const item of input) if (item.type === 'audio') audioMs += 20;
      yield { type: 'transcript-final', text: audioMs > 0 ? 'alpha' : '' };
    };
    const audio = audioOf(silence(300), speakToneWords('alpha'), silence(800));
    const chunks = await Array.fromAsync(serviceOf([providerOf(engine)]).transcribeStream(audio));
    expect(chunks.map(({ type, text }) => [type, text])).toEqual([
      ['silence', ''],
      ['final', 'alpha'],
    ]);
  });

  it('defect 4: keeps the onset, from before the detector was sure', async () => {
    const engine = new ScriptedSpeechRecognizer('alpha', 'engine');
    const audio = audioOf(silence(1000), speakToneWords('alpha'), silence(620));
    await Array.fromAsync(serviceOf([providerOf(engine)]).transcribeStream(audio));
    // The word, the silence that ends it, and 300 ms from before.
    expect(engine.calls[0]?.audioMs).toBe(300 + 160 + 600);
  });

  it('throws when no engine can transcribe an utterance', async () => {
    const engine = new ScriptedSpeechRecognizer(failure('server'), 'engine');
    const audio = audioOf(speakToneWords('alpha'), silence(1000));
    const stream = serviceOf([providerOf(engine)]).transcribeStream(audio);
    expect((await failureOf(Array.fromAsync(stream))).category).toBe('server');
  });

  it('throws what the audio throws, after what was said before', async () => {
    async function* broken(): AsyncGenerator<AudioFrame> {
      yield* speakToneWords('alpha');
      throw new Error('the file ends in the middle of a frame');
    }
    const engine = new ScriptedSpeechRecognizer('alpha', 'engine');
    const chunks: TranscriptChunk[] = [];
    const reading = (async () => {
      const service = serviceOf([providerOf(engine)]);
      for await (const chunk of service.transcribeStream(broken())) chunks.push(chunk);
    })();
    await expect(reading).rejects.toThrow('the file ends in the middle of a frame');
    expect(chunks.at(-1)).toMatchObject({ type: 'final', text: 'alpha' });
  });

  it('ends quietly on abort, in the middle of an utterance', async () => {
    const controller = new AbortController();
    const engine = new ScriptedSpeechRecognizer('alpha bravo charlie', 'engine');
    async function* endless(): AsyncGenerator<AudioFrame> {
      for (;;) {
        await new Promise(setImmediate);
        yield SPEECH[0] as AudioFrame;
      }
    }
    const service = serviceOf([providerOf(engine)]);
    const chunks: TranscriptChunk[] = [];
    for await (const chunk of service.transcribeStream(endless(), { signal: controller.signal })) {
      chunks.push(chunk);
      controller.abort('hang-up');
    }
    expect(chunks.map(({ type }) => type)).toEqual(['partial']);
    expect(engine.calls[0]?.outcome).not.toBe('running');
  });

  it('lets go of the audio when the reader walks away', async () => {
    const engine = new ScriptedSpeechRecognizer('alpha bravo charlie', 'engine');
    let isReleased = false;
    async function* endless(): AsyncGenerator<AudioFrame> {
      try {
        for (;;) {
          await new Promise(setImmediate);
          yield SPEECH[0] as AudioFrame;
        }
      } finally {
        isReleased = true;
      }
    }
    for await (const chunk of serviceOf([providerOf(engine)]).transcribeStream(endless())) {
      expect(chunk.type).toBe('partial');
      break;
    }
    while (!isReleased) await new Promise(setImmediate);
    expect(engine.calls[0]?.outcome).not.toBe('running');
  });

  it('transcribes more utterances than it keeps waiting, all and in order', async () => {
    const engine = new ScriptedSpeechRecognizer((call) => `utterance ${call}`, 'engine');
    const transcribe = engine.transcribe.bind(engine);
    const utterance = [...speakToneWords('alpha'), ...silence(700)];
    let fedUtterances = 0;
    let fedMeanwhile = 0;
    engine.transcribe = async function* (input, options) {
      // The first takes its time: the audio waits instead of piling up.
      if (fedMeanwhile === 0) await new Promise((resolve) => setTimeout(resolve, 100));
      fedMeanwhile ||= fedUtterances;
      yield* transcribe(input, options);
    };
    async function* audio(): AsyncGenerator<AudioFrame> {
      for (; fedUtterances < 12; fedUtterances++) yield* utterance;
    }
    const { text } = await serviceOf([providerOf(engine)]).transcribeComplete(audio());
    expect(fedMeanwhile).toBeLessThanOrEqual(5);
    expect(text.match(/\d+/gu)?.map(Number)).toEqual(Array.from({ length: 12 }, (_, i) => i));
  });

  it('gives the text of a whole recording, with its utterances when asked', async () => {
    const said = [
      { text: 'alpha', confidence: 0.9 },
      { text: '', confidence: 0.1 },
      { text: 'bravo', confidence: 0.8 },
    ];
    const engine = new ScriptedSpeechRecognizer('', 'engine');
    engine.transcribe = async function* (input) {
      for await (const _ of input);
      yield { type: 'transcript-final', language: 'en', ...(said.shift() as { text: string }) };
    };
    const utterance = [...speakToneWords('alpha'), ...silence(700)];
    const result = await serviceOf([providerOf(engine)]).transcribeComplete(
      audioOf(utterance, utterance, utterance),
      { returnTimestamps: true, language: 'en' },
    );
    expect(result).toMatchObject({ text: 'alpha bravo', confidence: 0.8, language: 'en' });
    expect(result.segments?.map(({ text, startTime }) => [text, startTime])).toEqual([
      ['alpha', 0],
      ['bravo', expect.closeTo(1.88)],
    ]);
  });

  it('leaves out what no engine told', async () => {
    const engine = new ScriptedSpeechRecognizer('alpha', 'engine');
    const audio = audioOf(speakToneWords('alpha'));
    expect(await serviceOf([providerOf(engine)]).transcribeComplete(audio)).toEqual({
      text: 'alpha',
    });
  });
});
