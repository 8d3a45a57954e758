import { Injectable } from '@nestjs/common';
import { givenId } from '@vox/protocol';

import { SessionAccess } from '../../identity';
import {
  listMessagesSchema,
  listSessionsSchema,
  SessionList,
  SessionMessages,
  toMessageJson,
  toSessionJson,
} from '../../sessions';
import { mcpTool, type McpTool } from '../mcp-tool';

const sessionId = givenId().describe('As `list_sessions` has it.');

/** What was and is said. */
@Injectable()
export class SessionTools {
  constructor(
    private readonly sessions: SessionList,
    private readonly messages: SessionMessages,
    private readonly access: SessionAccess,
  ) {}

  get all(): readonly McpTool[] {
    return [this.#list(), this.#transcript()];
  }

  #list(): McpTool {
    return mcpTool({
      name: 'list_sessions',
      description:
        'Lists conversations, the last active first; with active=true those in which somebody talks now. The cursor of the last one, as `before`, leads to the next page.',
      scope: 'read',
      isReadOnly: true,
      twin: 'listSessions',
      input: listSessionsSchema,
      run: async (query, { caller }) => ({
        sessions: (await this.sessions.page(caller, query)).map(toSessionJson),
      }),
    });
  }

  #transcript(): McpTool {
    return mcpTool({
      name: 'get_transcript',
      description:
        'The newest messages of a conversation, oldest first: who said what, and of answers what was heard.',
      scope: 'read',
      isReadOnly: true,
      twin: 'listMessages',
      input: listMessagesSchema.extend({ session_id: sessionId }),
      run: async ({ session_id: id, ...page }, { caller }) => {
        await this.access.require(caller, id, 'know');
        return { messages: (await this.messages.page(id, page)).map(toMessageJson) };
      },
    });
  }
}
