import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MessageEntity, SessionEntity, TurnEntity } from '@vox/database';
import type { JobPayload } from '@vox/jobs';
import { toWireLatency } from '@vox/protocol';
import { Repository } from 'typeorm';

type Delivery = JobPayload<'webhook.deliver'>;

/**
 * What a webhook is told, read when it is sent and not before: what was deleted in the meantime does not leave the
 * server.
 */
@Injectable()
export class WebhookBody {
  constructor(
    @InjectRepository(SessionEntity) private readonly sessions: Repository<SessionEntity>,
    @InjectRepository(TurnEntity) private readonly turns: Repository<TurnEntity>,
    @InjectRepository(MessageEntity) private readonly messages: Repository<MessageEntity>,
  ) {}

  /** JSON as Standard Webhooks wants it (`type`, `timestamp`, `data`); undefined when it is not there (any more). */
  async of({ event, sessionId, turnId, atMs }: Delivery): Promise<string | undefined> {
    const session = await this.sessions.findOneBy({ id: sessionId });
    if (session === null) return undefined;
    const turn = turnId === undefined ? {} : await this.#turn(sessionId, turnId);
    if (turn === undefined) return undefined;
    const data = {
      session_id: session.id,
      user_id: session.userId,
      user_name: session.userName,
      agent_id: session.agentId,
      channel: session.channel,
      ...turn,
    };
    return JSON.stringify({ type: event, timestamp: new Date(atMs).toISOString(), data });
  }

  async #turn(sessionId: string, turnId: string): Promise<object | undefined> {
    const [turn, said] = await Promise.all([
      this.turns.findOneBy({ id: turnId, sessionId }),
      this.messages.findBy({ turnId, sessionId }),
    ]);
    if (turn === null) return undefined;
    const of = (role: MessageEntity['role']) => said.find((message) => message.role === role);
    return {
      turn_id: turn.id,
      outcome: turn.state,
      user_text: of('user')?.content ?? null,
      assistant_text: of('assistant')?.content ?? null,
      apology: of('assistant')?.apology ?? null,
      started_at: turn.startedAt.toISOString(),
      ended_at: turn.endedAt.toISOString(),
      latency: toWireLatency(turn),
    };
  }
}
