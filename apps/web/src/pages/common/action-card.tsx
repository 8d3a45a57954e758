import { type ReactNode, useId } from 'react';

type ActionCardProps = {
  readonly title: string;
  readonly hint: string;
  /** The buttons, side by side. */
  readonly actions: ReactNode;
  /** What came of them. */
  readonly children?: ReactNode;
};

/** Something that can be done, what it means, and what came of it. */
export function ActionCard({ title, hint, actions, children }: ActionCardProps) {
  const id = useId();
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p className="field-hint">{hint}</p>
      <div className="page-actions">{actions}</div>
      {children}
    </section>
  );
}
