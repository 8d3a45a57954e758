import { createApiClient } from '@vox/api-client';

import type { ViewStore } from './view-store';

/** The link that logs in once, in an address such as `/#log-in=...`: its secret; null where there is none. */
export function loginLinkIn(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/u, '')).get('log-in');
}

/** Log-in as the page has it: the cookie is the browser's, and no script sees it. What it learns, the view shows. */
export class AccountClient {
  private readonly api: ReturnType<typeof createApiClient>;

  /** @param link The secret of a link that the page was opened with. */
  constructor(
    baseUrl: string,
    private readonly store: ViewStore,
    private link: string | null = null,
  ) {
    // The page may lie below a path of a reverse proxy, and so does the interface then.
    this.api = createApiClient(new URL('.', baseUrl).href);
  }

  /** Finds out who is logged in, with the link when there is one. Never rejects: without an answer nobody is. */
  async load(signal?: AbortSignal): Promise<void> {
    const { link } = this;
    this.link = null;
    try {
      if (link !== null) {
        const { data, error } = await this.api.POST('/auth/link', { body: { token: link } });
        this.show(data);
        if (error === undefined) return;
        this.store.update({ problem: { code: 'login_link_not_valid', detail: '' } });
      }
      const { data } = await this.api.GET('/api/me', signal === undefined ? {} : { signal });
      if (signal?.aborted !== true) this.show(data);
    } catch {
      // The page works without it: a start that fails says why in its own words.
      this.store.update({ account: null });
    }
  }

  /** @returns where they log out at their provider as well; null where there is no such place. */
  async logOut(): Promise<string | null> {
    try {
      const { data } = await this.api.POST('/auth/logout');
      return data?.provider_url ?? null;
    } finally {
      await this.load();
    }
  }

  private show(
    me:
      | { readonly user: { readonly display_name: string } | null; readonly login: object | null }
      | undefined,
  ): void {
    const isLoggedIn = me !== undefined && me.user !== null && me.login !== null;
    this.store.update({ account: isLoggedIn ? { name: me.user?.display_name ?? '' } : null });
  }
}
