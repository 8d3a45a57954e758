import { VirtualClock } from '@vox/testing';
import type { TurnEnd, VoiceEvent } from '@vox/voice-core';

import { splitMessage } from './caption-text';
import { Captions } from './captions';
import { TextPoster } from './text-poster';

const ann = { id: '1', name: 'Ann' };
const bob = { id: '2', name: 'B*b' };

type Named = { readonly id: string; readonly name: string };

const heard = (turnId: string, text: string, speaker?: typeof ann): VoiceEvent => ({
  type: 'transcript-final',
  turnId,
  text,
  ...(speaker === undefined ? {} : { speaker }),
});

const ended = (turnId: string, end: Partial<TurnEnd> = {}): VoiceEvent => ({
  type: 'turn-end',
  turnId,
  outcome: 'completed',
  replyText: 'Five o’clock.',
  spokenText: 'Five o’clock.',
  startedAtMs: 0,
  endedAtMs: 0,
  latency: {},
  providers: {},
  ...end,
});

describe(Captions.name, () => {
  const use = () => {
    const shown: string[] = [];
    const clock = new VirtualClock();
    return { clock, shown, captions: new Captions('Vox', clock, (text) => shown.push(text)) };
  };

  it('shows nothing of a turn with words of somebody who asked to be forgotten meanwhile', async () => {
    const { clock, shown, captions } = use();
    captions.onEvent(heard('t', 'My secret is plum.'), ann);
    captions.onEvent(heard('u', 'What time is it?'), bob);
    captions.forget(ann.id);
    captions.onEvent(ended('t', { spokenText: 'Plum it is.', replyText: 'Plum it is.' }));
    captions.onEvent(ended('u'));
    await clock.advance(10_000);
    expect(shown).toHaveLength(1);
    expect(shown[0]).toMatch(/What time is it/);
  });

  it('shows a turn as one message: who said what, and the answer', () => {
    const { shown, captions } = use();
    captions.onEvent(heard('t', 'What time is it?'), ann);
    expect(shown).toEqual([]);
    captions.onEvent(ended('t'), ann);
    expect(shown).toEqual(['**Ann:** What time is it?\n**Vox:** Five o’clock.']);
  });

  it('shows words that were told again, longer, once', () => {
    const { shown, captions } = use();
    captions.onEvent(heard('t', 'What time'), ann);
    captions.onEvent(heard('t', 'What time is it?'), ann);
    captions.onEvent(ended('t'), ann);
    expect(shown).toEqual(['**Ann:** What time is it?\n**Vox:** Five o’clock.']);
  });

  it('names everybody of a group whose words are answered, and disarms their names', () => {
    const { shown, captions } = use();
    captions.onEvent(heard('t', 'What time?', ann));
    captions.onEvent(heard('t', 'And what day?', bob));
    captions.onEvent(ended('t'));
    expect(shown[0]).toBe('**Ann:** What time?\n**B\\*b:** And what day?\n**Vox:** Five o’clock.');
  });

  it('shows words that nobody answers on their own, after a moment', async () => {
    const { clock, shown, captions } = use();
    captions.onEvent(heard('t', 'Pass the salt', ann));
    captions.onEvent(heard('u', 'Vox, the time?', bob));
    captions.onEvent({ type: 'turn-start', turnId: 'u' });
    await clock.advance(10_000);
    expect(shown).toEqual(['**Ann:** Pass the salt']);
    captions.onEvent(ended('u'));
    expect(shown[1]).toBe('**B\\*b:** Vox, the time?\n**Vox:** Five o’clock.');
    expect(clock.sleepers).toBe(0);
  });

  it('shows as much of an interrupted answer as was heard', () => {
    const { shown, captions } = use();
    captions.onEvent(ended('t', { outcome: 'interrupted', spokenText: 'Five' }));
    expect(shown).toEqual(['**Vox:** Five —']);
  });

  it('shows that another agent goes on, and what it says by its own name', () => {
    const { shown, captions } = use();
    const [agent, from] = ['B*b', 'Vox'].map((name) => ({ id: name, name })) as [Named, Named];
    captions.onEvent({ type: 'agent-change', agent, from });
    captions.onEvent(ended('t', { agentName: agent.name }));
    expect(shown).toEqual(['**Vox** → **B\\*b**', '**B\\*b:** Five o’clock.']);
  });

  it('shows an answer that no voice could speak', () => {
    const { shown, captions } = use();
    captions.onEvent(ended('t', { outcome: 'failed', spokenText: '' }));
    expect(shown).toEqual(['**Vox:** Five o’clock.']);
  });
});

