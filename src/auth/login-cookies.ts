import type { IncomingMessage } from 'node:http';

import { Injectable } from '@nestjs/common';
import type { CookieOptions, Response } from 'express';

import { AppConfig } from '../config';

/** For a log-in that is on its way: people fetch their password, and a second factor. */
const ATTEMPT_MS = 10 * 60_000;

/**
 * The cookies of log-in. With PUBLIC_URL at https, TLS alone carries them, and no neighbour below the same domain can plant
 * one of its own (`__Host-`).
 * @see RFC 6265bis §4.1.3.2
 */
@Injectable()
export class LoginCookies {
  /** Who is logged in: never sent with what another site asks for. */
  readonly login: Cookie;
  /** A log-in on its way: sent with the way back from the provider, which is another site. */
  readonly attempt: Cookie;

  constructor({ login }: AppConfig) {
    const isSecure = login.PUBLIC_URL?.startsWith('https:') ?? false;
    const options = { httpOnly: true, secure: isSecure } as const;
    this.login = new Cookie('voxbridge', { ...options, sameSite: 'strict', path: '/' });
    // `__Host-` is for the whole host; without it the cookie goes where it is read alone.
    const path = isSecure ? '/' : '/auth';
    const lasting = { sameSite: 'lax', path, maxAge: ATTEMPT_MS } as const;
    this.attempt = new Cookie('voxbridge-log-in', { ...options, ...lasting });
  }
}

class Cookie {
  readonly #name: string;

  constructor(
    name: string,
    private readonly options: CookieOptions,
  ) {
    this.#name = options.secure === true ? `__Host-${name}` : name;
  }

  /** Undefined where there is none, or several: then one of them was planted. */
  read({ headers }: IncomingMessage): string | undefined {
    const start = `${this.#name}=`;
    const values = (headers.cookie ?? '').split(';').flatMap((part) => {
      const given = part.trim();
      return given.startsWith(start) ? [given.slice(start.length)] : [];
    });
    return values.length === 1 ? values[0] : undefined;
  }

  /** @param value Needs no escapes: base64url, and dots. */
  set(response: Response, value: string, options: CookieOptions = {}): void {
    response.cookie(this.#name, value, { ...this.options, ...options });
  }

  clear(response: Response): void {
    response.clearCookie(this.#name, this.options);
  }
}
