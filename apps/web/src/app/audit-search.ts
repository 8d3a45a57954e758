/** What the record is narrowed to; it stands in the address. */
export type AuditSearch = {
  /** The id of who did it. */
  readonly user?: string;
  /** The id of a route. */
  readonly action?: string;
  /** The id of what it was done to. */
  readonly target?: string;
};

export function auditSearch(search: Readonly<Record<string, unknown>>): AuditSearch {
  const { user, action, target } = search;
  return {
    ...(isText(user) && { user }),
    ...(isText(action) && { action }),
    ...(isText(target) && { target }),
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
