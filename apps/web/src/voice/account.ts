import type { ApiClient, Schemas } from '@vox/api-client';

import type { ViewStore } from './view-store';

/** The link that logs in once, in an address such as `/#log-in=...`: its secret; null where there is none. */
export function loginLinkIn(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/u, '')).get('log-in');
}

/** Log-in as the page has it: the cookie is the browser's, and no script sees it. What it learns, the view shows. */
export class AccountClient {
  /** @param link The secret of a link that the page was opened with. */
  constructor(
    private readonly api: ApiClient,
    private readonly store: ViewStore,
    private link: string | null = null,
  ) {}

  /** Logs in with the link, once. Never rejects: without an answer nobody is logged in. */
  async useLink(): Promise<void> {
    const { link } = this;
    if (link === null) return;
    this.link = null;
    try {
      const { error } = await this.api.POST('/auth/link', { body: { token: link } });
      if (error === undefined) return;
      this.store.update({ problem: { code: 'login_link_not_valid', detail: '' } });
    } catch {
      // The page works without it: a start that fails says why in its own words.
    }
  }

  /** Finds out who is logged in. Ask it only where the server knows whoever asks. Never rejects. */
  async load(signal: AbortSignal): Promise<void> {
    try {
      const { data } = await this.api.GET('/api/me', { signal });
      if (!signal.aborted) this.show(data);
    } catch {
      // Who it is stays unknown; what is asked next says why.
      if (!signal.aborted) this.show(undefined);
    }
  }

  /** The server does not know who asks (any more). */
  forget(): void {
    this.store.update({ account: null, isAdmin: null, isKnown: false });
  }

  /** Logs out whoever is logged in, at their provider as well where it has a place for that, and opens the page anew. */
  async leave(): Promise<void> {
    const { account } = this.store.get();
    const elsewhere = account === null ? null : await this.logOut();
    // What the pages have been told goes with the page.
    if (elsewhere === null) window.location.reload();
    else window.location.assign(elsewhere);
  }

  /** @returns where they log out at their provider as well; null where there is no such place. */
  private async logOut(): Promise<string | null> {
    const { data } = await this.api.POST('/auth/logout');
    return data?.provider_url ?? null;
  }

  private show(me: Schemas['Me'] | undefined): void {
    const isLoggedIn = me !== undefined && me.user !== null && me.login !== null;
    this.store.update({
      account: isLoggedIn ? { name: me.user?.display_name ?? '' } : null,
      isAdmin: me?.scopes.includes('admin') ?? null,
    });
  }
}
