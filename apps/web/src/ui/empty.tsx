import type { ReactNode } from 'react';

type EmptyProps = { readonly title: string; readonly children?: ReactNode };

/** In place of a list that has nothing. */
export function Empty({ title, children }: EmptyProps) {
  return (
    <div className="empty" data-testid="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}
