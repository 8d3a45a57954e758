import { ToneSynthesizer } from '@vox/testing';
import { InvalidInputError, ProviderError, type SynthesizeOptions } from '@vox/voice-core';

import { SessionBench } from '../../../test/support/session-bench';
import { type Refusal, voiced } from './voiced';

const tooLong = new InvalidInputError('text', 'text is too long');
const refused = new ProviderError('no', {
  kind: 'tts',
  provider: 'x',
  category: 'invalid-request',
});
const down = new ProviderError('down', { kind: 'tts', provider: 'x', category: 'server' });

/** Refuses settings, too. */
class Picky extends ToneSynthesizer {
  constructor(private readonly refusal: (options: SynthesizeOptions) => Error | undefined) {
    super();
  }

  override async *synthesize(text: string, options: SynthesizeOptions) {
    const error = this.refusal(options);
    if (error !== undefined) throw error;
    yield* super.synthesize(text, options);
  }
}

async function speak(tts: ToneSynthesizer, text: string, settings: object = {}) {
  const refusals: Refusal[] = [];
  const { signal } = new AbortController();
  const speech = voiced(tts, text, { ...settings, signal }, (why) => refusals.push(why));
  const frames = await Array.fromAsync(speech);
  const said = tts.calls.filter(({ outcome }) => outcome === 'completed');
  return { frames: frames.length, refusals, said: said.map(({ text: words }) => words) };
}

describe(voiced.name, () => {
  it.each([
    ['the text', tooLong],
    ['the request', refused],
  ])('says a text in parts, each word once, when %s is refused', async (_what, error) => {
    const text = `${'a long text of many words and clauses, '.repeat(12)}that ends.`;
    const tts = new ToneSynthesizer({ failure: (said) => (said.length > 100 ? error : undefined) });
    const { said, refusals, frames } = await speak(tts, text);
    expect(said.join(' ')).toBe(text);
    expect(Math.max(...said.map((part) => part.length))).toBeLessThanOrEqual(100);
    expect(frames).toBeGreaterThan(0);
    expect(refusals).toEqual([]);
  });

  it('speaks without the setting that is refused, and with the others', async () => {
    const error = new InvalidInputError('language', 'language is a BCP 47 tag');
    const tts = new Picky(({ language }) => (language === undefined ? undefined : error));
    const { said } = await speak(tts, 'One two.', { language: 'en_US!', voice: 'ada' });
    expect(said).toEqual(['One two.']);
    expect(tts.calls.at(-1)?.options).toEqual({ voice: 'ada' });
  });

  it('speaks without any settings where it is not told which is refused', async () => {
    const tts = new Picky(({ rate }) => (rate === undefined ? undefined : refused));
    expect(await speak(tts, 'One two.', { rate: 9 })).toMatchObject({ said: ['One two.'] });
  });

  it('says what of a text can be said, and tells when that is nothing', async () => {
    const text = 'Words that are fine come here at first, and then what nobody can say ☢.';
    const failure = (said: string) => (said.includes('☢') ? refused : undefined);
    expect(await speak(new ToneSynthesizer({ failure }), text)).toMatchObject({
      said: ['Words that are fine come here at'],
      refusals: [],
    });
    expect(await speak(new ToneSynthesizer({ failure }), '☢ no.')).toMatchObject({
      said: [],
      refusals: [refused],
    });
  });

  it('gives any other failure on', async () => {
    await expect(speak(new ToneSynthesizer({ failure: () => down }), 'One.')).rejects.toBe(down);
  });
});

describe('a turn with a sentence that no voice takes', () => {
  const talk = async (reply: string, failure: (text: string) => Error | undefined) => {
    const bench = new SessionBench({ hears: ['one'], replies: [reply], tts: { failure } });
    await bench.speak(500);
    await bench.quiet(8000);
    await bench.end();
    return bench;
  };

  it.each([
    ['text', tooLong],
    ['setting', new InvalidInputError('language', 'language is a BCP 47 tag')],
    ['request', refused],
  ])('goes on with the next one, and shows it, when its %s is refused', async (_what, error) => {
    const reply = 'One two three. Never that. Four five six.';
    const bench = await talk(reply, (text) => (text === 'Never that.' ? error : undefined));
    expect(bench.turns).toMatchObject([
      { outcome: 'completed', replyText: reply, spokenText: reply },
    ]);
    const said = bench.tts.calls.filter(({ outcome }) => outcome === 'completed');
    expect(said.map(({ text }) => text)).toEqual(['One two three.', 'Four five six.']);
  });

  it('fails as one without a voice when every sentence is refused by its provider', async () => {
    const bench = await talk('One two. Three four.', () => refused);
    expect(bench.turns).toMatchObject([
      {
        outcome: 'failed',
        replyText: 'One two. Three four.',
        failure: { code: 'tts_unavailable' },
      },
    ]);
  });

  it('keeps the whole text of a reply whose voice fails in a way that nobody foresaw', async () => {
    const bench = await talk('One two. Three four.', () => new Error('odd'));
    expect(bench.turns).toMatchObject([{ outcome: 'failed', replyText: 'One two. Three four.' }]);
    expect(bench.events.filter(({ event }) => event.type === 'reply-end')).toHaveLength(1);
  });
});
