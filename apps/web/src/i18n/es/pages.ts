import type { PageKey } from '../en/pages';
import type { Catalogue } from '../message';
import { acts } from './acts';
import { agents } from './agents';
import { common } from './common';
import { conversations } from './conversations';
import { figures } from './figures';
import { forms } from './forms';
import { groups } from './groups';
import { guide } from './guide';
import { health } from './health';
import { keys } from './keys';
import { mcp } from './mcp';
import { now } from './now';
import { people } from './people';
import { providers } from './providers';
import { settings } from './settings';
import { tools } from './tools';
import { turns } from './turns';

export const pages: Catalogue<PageKey> = {
  ...acts,
  ...agents,
  ...common,
  ...conversations,
  ...figures,
  ...forms,
  ...groups,
  ...guide,
  ...health,
  ...keys,
  ...mcp,
  ...now,
  ...people,
  ...providers,
  ...settings,
  ...tools,
  ...turns,
};
