import { Injectable, UnauthorizedException } from '@nestjs/common';
import { givenId, text } from '@vox/protocol';
import { z } from 'zod';

import { joinBody, VoiceChannelsService } from '../../discord';
import { Identities, type Identity, SessionAccess } from '../../identity';
import { saySchema } from '../../sessions';
import { VoiceService } from '../../voice';
import { mcpTool, type McpTool } from '../mcp-tool';
import { Questions } from '../questions';

const sessionId = givenId().describe(
  'One in which somebody talks now: `list_sessions` with active=true.',
);

/** A client that waits no longer than that by itself is told nothing (the default of the protocol's SDKs is 60 s). */
const ANSWER_WITHIN_SECONDS = 45;
const MAX_SECONDS = 600;

/** What is said to people who talk just now. */
@Injectable()
export class VoiceTools {
  constructor(
    private readonly voice: VoiceService,
    private readonly questions: Questions,
    private readonly access: SessionAccess,
    private readonly identities: Identities,
    private readonly channels: VoiceChannelsService,
  ) {}

  get all(): readonly McpTool[] {
    return [this.#say(), this.#ask(), this.#join()];
  }

  #say(): McpTool {
    return mcpTool({
      name: 'say',
      description:
        'Has the agent say a text, word for word, to who talks in a session. `turn_id` is the turn that keeps what was heard of it.',
      scope: 'talk',
      isReadOnly: false,
      twin: 'sayInSession',
      input: saySchema.extend({ session_id: sessionId }),
      run: async ({ session_id: id, text: said, interrupt }, { caller }) => {
        await this.access.require(caller, id, 'continue');
        return { turn_id: await this.voice.announce(id, said, interrupt) };
      },
    });
  }

  #ask(): McpTool {
    return mcpTool({
      name: 'ask',
      description:
        'Asks a person who talks in a session by voice, and waits for the answer: what they said, in their words. `outcome` is `answered`, `timed-out` or `session-ended`.',
      scope: 'talk',
      isReadOnly: false,
      twin: 'sayInSession',
      input: z.strictObject({
        session_id: sessionId,
        question: text().trim().min(1).max(2000).describe('Spoken as it is.'),
        timeout_seconds: z
          .number()
          .int()
          .min(5)
          .max(MAX_SECONDS)
          .default(ANSWER_WITHIN_SECONDS)
          .describe('From when the question is put; the client must wait longer.'),
      }),
      run: async ({ session_id: id, question, timeout_seconds: seconds }, { caller, signal }) => {
        await this.access.require(caller, id, 'continue');
        const answer = await this.questions.ask(id, question, seconds * 1000, signal);
        if (answer.outcome === 'answered') await this.#requireStill(caller, id);
        const speakers = answer.speakers?.map(({ id: who, name }) => ({ id: who, name }));
        return {
          outcome: answer.outcome,
          answer: answer.text ?? null,
          ...(speakers === undefined ? {} : { speakers }),
        };
      },
    });
  }

  /** Whoever asked may have lost their key, or been taken out of the group, while they waited: then the words are not for them. */
  async #requireStill(caller: Identity, id: string): Promise<void> {
    const now = await this.identities.now(caller);
    if (now === undefined) throw new UnauthorizedException('What you came with is no longer good');
    await this.access.require(now, id, 'continue');
  }

  #join(): McpTool {
    return mcpTool({
      name: 'join_voice',
      description: 'Has a bot join a Discord voice channel; answers when it can be heard there.',
      scope: 'admin',
      isReadOnly: false,
      twin: 'joinChannel',
      input: joinBody,
      run: async (request) => {
        const joined = await this.channels.join(request);
        const { guildId, channelId, channelName, agentId, agentName, sessions } = joined;
        return {
          guild_id: guildId,
          channel_id: channelId,
          channel_name: channelName,
          agent_id: agentId,
          agent_name: agentName,
          sessions: sessions.map(({ sessionId: id, userId }) => ({ id, user_id: userId })),
        };
      },
    });
  }
}
