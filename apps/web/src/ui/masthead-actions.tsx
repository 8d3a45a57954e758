import { createContext, type ReactNode, useContext } from 'react';
import { createPortal } from 'react-dom';

/** Where in the masthead a page may put its own buttons; null until it is there. */
export const MastheadSlot = createContext<HTMLElement | null>(null);

/** Buttons of the page that stand beside the name of the application. */
export function MastheadActions({ children }: { readonly children: ReactNode }) {
  const slot = useContext(MastheadSlot);
  return slot === null ? null : createPortal(children, slot);
}
