/** Agents that a tool may be called with: names by ids. */
export type Named = ReadonlyMap<string, string>;

/** JSON schema of one of them: a model writes names, and no ids. */
export function colleagueParameter(named: Named, description: string) {
  return { type: 'string', enum: [...new Set(named.values())], description } as const;
}

export function byName(named: Named, name: string): string | undefined {
  return [...named].find(([, other]) => other === name)?.[0];
}
