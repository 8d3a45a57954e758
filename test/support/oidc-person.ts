/** Somebody's browser, as far as log-in needs one: it keeps cookies by host, and goes where it is sent. */
export class OidcPerson {
  readonly #cookies = new Map<string, Map<string, string>>();
  /** Of the last answer, as they were set. */
  setCookies: readonly string[] = [];

  /** Follows nothing. */
  async ask(url: string, init: RequestInit = {}): Promise<Response> {
    const { origin } = new URL(url);
    const jar = this.#cookies.get(origin) ?? new Map<string, string>();
    this.#cookies.set(origin, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: {
        ...Object.fromEntries(new Headers(init.headers)),
        ...(cookie === '' ? {} : { cookie }),
      },
    });
    this.setCookies = response.headers.getSetCookie();
    for (const line of this.setCookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(line) ?? [];
      if (/expires=Thu, 01 Jan 1970/iu.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  cookie(url: string, name: string): string | undefined {
    return this.#cookies.get(new URL(url).origin)?.get(name);
  }

  setCookie(url: string, name: string, value: string): void {
    this.#cookies.get(new URL(url).origin)?.set(name, value);
  }

  /** Logs in at the provider, on its own pages. @returns where it sends them then. */
  async logInAt(authorization: string, account: string, publicUrl: string): Promise<string> {
    let url = authorization;
    for (let step = 0; step < 12; step++) {
      if (url.startsWith(`${publicUrl}/`)) return url;
      const response = await this.ask(url);
      const next = response.headers.get('location');
      url =
        next === null
          ? await this.#answered(url, await response.text(), account)
          : absolute(next, url);
    }
    throw new Error(`the provider leads nowhere: ${url}`);
  }

  /** Logs out at the provider itself, on its own page. */
  async logOutAt(issuer: string): Promise<void> {
    const page = `${issuer}/session/end`;
    const html = await (await this.ask(page)).text();
    const action = /<form[^>]* action="([^"]+)"/u.exec(html)?.[1];
    const xsrf = /name="xsrf" value="(\w+)"/u.exec(html)?.[1];
    if (action === undefined || xsrf === undefined) throw new Error(`no form: ${html}`);
    const body = new URLSearchParams({ xsrf, logout: 'yes' });
    await this.ask(absolute(action, page), { method: 'POST', body });
  }

  /** Fills in the form of the page. @returns where it leads. */
  async #answered(page: string, html: string, account: string): Promise<string> {
    const action = /<form[^>]* action="([^"]+)"/u.exec(html)?.[1];
    const prompt = /name="prompt" value="(\w+)"/u.exec(html)?.[1];
    if (action === undefined || prompt === undefined) throw new Error(`no form: ${html}`);
    const response = await this.ask(absolute(action, page), {
      method: 'POST',
      body: new URLSearchParams({ prompt, login: account, password: 'any' }),
    });
    return absolute(response.headers.get('location') ?? '', page);
  }
}

function absolute(location: string, base: string): string {
  return new URL(location, base).href;
}
