import { silence } from '@vox/audio';

import { describeLanguageModel } from './conformance/language-model';
import { describeSpeechRecognizer } from './conformance/speech-recognizer';
import { describeSpeechSynthesizer } from './conformance/speech-synthesizer';
import { EnergyVoiceActivityDetector } from './energy-voice-activity-detector';
import { ScriptedLanguageModel } from './scripted-language-model';
import { ScriptedSpeechRecognizer } from './scripted-speech-recognizer';
import { ToneSynthesizer } from './tone-synthesizer';
import { VirtualClock } from './virtual-clock';

const TEXT = 'The echo test has been completed.';
const messages = [{ role: 'user', content: 'Hello.' }] as const;

describeSpeechRecognizer('ScriptedSpeechRecognizer', {
  make: () => new ScriptedSpeechRecognizer(TEXT),
  speech: () => Array.from({ length: 80 }, () => silence(16_000)),
  text: TEXT,
  hasPartials: true,
  hasPreflight: true,
});

describeLanguageModel('ScriptedLanguageModel', {
  make: () => new ScriptedLanguageModel('one two three four five six'),
  messages,
});

describeSpeechSynthesizer('ToneSynthesizer', {
  make: () => new ToneSynthesizer(),
  hasRate: true,
});

describe('ScriptedLanguageModel', () => {
  const read = async (model: ScriptedLanguageModel, signal = new AbortController().signal) => {
    let text = '';
    for await (const part of model.generate(messages, { signal })) {
      if (part.type === 'reply-delta') text += part.text;
    }
    return text;
  };

  it('takes a value, a list or a function, and records what it was asked', async () => {
    const list = new ScriptedLanguageModel(['first', 'second']);
    expect([await read(list), await read(list)]).toEqual(['first', 'second']);
    await expect(read(list)).rejects.toThrow('no answer for call 3');
    expect(list.calls.map((call) => call.outcome)).toEqual(['completed', 'completed']);
    const echo = new ScriptedLanguageModel((asked) => `You said ${asked.at(-1)?.content}`);
    expect(await read(echo)).toBe('You said Hello.');
    expect(echo.calls[0]?.messages).toEqual(messages);
  });

  it('fails where its script says, also in mid-stream', async () => {
    const model = new ScriptedLanguageModel({ after: 'so far', error: new Error('gone') });
    await expect(read(model)).rejects.toThrow('gone');
    expect(model.calls[0]).toMatchObject({ text: 'so far', outcome: 'failed' });
  });

  it('speaks at the pace of its clock', async () => {
    const clock = new VirtualClock();
    const model = new ScriptedLanguageModel('one two', { clock, ttftMs: 100, wordMs: 50 });
    const reply = read(model);
    await clock.advance(99);
    expect(model.calls[0]?.text).toBe('');
    await clock.advance(1);
    expect(model.calls[0]?.text).toBe('one ');
    await clock.advance(50);
    expect(await reply).toBe('one two');
  });
});

describe('ToneSynthesizer', () => {
  it('takes 60 ms for each word and records its calls', async () => {
    const tone = new ToneSynthesizer();
    const frames = [];
    for await (const frame of tone.synthesize('One two three.', {
      signal: new AbortController().signal,
    })) {
      frames.push(frame);
    }
    expect(frames).toHaveLength(9);
    expect(tone.calls[0]).toMatchObject({
      text: 'One two three.',
      frames: 9,
      outcome: 'completed',
    });
  });
});

describe('EnergyVoiceActivityDetector', () => {
  it('tells loud from quiet and counts open streams', () => {
    const detector = new EnergyVoiceActivityDetector();
    const stream = detector.open();
    expect(stream.isSpeech(silence(16_000))).toBe(false);
    expect(stream.isSpeech({ pcm: new Int16Array(320).fill(3000), sampleRateHz: 16_000 })).toBe(
      true,
    );
    expect(detector.openStreams).toBe(1);
    stream.close();
    stream.close();
    expect(detector.openStreams).toBe(0);
  });
});
