import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';

import { useSpeech } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Empty } from '../../ui/empty';
import { Failure } from '../../ui/failure';
import { PageHeader } from '../../ui/page-header';
import { VirtualRows } from '../../ui/virtual-rows';
import { Waiting } from '../../ui/waiting';
import { Load } from '../common/load';
import { ServerTabs } from '../common/server-tabs';
import { useTitle } from '../common/use-title';
import { ConnectionRow } from './connection-row';
import { JoinForm } from './join-form';
import { connectionsQuery, guildsQuery } from './now-requests';
import { type NowItem, placesOf } from './places';
import { SessionRow } from './session-row';
import { useLiveBoard } from './use-live-board';
import { useNow } from './use-now';

/** Before a row was measured. */
const ROW_PX = 96;

/** Who talks where, at this moment, and what is said. */
export function NowPage() {
  const { say } = useSpeech();
  const api = useApi();
  const { board, live, capacity, error, isPending, refetch } = useLiveBoard();
  const isAdmin = capacity !== null;
  const { data: connections } = useQuery(connectionsQuery(api, isAdmin));
  const { data: guilds = [] } = useQuery(guildsQuery(api, isAdmin));
  const items = useMemo(() => placesOf(board, connections ?? []), [board, connections]);
  const nowMs = useNow();
  const [isJoining, setIsJoining] = useState(false);
  useTitle(say('server.now'));
  return (
    <main className="pane" id="main" tabIndex={-1}>
      <ServerTabs at="/now" />
      <PageHeader title={say('server.now')}>
        {guilds.length > 0 && (
          <button
            type="button"
            className="primary"
            data-testid="join"
            onClick={() => setIsJoining(true)}
          >
            {say('now.join')}
          </button>
        )}
      </PageHeader>
      <Load live={live} capacity={capacity} />
      {isPending && <Waiting rows={4} />}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {!isPending && error === null && items.length === 0 && (
        <Empty title={say('now.silent')}>
          <p>{say('now.silent_hint')}</p>
        </Empty>
      )}
      {items.length > 0 && (
        <VirtualRows rows={items} keyOf={keyOf} rowPx={ROW_PX} testId="now-item">
          {(item) => <Item item={item} nowMs={nowMs} />}
        </VirtualRows>
      )}
      {isJoining && <JoinForm onClose={() => setIsJoining(false)} />}
    </main>
  );
}

function keyOf({ kind, key }: NowItem): string {
  return `${kind} ${key}`;
}

function Item({ item, nowMs }: { readonly item: NowItem; readonly nowMs: number }) {
  const { say } = useSpeech();
  switch (item.kind) {
    case 'connection':
      return <ConnectionRow connection={item.connection} />;
    case 'channel':
      return (
        <h2 className="place-title" data-testid="channel">
          {channelName(item.channel, say)} <span className="place-count">{item.count}</span>
        </h2>
      );
    case 'session':
      return <SessionRow row={item.row} nowMs={nowMs} />;
  }
}

const NAMED = {
  webrtc: 'channel.webrtc',
  discord: 'channel.discord',
  websocket: 'channel.websocket',
} as const;

/** What a channel is called; one that is new here by its own name. */
function channelName(channel: string, say: ReturnType<typeof useSpeech>['say']): string {
  return Object.hasOwn(NAMED, channel) ? say(NAMED[channel as keyof typeof NAMED]) : channel;
}