describe(splitMessage.name, () => {
  it('cuts a long text at words, within the limit, and loses none', () => {
    const text = Array.from({ length: 900 }, (_, index) => `word${index}`).join(' ');
    const parts = splitMessage(text);
    expect(parts.length).toBeGreaterThan(1);
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(2000);
    expect(parts.join(' ')).toBe(text);
  });

  it('cuts what has no words, and no emoji in half', () => {
    const parts = splitMessage(`a${'😀'.repeat(1500)}`);
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(2000);
    expect(parts.every((part) => part.isWellFormed())).toBe(true);
  });

  it('makes nothing of nothing', () => {
    expect(splitMessage('  ')).toEqual([]);
  });
});

describe(TextPoster.name, () => {
  it('posts in order, no faster than Discord lets it', async () => {
    const clock = new VirtualClock();
    const posts: { text: string; atMs: number }[] = [];
    const post = (_channel: string, text: string) => {
      posts.push({ text, atMs: clock.nowMs() });
      return Promise.resolve();
    };
    const poster = new TextPoster(clock, post, () => undefined);
    for (const text of ['one', 'two', 'three']) void poster.push('c', text);
    await clock.advance(10_000);
    expect(posts).toEqual([
      { text: 'one', atMs: 0 },
      { text: 'two', atMs: 1200 },
      { text: 'three', atMs: 2400 },
    ]);
  });

  it('drops the oldest when it is far behind', async () => {
    const clock = new VirtualClock();
    const texts: string[] = [];
    const post = (_channel: string, text: string) => Promise.resolve(void texts.push(text));
    const poster = new TextPoster(clock, post, () => undefined);
    for (let index = 0; index < 200; index++) void poster.push('c', `text ${index}`);
    await clock.advance(300_000);
    expect(texts.length).toBeLessThanOrEqual(51);
    expect(texts.at(-1)).toBe('text 199');
  });

  it('goes on after a text that Discord refused', async () => {
    const clock = new VirtualClock();
    const texts: string[] = [];
    const failures: string[] = [];
    const post = (channel: string, text: string) =>
      channel === 'closed'
        ? Promise.reject(new Error('50013'))
        : Promise.resolve(void texts.push(text));
    const poster = new TextPoster(clock, post, (_error, channel) => failures.push(channel));
    const isPosted = poster.push('closed', 'one');
    void poster.push('open', 'two');
    await clock.advance(5000);
    expect(texts).toEqual(['two']);
    expect(failures).toEqual(['closed']);
    expect(await isPosted).toBe(false);
  });

  it('posts what is urgent before all that waits', async () => {
    const clock = new VirtualClock();
    const texts: string[] = [];
    const post = (_channel: string, text: string) => Promise.resolve(void texts.push(text));
    const poster = new TextPoster(clock, post, () => undefined);
    for (let index = 0; index < 60; index++) void poster.push('c', `text ${index}`);
    const isPosted = poster.pushFirst('c', 'a notice');
    await clock.advance(2000);
    expect(texts).toContain('a notice');
    expect(await isPosted).toBe(true);
    poster.close();
  });

  it('drops what waits when it is closed', async () => {
    const clock = new VirtualClock();
    const texts: string[] = [];
    const post = (_channel: string, text: string) => Promise.resolve(void texts.push(text));
    const poster = new TextPoster(clock, post, () => undefined);
    const posted = ['one', 'two', 'three'].map((text) => poster.push('c', text));
    await clock.advance(0);
    poster.close();
    await clock.advance(0);
    expect(clock.sleepers).toBe(0);
    expect(await Promise.all([...posted, poster.push('c', 'four')])).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(texts).toEqual(['one']);
  });
});
