import { VirtualClock } from '@vox/testing';

import { textsFor } from '../texts';
import { ChannelText } from './channel-text';

describe(ChannelText.name, () => {
  it('writes what an agent sends where the bot was called from, also without captions', async () => {
    const clock = new VirtualClock();
    const posts: string[][] = [];
    const post = (...posted: [string, string]) => Promise.resolve(void posts.push(posted));
    const text = new ChannelText('Vox', { post }, clock, textsFor('en'), () => 'home');
    text.onEvent({ type: 'agent-message', turnId: 't', text: 'https://example.org/42' }, undefined);
    text.onEvent({ type: 'transcript-final', turnId: 't', text: 'Where?' }, { id: '1', name: 'A' });
    await clock.advance(10_000);
    expect(posts).toEqual([['home', 'https://example.org/42']]);
    text.close();
  });

  it('writes that what is said is recorded, and that it is not any more', async () => {
    const clock = new VirtualClock();
    const posts: string[][] = [];
    const post = (...posted: [string, string]) => Promise.resolve(void posts.push(posted));
    const text = new ChannelText('Vox', { post }, clock, textsFor('en'), () => 'home');
    text.onEvent({ type: 'recording-start', recordingId: 'r' }, undefined);
    await clock.advance(10_000);
    text.onEvent({ type: 'recording-end', recordingId: 'r' }, undefined);
    await clock.advance(10_000);
    expect(posts).toEqual([
      ['home', 'This conversation is being recorded from now on.'],
      ['home', 'This conversation is not being recorded any more.'],
    ]);
    text.close();
  });

  it('writes that a limit is reached, in the language of its texts, once in a while', async () => {
    const clock = new VirtualClock();
    const posts: string[][] = [];
    const post = (...posted: [string, string]) => Promise.resolve(void posts.push(posted));
    const text = new ChannelText('Vox', { post }, clock, textsFor('de'), () => 'home');
    const limit = { scope: 'day', unit: 'usd', limit: 5, spent: 5 } as const;
    text.onEvent({ type: 'limit-reached', limit }, undefined);
    text.writeLimit(limit);
    await clock.advance(10_000);
    expect(posts).toEqual([
      ['home', 'Das Limit für heute ist erreicht. Morgen kann ich wieder antworten.'],
    ]);
    await clock.advance(60_000);
    text.writeLimit({ scope: 'user' });
    await clock.advance(10_000);
    expect(posts).toHaveLength(2);
    text.close();
  });
});
