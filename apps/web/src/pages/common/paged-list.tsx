import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { Failure } from '../../ui/failure';
import { VirtualRows } from '../../ui/virtual-rows';
import { Waiting } from '../../ui/waiting';

/** Before a row was measured. */
const ROW_PX = 84;

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
        <VirtualRows
          rows={rows}
          keyOf={({ id }) => id}
          rowPx={ROW_PX}
          testId={testId}
          isMore={hasNextPage}
          onNearEnd={() => {
            if (!isFetchingNextPage) void query.fetchNextPage();
          }}
        >
          {children}
        </VirtualRows>
      )}
    </>
  );
}
