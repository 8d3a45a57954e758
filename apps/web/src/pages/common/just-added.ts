import { useLocation } from '@tanstack/react-router';

/** Ends the address of what was just added, where its page says so. */
export const ADDED = 'added';

/** The page was come to from the form that added what it is about. */
export function useIsJustAdded(): boolean {
  return useLocation({ select: ({ hash }) => hash === ADDED });
}
