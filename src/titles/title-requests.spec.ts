import { type JobQueue } from '@vox/jobs';

import { parseConfig } from '../config';
import { SessionChanges } from '../conversation';
import type { StoredTurn, StoredTurns } from '../persistence';
import { TitleRequests } from './title-requests';

function bench(environment: Record<string, string> = {}) {
  const changes = new SessionChanges();
  const listeners: ((turn: StoredTurn) => void)[] = [];
  const turns = {
    listen: (listener: (turn: StoredTurn) => void) => {
      listeners.push(listener);
      return () => void listeners.splice(0);
    },
  } as unknown as StoredTurns;
  const asked: string[] = [];
  const queue = {
    add: (_name: string, { sessionId }: { sessionId: string }) => {
      asked.push(sessionId);
      return Promise.resolve();
    },
  } as unknown as JobQueue;
  const requests = new TitleRequests(changes, turns, queue, parseConfig(environment));
  requests.start();
  const store = (sessionId: string) => {
    const whose = { sessionId, ownerId: null, groupId: null, userId: 'ann' };
    const turn = { ...whose, turnId: 't', messages: () => Promise.resolve([]) };
    for (const listener of listeners) listener(turn);
  };
  const end = (sessionId: string) =>
    changes.tell({
      type: 'ended',
      sessionId,
      ownerId: null,
      groupId: null,
      userId: 'ann',
      channel: 'webrtc',
      atMs: 1,
    });
  return { requests, asked, store, end };
}

describe(TitleRequests, () => {
  it('asks once a session has two turns', () => {
    const { asked, store } = bench();
    store('s-1');
    store('s-2');
    expect(asked).toEqual([]);
    store('s-1');
    store('s-1');
    expect(asked).toEqual(['s-1']);
  });

  it('asks at the end of a session', () => {
    const { asked, end, requests } = bench();
    end('s-1');
    expect(asked).toEqual(['s-1']);
    requests.stop();
    end('s-2');
    expect(asked).toEqual(['s-1']);
  });

  it('asks for none with SESSION_TITLES=false', () => {
    const { asked, store, end } = bench({ SESSION_TITLES: 'false' });
    store('s-1');
    store('s-1');
    end('s-1');
    expect(asked).toEqual([]);
  });
});
