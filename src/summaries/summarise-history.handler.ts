import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MessageEntity, SessionSummaryEntity } from '@vox/database';
import { JobHandler, JobHandlers, type JobPayload } from '@vox/jobs';
import { repairText } from '@vox/protocol';
import { askedInBackground, type ChatMessage, LanguageModel, saidLine } from '@vox/voice-core';
import { MoreThan, Not, Repository } from 'typeorm';

import { SessionAccounts } from '../background';
import { AppConfig } from '../config';
import { ConversationService, HistorySummaries } from '../conversation';

/** Of one message: nobody needs all of a long one to know what it was about. */
const MAX_MESSAGE_LENGTH = 2000;

/** Of one job; what is left over is the next one's. */
const MAX_MESSAGES = 200;

/** Half of what a model is given, in however few messages. */
const KEPT_CHARACTERS = 30_000;

/** About 1,000 tokens: it is read with each question. */
const MAX_LENGTH = 4000;
const MAX_TOKENS = 1500;
const ANSWER_WITHIN_MS = 60_000;

const INSTRUCTION =
  'You keep the notes of a conversation between a user and an assistant. Rewrite the notes so that they hold what is needed to go on with it: who the user is, what they want, what was agreed, names, numbers and dates exactly, what is open. At most 300 words, in the language of the conversation, without comments.';

type Said = Pick<MessageEntity, 'id' | 'turnId' | 'role' | 'content'>;

/**
 * Goes on with a session's summary: what was said since, but the newest messages, which its model is given as they were said.
 *
 * What was deleted while the model was asked is in no summary: then nothing is written, and the next job begins anew.
 */
@Injectable()
export class SummariseHistoryHandler
  extends JobHandler<'conversation.summarise-history'>
  implements OnModuleInit
{
  readonly jobName = 'conversation.summarise-history';
  readonly #logger = new Logger('SessionSummaries');

  constructor(
    @InjectRepository(SessionSummaryEntity)
    private readonly summaries: Repository<SessionSummaryEntity>,
    @InjectRepository(MessageEntity) private readonly messages: Repository<MessageEntity>,
    private readonly conversations: ConversationService,
    private readonly known: HistorySummaries,
    private readonly llm: LanguageModel,
    private readonly handlers: JobHandlers,
    private readonly config: AppConfig,
    private readonly accounts: SessionAccounts,
  ) {
    super();
  }

  onModuleInit(): void {
    this.handlers.register(this);
  }

  override async handle({
    sessionId,
  }: JobPayload<'conversation.summarise-history'>): Promise<void> {
    const before = await this.summaries.findOneBy({ sessionId });
    const said = await this.#saidSince(sessionId, before);
    const last = said.at(-1);
    if (last === undefined) return;
    const agent = await this.conversations.getAgentConfig(sessionId);
    const whom = askedInBackground(agent, this.llm);
    if (whom === undefined) return;
    const answer = await this.accounts.answer({ sessionId }, agent, {
      llm: this.llm,
      whom,
      purpose: 'summary',
      messages: questionOf(before, said),
      maxTokens: MAX_TOKENS,
      withinMs: ANSWER_WITHIN_MS,
    });
    const content = repairText((answer ?? '').trim().slice(0, MAX_LENGTH));
    if (content === '') return;
    const isKept = await this.#write(sessionId, before, said, content);
    if (!isKept) return;
    this.known.set(sessionId, { content, lastTurnId: last.turnId });
    this.#logger.debug({ sessionId, messages: said.length }, 'A session was summarised');
  }

  /** What the summary does not cover yet, oldest first, but the newest half of what a model is given; whole turns. */
  async #saidSince(sessionId: string, before: SessionSummaryEntity | null): Promise<Said[]> {
    const mostKept = Math.ceil(this.config.conversation.MAX_CONTEXT_MESSAGES / 2);
    const lastTurnId = before?.lastTurnId;
    const covered =
      lastTurnId === undefined
        ? null
        : await this.messages.maximum('sequence', { sessionId, turnId: lastTurnId });
    const open = await this.messages.find({
      select: { id: true, turnId: true, role: true, content: true },
      where: { sessionId, content: Not(''), sequence: MoreThan(covered ?? 0) },
      order: { sequence: 'ASC' },
      take: MAX_MESSAGES + mostKept,
    });
    const count = Math.min(open.length - keptOf(open, mostKept), MAX_MESSAGES);
    const firstKept = open[count];
    return open.slice(0, count).filter(({ turnId }) => turnId !== firstKept?.turnId);
  }

  /**
   * One statement, which only SQL can say: it writes where all that was summarised is still there, and nobody else has written
   * meanwhile. Who deletes some of it then waits, and takes the summary with it (a trigger). @returns whether it did.
   */
  async #write(
    sessionId: string,
    before: SessionSummaryEntity | null,
    said: readonly Said[],
    content: string,
  ): Promise<boolean> {
    const ids = said.map(({ id }) => id);
    const written: unknown[] = await this.summaries.query(
      `insert into session_summaries (session_id, content, last_turn_id)
       select $1, $2, $3
       where (select count(*) from (
           select 1 from messages where id = any($4::bigint[]) for key share) said) = $5
         and ($6::uuid is null or exists (select 1 from session_summaries
           where session_id = $1 and last_turn_id = $6))
       on conflict (session_id) do update set content = excluded.content,
         last_turn_id = excluded.last_turn_id, updated_at = now()
       where session_summaries.last_turn_id = $6
       returning session_id`,
      [sessionId, content, said.at(-1)?.turnId, ids, ids.length, before?.lastTurnId ?? null],
    );
    return written.length > 0;
  }
}

/** How many of `said`, from the newest on, a model is given as they were said. */
function keptOf(said: readonly Said[], most: number): number {
  let [kept, characters] = [0, 0];
  for (const { content } of said.slice(-most).reverse()) {
    characters += content.length;
    if (kept > 0 && characters > KEPT_CHARACTERS) break;
    kept += 1;
  }
  return kept;
}

function questionOf(before: SessionSummaryEntity | null, said: readonly Said[]): ChatMessage[] {
  const notes = before === null ? [] : [`Notes so far:\n${before.content}`];
  const lines = said.map((message) => saidLine(message, MAX_MESSAGE_LENGTH));
  return [
    { role: 'system', content: INSTRUCTION },
    { role: 'user', content: [...notes, `Said since:\n${lines.join('\n')}`].join('\n\n') },
  ];
}
