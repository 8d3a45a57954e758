type Named<Columns> = { [Name in keyof Columns]?: Exclude<Columns[Name], undefined> };

/** What a request names of a row: undefined leaves a column as it is, null empties it. */
export function namedColumns<Columns extends object>(columns: Columns): Named<Columns> {
  const named = Object.entries(columns).filter(([, value]) => value !== undefined);
  return Object.fromEntries(named) as Named<Columns>;
}
