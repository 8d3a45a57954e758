import type { ServerEvent } from '@vox/protocol';

import { type Conversation, type ConversationAction, emptyConversation } from './conversation';
import { reduceConversation } from './conversation-reducer';

const session_id = '11111111-1111-4111-8111-111111111111';
const first = '22222222-2222-4222-8222-222222222222';
const second = '33333333-3333-4333-8333-333333333333';

const server = (event: string, data: object): ConversationAction => ({
  type: 'server-event',
  event: { event, data: { session_id, turn_id: first, ...data } } as ServerEvent,
});
const typed = (text: string, key = `typed-${text}`): ConversationAction => ({
  type: 'typed',
  key,
  text,
});
const partial = (text: string, turn_id = first) => server('partial_transcript', { turn_id, text });
const final = (text: string, turn_id = first) => server('final_transcript', { turn_id, text });
const complete = (user_text: string, turn_id = first) =>
  server('turn_complete', {
    turn_id,
    user_text,
    outcome: 'completed',
    spoken_text: 'Yes.',
    latency: {},
  });
const after = (...actions: readonly ConversationAction[]) =>
  actions.reduce(reduceConversation, emptyConversation);
const said = ({ lines }: Conversation) =>
  lines.flatMap((line) => (line.speaker === 'user' ? [[line.text, line.turnId]] : []));

describe('what is typed while the agent thinks', () => {
  const BOTH = 'Hello What time is it?';

  it('stands once, in the line of the turn that it joins', () => {
    const conversation = after(
      typed('Hello'),
      final('Hello'),
      server('ai_response_start', {}),
      typed('What time is it?'),
      final(BOTH),
      server('ai_response_start', {}),
    );
    expect(said(conversation)).toEqual([[BOTH, first]]);
    expect(conversation.lines[0]).toMatchObject({ key: 'typed-Hello', isTyped: true });
    expect(said(reduceConversation(conversation, complete(BOTH)))).toEqual([[BOTH, first]]);
  });

  it('stands once also where the words before it were not told by themselves', () => {
    const conversation = after(typed('Hello'), typed('What time is it?'), final(BOTH));
    expect(said(conversation)).toEqual([[BOTH, first]]);
  });

  it('joins what was spoken before it', () => {
    const spoken = after(partial('I would'), final('I would like'), typed('some tea'));
    expect(said(reduceConversation(spoken, final('I would like some tea')))).toEqual([
      ['I would like some tea', first],
    ]);
  });

  it('stands by itself until its own turn is told', () => {
    const waiting = after(typed('Hello'), final('Hello'), typed('yes'), typed('no'));
    const next = reduceConversation(waiting, final('Hello yes'));
    expect(said(next)).toEqual([
      ['Hello yes', first],
      ['no', null],
    ]);
    expect(said(reduceConversation(next, final('no', second)))).toEqual([
      ['Hello yes', first],
      ['no', second],
    ]);
  });

  it('is not taken for the same words of a turn that was told already', () => {
    const again = after(typed('yes', 'one'), final('yes'), typed('yes', 'two'), complete('yes'));
    expect(said(again)).toEqual([
      ['yes', first],
      ['yes', null],
    ]);
    const spoken = after(final('oh'), typed('yes'), final('I said yes', second));
    expect(said(spoken)).toEqual([
      ['oh', first],
      ['yes', null],
      ['I said yes', second],
    ]);
  });
});
