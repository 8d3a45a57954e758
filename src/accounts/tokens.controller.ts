import { Body, Controller, Post } from '@nestjs/common';

import { ApiRoute, ApiTag, badField } from '../http';
import { Caller, type Identity, SessionTokens } from '../identity';
import {
  type CreateToken,
  createTokenSchema,
  type TokenJson,
  tokenSchema,
  toTokenJson,
} from './token.schema';

/** Session tokens: asked for by a server that has a key, for a browser or a device that has none. */
@ApiTag('Access')
@Controller('api/tokens')
export class TokensController {
  constructor(private readonly tokens: SessionTokens) {}

  @Post()
  @ApiRoute({
    id: 'createToken',
    scope: 'talk',
    keysOnly: true,
    audited: true,
    summary: 'Lets a browser or a device talk for a while, so that it needs no key.',
    description:
      'Sessions are those of the key’s owner and of `user_id`. It is good until it expires, or its key is revoked.',
    body: createTokenSchema,
    example: { user_id: 'ann', expires_in_s: 600, max_sessions: 1 },
    responses: { 201: tokenSchema },
  })
  async create(@Caller() caller: Identity, @Body() request: CreateToken): Promise<TokenJson> {
    const { scopes, max_sessions: maxSessions } = request;
    if (!scopes.every((scope) => caller.scopes.has(scope))) {
      throw badField('scopes', 'has more than the key');
    }
    return toTokenJson(
      await this.tokens.make(caller, {
        scopes,
        validityMs: request.expires_in_s * 1000,
        userId: request.user_id,
        ...(request.user_name === undefined ? {} : { userName: request.user_name }),
        ...(request.agent_id === undefined ? {} : { agentId: request.agent_id }),
        ...(request.session_ids === undefined ? {} : { sessionIds: request.session_ids }),
        ...(maxSessions === null ? {} : { maxSessions }),
      }),
    );
  }
}
