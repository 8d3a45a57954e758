import { Controller, Get, Logger, Req, Res } from '@nestjs/common';
import { errorCode } from '@vox/database';
import { CapacityError } from '@vox/voice-core';
import type { Request, Response } from 'express';

import { AuthService, LoginCookies } from '../auth';
import { ApiRoute, ApiTag, PROBLEM_TYPE, problemSchema } from '../http';
import { UncheckedKeyError } from '../identity';
import { Limits } from '../limits';
import { BrowserEntry } from './browser-entry';
import { LoginAttempts } from './login-attempts';
import { loginPage, type PageText } from './login-page';
import {
  type Claims,
  LoginRefusedError,
  OpenIdProvider,
  ProviderDownError,
} from './openid-provider';
import { People } from './people';

const PAGE = { 'text/html': 'A page that says so.' };
/** The latter where the request is refused before it is known that a browser sent it. */
const PAGE_OR_PROBLEM = { ...PAGE, [PROBLEM_TYPE]: problemSchema };
const AGAIN = { href: 'login', text: 'Log in' };
/** Of the column. */
const LONGEST_SESSION = 255;

const HOME = { href: '../', text: 'Go to the start page' };

/** The way to the provider where people log in, and back from there. */
@ApiTag('Access')
@Controller('auth')
export class LoginController {
  readonly #logger = new Logger(LoginController.name);

  constructor(
    private readonly provider: OpenIdProvider,
    private readonly attempts: LoginAttempts,
    private readonly people: People,
    private readonly entry: BrowserEntry,
    private readonly cookies: LoginCookies,
    private readonly auth: AuthService,
    private readonly limits: Limits,
  ) {}

  @Get('login')
  @ApiRoute({
    id: 'beginLogin',
    scope: 'public',
    summary: 'Sends a browser to the provider of OpenID Connect.',
    responses: {
      302: { description: 'To the provider.' },
      404: { description: 'There is no provider (OIDC_ISSUER).', content: PAGE },
      502: { description: 'The provider does not answer.', content: PAGE },
      503: { description: 'Who is logged in cannot be checked just now.', content: PAGE },
    },
  })
  async begin(@Req() request: Request, @Res() response: Response): Promise<void> {
    if (!this.provider.isConfigured) return show(response, 404, NO_PROVIDER);
    try {
      const former = await this.auth.loginOf(request);
      const attempt = this.attempts.make(former);
      const url = await this.provider.authorizationUrl(attempt);
      this.cookies.attempt.set(response, await this.attempts.seal(attempt));
      response.setHeader('cache-control', 'no-store');
      response.redirect(302, url);
    } catch (error) {
      this.#fail(response, error);
    }
  }

  @Get('callback')
  @ApiRoute({
    id: 'endLogin',
    scope: 'public',
    summary:
      'Takes a browser that comes back from the provider: with the cookie of who is logged in, where they may be.',
    responses: {
      200: {
        description: 'Logged in.',
        content: { 'text/html': 'A page that leads to the start page.' },
      },
      400: {
        description: 'Of no log-in that this browser has begun, or of an old one.',
        content: PAGE_OR_PROBLEM,
      },
      403: {
        description: 'The provider knows them, and they may not use this server.',
        content: PAGE_OR_PROBLEM,
      },
      404: { description: 'There is no provider (OIDC_ISSUER).', content: PAGE },
      429: { description: 'Too many such attempts came from there.', content: PAGE_OR_PROBLEM },
      502: { description: 'The provider does not answer.', content: PAGE },
      503: { description: 'The database does not answer.', content: PAGE },
    },
  })
  async end(@Req() request: Request, @Res() response: Response): Promise<void> {
    if (!this.provider.isConfigured) return show(response, 404, NO_PROVIDER);
    const address = this.limits.addressOf(request);
    try {
      this.limits.failedKeys.assertMayTry(address);
      const attempt = await this.attempts.open(this.cookies.attempt.read(request));
      this.cookies.attempt.clear(response);
      if (attempt === undefined) return show(response, 400, TOO_OLD);
      const query = request.url.split('?')[1] ?? '';
      const { claims, from } = await this.provider.claimsOf(query, attempt);
      const user = await this.people.admit(claims, from);
      if (user === undefined) return show(response, 403, NOT_ADMITTED);
      const providerSession = sessionIn(claims);
      const { former } = attempt;
      await this.entry.enter(request, response, { user, method: 'oidc', former, providerSession });
      show(response, 200, LOGGED_IN);
    } catch (error) {
      if (error instanceof LoginRefusedError) this.limits.failedKeys.count(address, 'log-in');
      this.#fail(response, error);
    }
  }

  #fail(response: Response, error: unknown): void {
    if (error instanceof LoginRefusedError) {
      this.#logger.warn({ reason: reasonOf(error) }, 'A log-in was refused');
      return show(response, 400, TOO_OLD);
    }
    if (error instanceof ProviderDownError) {
      this.#logger.error({ reason: reasonOf(error) }, 'The provider of log-in does not answer');
      return show(response, 502, PROVIDER_DOWN);
    }
    if (error instanceof CapacityError && !(error instanceof UncheckedKeyError)) {
      response.setHeader('Retry-After', Math.max(1, Math.ceil(error.retryAfterMs / 1000)));
      return show(response, 429, TOO_OFTEN);
    }
    this.#logger.error({ code: errorCode(error) }, 'Somebody cannot log in');
    show(response, 503, DATABASE_DOWN);
  }
}

/** Which session at the provider it is, as far as it says so. */
function sessionIn({ sid }: Claims): string | undefined {
  return typeof sid === 'string' && sid.length <= LONGEST_SESSION ? sid : undefined;
}

/** What kind of failure it was; nothing that somebody has sent. */
function reasonOf({ cause, message }: Error): string {
  const { code, error } = (cause ?? {}) as { readonly code?: unknown; readonly error?: unknown };
  return [code, error].find((value) => typeof value === 'string') ?? message;
}

function show(response: Response, status: number, page: PageText): void {
  response.setHeader('cache-control', 'no-store');
  response.status(status).type('html').send(loginPage(page));
}

const LOGGED_IN: PageText = {
  title: 'You are logged in',
  text: 'The start page opens by itself.',
  link: HOME,
  isPassing: true,
};
const TOO_OLD: PageText = {
  title: 'This log-in is over',
  text: 'It took too long, was used already, or was begun in another browser. Nobody was logged in.',
  link: AGAIN,
};
const NOT_ADMITTED: PageText = {
  title: 'You may not use this server',
  text: 'The provider knows you, but this server does not let you in. Ask who runs it, or log in as somebody else.',
  link: HOME,
};
const NO_PROVIDER: PageText = {
  title: 'There is no log-in here',
  text: 'Who runs this server can set up a provider (OIDC_ISSUER), or give you a link that logs you in (npm run admin:link).',
  link: HOME,
};
const PROVIDER_DOWN: PageText = {
  title: 'The log-in provider does not answer',
  text: 'You cannot log in just now. Who is logged in already goes on. Try again in a moment.',
  link: AGAIN,
};
const TOO_OFTEN: PageText = {
  title: 'Too many attempts',
  text: 'Too many log-ins from your address have failed. Try again in a minute.',
  link: AGAIN,
};
const DATABASE_DOWN: PageText = {
  title: 'You cannot log in just now',
  text: 'Who you are cannot be looked up. Try again in a moment.',
  link: AGAIN,
};
