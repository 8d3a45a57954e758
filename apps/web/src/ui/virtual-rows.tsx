import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';

const ROWS_AHEAD = 8;

type VirtualRowsProps<Row> = {
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** How high a row is before it was measured. */
  readonly rowPx: number;
  readonly testId: string;
  /** There are more than these: how many is not known. */
  readonly isMore?: boolean;
  /** The last ones come near. */
  readonly onNearEnd?: () => void;
  readonly children: (row: Row) => ReactNode;
};

/** The rows that are in view and a few more, however many there are. */
export function VirtualRows<Row>(props: VirtualRowsProps<Row>) {
  const { rows: all, keyOf, rowPx, testId, isMore = false, onNearEnd, children } = props;
  const list = useRef<HTMLUListElement>(null);
  const [offsetPx, setOffsetPx] = useState(0);
  useLayoutEffect(() => setOffsetPx(list.current?.offsetTop ?? 0), []);

  const rows = useWindowVirtualizer({
    count: all.length,
    estimateSize: () => rowPx,
    overscan: ROWS_AHEAD,
    scrollMargin: offsetPx,
    getItemKey: (index) => {
      const row = all[index];
      return row === undefined ? index : keyOf(row);
    },
  });
  const shown = rows.getVirtualItems();
  const isNearEnd = (shown.at(-1)?.index ?? 0) >= all.length - 1 - ROWS_AHEAD;

  useEffect(() => {
    if (isMore && isNearEnd) onNearEnd?.();
  }, [isMore, isNearEnd, onNearEnd]);

  return (
    <ul className="rows" ref={list} style={{ blockSize: rows.getTotalSize() }}>
      {shown.map((item) => {
        const row = all[item.index];
        if (row === undefined) return null;
        return (
          <li
            key={item.key}
            ref={rows.measureElement}
            data-index={item.index}
            data-testid={testId}
            aria-setsize={isMore ? -1 : all.length}
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
