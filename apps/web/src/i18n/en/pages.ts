import type { Catalogue } from '../message';
import { agents } from './agents';
import { common } from './common';
import { conversations } from './conversations';
import { forms } from './forms';
import { health } from './health';
import { providers } from './providers';
import { tools } from './tools';
import { turns } from './turns';

const own = {
  ...agents,
  ...common,
  ...conversations,
  ...forms,
  ...health,
  ...providers,
  ...tools,
  ...turns,
};

export type PageKey = keyof typeof own;

/** Of all pages but Talk; loaded with the first of them. */
export const pages: Catalogue<PageKey> = own;
