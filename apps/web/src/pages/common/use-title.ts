import { useEffect } from 'react';

const NAME = 'VoxBridge';

/** Names the tab while the page is open. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${NAME}`;
    return () => {
      document.title = NAME;
    };
  }, [title]);
}
