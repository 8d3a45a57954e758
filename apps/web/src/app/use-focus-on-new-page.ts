import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/**
 * Puts the focus on the heading of a page that was just opened, so that a screen reader reads it and the next Tab is in the page.
 * The first page keeps what the browser does; another search on the same page moves nothing, and
 * an address that names a part of the page is left to that.
 */
export function useFocusOnNewPage(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, toLocation }) => {
        if (fromLocation === undefined || fromLocation.pathname === toLocation.pathname) return;
        if (toLocation.hash !== '') return;
        document.querySelector<HTMLElement>('main h1')?.focus();
      }),
    [router],
  );
}
