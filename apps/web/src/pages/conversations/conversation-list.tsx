import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';

import { ConversationActions } from './conversation-actions';
import { ConversationRow } from './conversation-row';
import type { Session } from './sessions';

/** Before a row was measured. */
const ROW_PX = 84;
const ROWS_AHEAD = 8;

type ConversationListProps = {
  readonly sessions: readonly Session[];
  readonly isMore: boolean;
  readonly onMore: () => void;
};

/** The rows that are in view and a few more, however many there are; the next page is fetched as its place comes near. */
export function ConversationList({ sessions, isMore, onMore }: ConversationListProps) {
  const list = useRef<HTMLUListElement>(null);
  const [offsetPx, setOffsetPx] = useState(0);
  useLayoutEffect(() => setOffsetPx(list.current?.offsetTop ?? 0), []);

  const rows = useWindowVirtualizer({
    count: sessions.length,
    estimateSize: () => ROW_PX,
    overscan: ROWS_AHEAD,
    scrollMargin: offsetPx,
    getItemKey: (index) => sessions[index]?.id ?? index,
  });
  const shown = rows.getVirtualItems();
  const isNearEnd = (shown.at(-1)?.index ?? 0) >= sessions.length - 1 - ROWS_AHEAD;

  useEffect(() => {
    if (isMore && isNearEnd) onMore();
  }, [isMore, isNearEnd, onMore]);

  return (
    <ul className="rows" ref={list} style={{ blockSize: rows.getTotalSize() }}>
      {shown.map((item) => {
        const session = sessions[item.index];
        if (session === undefined) return null;
        return (
          <li
            key={item.key}
            ref={rows.measureElement}
            data-index={item.index}
            data-testid="conversation"
            aria-setsize={isMore ? -1 : sessions.length}
            aria-posinset={item.index + 1}
            style={{ transform: `translateY(${item.start - offsetPx}px)` }}
          >
            <ConversationRow session={session}>
              <ConversationActions session={session} />
            </ConversationRow>
          </li>
        );
      })}
    </ul>
  );
}
