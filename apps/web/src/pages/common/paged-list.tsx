import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';

import { Failure } from '../../ui/failure';
import { Waiting } from '../../ui/waiting';

/** Before a row was measured. */
const ROW_PX = 84;
const ROWS_AHEAD = 8;

type PagedListProps<Row extends { readonly id: string }> = {
  /** All rows that were fetched so far. */
  readonly query: UseInfiniteQueryResult<readonly Row[]>;
  /** Of each row. */
  readonly testId: string;
  /** In place of a list that has nothing. */
  readonly empty: ReactNode;
  readonly children: (row: Row) => ReactNode;
};

/** A list of any length: what is on its way, what failed, and the rows. */
export function PagedList<Row extends { readonly id: string }>(props: PagedListProps<Row>) {
  const { query, testId, empty, children } = props;
  const { data: rows, error, isPending, hasNextPage, isFetchingNextPage } = query;
  return (
    <>
      {isPending && <Waiting rows={6} />}
      {error !== null && <Failure error={error} onRetry={() => void query.refetch()} />}
      {rows?.length === 0 && empty}
      {rows !== undefined && rows.length > 0 && (
        <Rows
          rows={rows}
          testId={testId}
          isMore={hasNextPage}
          onMore={() => {
            if (!isFetchingNextPage) void query.fetchNextPage();
          }}
        >
          {children}
        </Rows>
      )}
    </>
  );
}

type RowsProps<Row> = {
  readonly rows: readonly Row[];
  readonly testId: string;
  readonly isMore: boolean;
  readonly onMore: () => void;
  readonly children: (row: Row) => ReactNode;
};

/** The rows that are in view and a few more, however many there are; the next page is fetched as its place comes near. */
function Rows<Row extends { readonly id: string }>(props: RowsProps<Row>) {
  const { rows, testId, isMore, onMore, children } = props;
  const list = useRef<HTMLUListElement>(null);
  const [offsetPx, setOffsetPx] = useState(0);
  useLayoutEffect(() => setOffsetPx(list.current?.offsetTop ?? 0), []);

  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_PX,
    overscan: ROWS_AHEAD,
    scrollMargin: offsetPx,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const shown = virtual.getVirtualItems();
  const isNearEnd = (shown.at(-1)?.index ?? 0) >= rows.length - 1 - ROWS_AHEAD;

  useEffect(() => {
    if (isMore && isNearEnd) onMore();
  }, [isMore, isNearEnd, onMore]);

  return (
    <ul className="rows" ref={list} style={{ blockSize: virtual.getTotalSize() }}>
      {shown.map((item) => {
        const row = rows[item.index];
        if (row === undefined) return null;
        return (
          <li
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            data-testid={testId}
            aria-setsize={isMore ? -1 : rows.length}
            aria-posinset={item.index + 1}
            style={{ transform: `translateY(${item.start - offsetPx}px)` }}
          >
            {children(row)}
          </li>
        );
      })}
    </ul>
  );
}
