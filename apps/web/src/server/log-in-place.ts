import type { KeyValueStore } from '../voice/browser-memory';

const PLACE_KEY = 'voxbridge.log_in_place';

const isFirstPage = (fragment: string) => fragment === '' || fragment === '#/';

/** Keeps where somebody was who follows the link that logs in: the fragment, which goes to no server, and may be an invite. */
export function keepPlace(tab: KeyValueStore, fragment: string): void {
  try {
    if (isFirstPage(fragment)) tab.removeItem(PLACE_KEY);
    else tab.setItem(PLACE_KEY, fragment);
  } catch {
    // A full storage costs only that they begin on the first page.
  }
}

/** Where to go on, once; null where the page was opened at a place of its own, or nobody logged in. */
export function takePlace(tab: KeyValueStore, fragment: string): string | null {
  const place = tab.getItem(PLACE_KEY);
  tab.removeItem(PLACE_KEY);
  return isFirstPage(fragment) ? place : null;
}
