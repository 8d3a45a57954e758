import { storable } from '@vox/protocol';
import { z } from 'zod';

export type ServerUrl = {
  /** What it may begin with. */
  readonly protocol: RegExp;
  /** The same, to be read. */
  readonly words: string;
  /** Characters. */
  readonly max: number;
  /** Why a user or a password in it is refused: secrets have fields of their own, which are sealed. */
  readonly noUser: string;
};

/** Where a server is asked that somebody names. */
export function serverUrl({ protocol, words, max, noUser }: ServerUrl) {
  return storable(z.url({ protocol, error: `must be a URL that starts with ${words}` }))
    .max(max)
    .refine(hasNoUser, noUser);
}

/** Of what is no URL something else is told: a refinement is asked of that, too. */
function hasNoUser(text: string): boolean {
  const url = URL.parse(text);
  return url === null || (url.username === '' && url.password === '');
}
