import { ScriptedSpeechRecognizer, VirtualClock } from '@vox/testing';
import { type RecognizerInput, SpeechRecognizer, type TranscriptPart } from '@vox/voice-core';

import { failure } from '../../test/support/stt-bench';
import { parseConfig } from '../config';
import { SttRoster } from './stt-roster';
import { SttTrials } from './stt-trials';

/** Hears all that is said and gives what `end` gives. */
class OneRecognizer extends SpeechRecognizer {
  readonly info = { name: 'one', label: 'One', isEmbedded: false };
  heardMs = 0;

  constructor(private readonly end: () => Promise<TranscriptPart[]>) {
    super();
  }

  override async *transcribe(input: AsyncIterable<RecognizerInput>) {
    for await (const item of input) if (item.type === 'audio') this.heardMs += 20;
    yield* await this.end();
  }

  override health = () => Promise.resolve({ isHealthy: true });
}

async function trialOf(adapter: SpeechRecognizer, clock = new VirtualClock()) {
  const loadEmbedded = () => Promise.resolve(adapter);
  const roster = await SttRoster.of(parseConfig({}).stt, { clock, loadEmbedded });
  return { trial: new SttTrials(roster, clock).try('embedded'), clock, roster };
}

describe(SttTrials.name, () => {
  it('lets an engine hear two seconds of speech, and says what was said and heard', async () => {
    const one = new OneRecognizer(async () => [{ type: 'transcript-final', text: 'Good.' }]);
    const { trial } = await trialOf(one);
    expect(await trial).toEqual({
      ok: true,
      latencyMs: 0,
      said: 'Good morning. How are you today?',
      text: 'Good.',
    });
    expect(one.heardMs).toBe(1960);
  });

  it('tells of a failure by its category, and holds it against nobody', async () => {
    const { trial, roster } = await trialOf(
      new OneRecognizer(() => Promise.reject(failure('quota', 'one'))),
    );
    expect(await trial).toMatchObject({ ok: false, category: 'quota' });
    expect(roster.find('embedded')?.breaker.state).toBe('closed');
    const mute = await trialOf(new OneRecognizer(async () => []));
    expect(await mute.trial).toMatchObject({ ok: false, category: 'protocol' });
  });

  it('waits for a minute and no longer', async () => {
    const { trial, clock } = await trialOf(new OneRecognizer(() => new Promise(() => undefined)));
    // Until it waits.
    await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(60_000);
    expect(await trial).toMatchObject({ ok: false, category: 'timeout', latencyMs: 60_000 });
  });

  it('knows no models of engines that list none', async () => {
    const { roster, clock } = await trialOf(new ScriptedSpeechRecognizer('text'));
    expect(await new SttTrials(roster, clock).models('embedded')).toBeUndefined();
  });
});
