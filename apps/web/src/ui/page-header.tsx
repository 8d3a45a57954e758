import type { ReactNode } from 'react';

type PageHeaderProps = {
  readonly title: string;
  readonly lead?: string;
  /** What leads back up, before the title. */
  readonly back?: ReactNode;
  readonly children?: ReactNode;
};

/** The top of a page: its heading, which takes the focus when the page opens, and what can be done. */
export function PageHeader({ title, lead, back, children }: PageHeaderProps) {
  return (
    <header className="page-header">
      {back}
      <div className="page-heading">
        <h1 tabIndex={-1}>{title}</h1>
        {children !== undefined && <div className="page-actions">{children}</div>}
      </div>
      {lead !== undefined && <p className="lead">{lead}</p>}
    </header>
  );
}
