import type { PageKey } from '../en/pages';
import type { Catalogue } from '../message';
import { agents } from './agents';
import { common } from './common';
import { conversations } from './conversations';
import { forms } from './forms';
import { health } from './health';
import { providers } from './providers';
import { tools } from './tools';
import { turns } from './turns';

export const pages: Catalogue<PageKey> = {
  ...agents,
  ...common,
  ...conversations,
  ...forms,
  ...health,
  ...providers,
  ...tools,
  ...turns,
};
