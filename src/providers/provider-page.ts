import { text } from '@vox/protocol';
import { z } from 'zod';

import { linkToPlace, pageLimit, placeAfter } from '../http';

type Placed = { readonly name: string; readonly position: number | null };

/** A place in the list, as a value: what the last one so far is sorted by. */
type Place = readonly [position: number, name: string];

const placeSchema = z.tuple([z.number(), text().max(100)]);

export const listProvidersSchema = z.object({ limit: pageLimit, after: placeAfter(placeSchema) });
export type ListProviders = z.output<typeof listProvidersSchema>;

/**
 * The page of `providers` that is asked for, and where the one after it begins. Those of the environment come first, in
 * the order given, the others by position and name.
 * @param path Of the list.
 */
export function pageOf<P extends Placed>(
  providers: readonly P[],
  { limit, after }: ListProviders,
  path: string,
): { readonly page: P[]; readonly next?: string } {
  const placed = providers
    .map((provider, index) => ({ provider, place: placeOf(provider, index) }))
    .toSorted((one, other) => compare(one.place, other.place))
    .filter(({ place }) => after === undefined || compare(place, after) > 0);
  const page = placed.slice(0, limit);
  const last = page.at(-1);
  const found = page.map(({ provider }) => provider);
  if (last === undefined || placed.length <= limit) return { page: found };
  return { page: found, next: linkToPlace(path, last.place, limit) };
}

/** The order in which rows are asked. */
export function inOrder(
  one: { readonly position: number; readonly name: string },
  other: { readonly position: number; readonly name: string },
): number {
  return compare([one.position, one.name], [other.position, other.name]);
}

function placeOf({ position, name }: Placed, index: number): Place {
  return position === null ? [index - 1000, name] : [position, name];
}

function compare([position, name]: Place, [other, otherName]: Place): number {
  if (position !== other) return position - other;
  return name < otherName ? -1 : name > otherName ? 1 : 0;
}
