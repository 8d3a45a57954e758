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
});
