import { answerOf, createApiClient } from '@vox/api-client';
import type { Browser } from 'playwright-core';

import { ServerProcess } from '../e2e/support/server-process';
import { showPage } from './shots';

const API_KEY = 'the key of the server';
const PEOPLE = ['Ann Marchetti', 'Ben Okafor', 'Cleo Adeyemi'];

/** The pages of a server that asks who somebody is: of people, what they come in with, and what they share. */
export async function showPeople(browser: Browser, wanted: readonly string[]): Promise<void> {
  const names = ['sign-in', 'account', 'groups', 'group', 'keys', 'person'];
  if (wanted.length > 0 && !names.some((name) => wanted.includes(name))) return;
  const server = await ServerProcess.start({ env: { VOXBRIDGE_API_KEY: API_KEY } });
  try {
    const { api, url } = server;
    const users = [];
    for (const name of PEOPLE) {
      const email = `${name.split(' ')[0]?.toLowerCase()}@example.org`;
      users.push(answerOf(await api.POST('/api/users', { body: { display_name: name, email } })));
    }
    const [ann = '', ben = '', cleo = ''] = users.map(({ id }) => id);
    const newKey = async (user_id: string, name: string, scopes: ('talk' | 'read' | 'admin')[]) =>
      answerOf(await api.POST('/api/keys', { body: { user_id, name, scopes } })).key;
    const apiKey = await newKey(ann, 'Kitchen tablet', ['talk', 'read']);
    const keys = [await newKey(ben, 'Back-up script', ['read', 'admin'])];
    keys.push(await newKey(cleo, 'Phone', ['talk', 'read']));
    const annApi = createApiClient(url, { apiKey });
    const group = answerOf(await annApi.POST('/api/groups', { body: { name: 'Hotel Azur' } }));
    const params = { path: { id: group.id } };
    for (const [at, key] of keys.entries()) {
      const body = { role: at === 0 ? ('admin' as const) : ('guest' as const) };
      const { token } = answerOf(await annApi.POST('/api/groups/{id}/invites', { params, body }));
      const joining = createApiClient(url, { apiKey: key });
      answerOf(await joining.POST('/api/groups/join', { body: { token } }));
    }
    answerOf(
      await annApi.POST('/api/groups/{id}/invites', {
        params,
        body: { role: 'member', max_uses: 5 },
      }),
    );
    const asAnn = (path: string) => ({ url: `${url}/#${path}`, apiKey });
    const asServer = (path: string) => ({ url: `${url}/#${path}`, apiKey: API_KEY });
    const pages = {
      'sign-in': { url: `${url}/#/conversations` },
      account: asAnn('/account'),
      groups: asAnn('/groups'),
      group: asAnn(`/groups/${group.id}`),
      keys: asServer('/keys'),
      person: asServer(`/people/${ann}`),
    };
    for (const [name, place] of Object.entries(pages))
      if (wanted.length === 0 || wanted.includes(name)) await showPage(browser, name, place);
  } finally {
    await server.dispose();
  }
}
