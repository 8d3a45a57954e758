import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MessageEntity, SessionEntity } from '@vox/database';
import { JobHandler, JobHandlers, type JobPayload } from '@vox/jobs';
import { repairText } from '@vox/protocol';
import {
  askedInBackground,
  type ChatMessage,
  Conversations,
  LanguageModel,
  saidLine,
} from '@vox/voice-core';
import { IsNull, Repository } from 'typeorm';

import { SessionAccounts } from '../background';
import { titleIn } from './title-text';

/** The first two turns say what it is about. */
const MAX_MESSAGES = 4;
const MAX_MESSAGE_LENGTH = 500;

/** A title is a few words; some models think before them. */
const MAX_TOKENS = 500;
const ANSWER_WITHIN_MS = 30_000;

const INSTRUCTION =
  'You give conversations titles. Answer with a title of at most eight words for the conversation that follows, in its own language, and with nothing else: no quotes, no full stop.';

/**
 * Gives a session a title by its first words, unless it has one.
 *
 * The agent's own models are asked, those that act (workflows) and the demo responder left out. A title that somebody
 * sets meanwhile stays.
 */
@Injectable()
export class SummariseTitleHandler
  extends JobHandler<'conversation.summarise-title'>
  implements OnModuleInit
{
  readonly jobName = 'conversation.summarise-title';
  readonly #logger = new Logger('SessionTitles');

  constructor(
    @InjectRepository(SessionEntity) private readonly sessions: Repository<SessionEntity>,
    @InjectRepository(MessageEntity) private readonly messages: Repository<MessageEntity>,
    private readonly conversations: Conversations,
    private readonly llm: LanguageModel,
    private readonly handlers: JobHandlers,
    private readonly accounts: SessionAccounts,
  ) {
    super();
  }

  onModuleInit(): void {
    this.handlers.register(this);
  }

  override async handle({
    sessionId,
    postponed,
  }: JobPayload<'conversation.summarise-title'>): Promise<void> {
    if (!(await this.sessions.existsBy({ id: sessionId, title: IsNull() }))) return;
    const said = await this.messages.find({
      select: { id: true, role: true, content: true },
      where: { sessionId },
      order: { sequence: 'ASC' },
      take: MAX_MESSAGES,
    });
    // An agent's greeting is no conversation.
    if (!said.some(({ role }) => role === 'user')) return;
    const agent = await this.conversations.getAgentConfig(sessionId);
    const whom = askedInBackground(agent, this.llm);
    if (whom === undefined) return;
    const asked = { sessionId, name: this.jobName, postponed } as const;
    const answer = await this.accounts.answer(asked, agent, {
      llm: this.llm,
      whom,
      purpose: 'title',
      messages: questionOf(said),
      maxTokens: MAX_TOKENS,
      withinMs: ANSWER_WITHIN_MS,
    });
    const title = titleIn(answer ?? '');
    if (title === undefined) return;
    const ids = said.map(({ id }) => id);
    const isTitled = await this.#write(sessionId, ids, repairText(title));
    if (isTitled) this.#logger.debug({ sessionId }, 'A session was given a title');
  }

  /**
   * Unless somebody was faster. One statement, which only SQL can say: it writes where all that the title is made of is still
   * there. What is erased while a model thinks is in no title. @returns whether it did.
   */
  async #write(sessionId: string, ids: readonly string[], title: string): Promise<boolean> {
    const written: { readonly id: string }[] = await this.sessions.query(
      `with said as (select id from messages where id = any($2::bigint[]) for key share),
         written as (update sessions set title = $3
           where id = $1 and title is null and (select count(*) from said) = $4
           returning id)
       select id from written`,
      [sessionId, ids, title, ids.length],
    );
    return written.length > 0;
  }
}

function questionOf(said: readonly Pick<MessageEntity, 'role' | 'content'>[]): ChatMessage[] {
  const lines = said.map((message) => saidLine(message, MAX_MESSAGE_LENGTH));
  return [
    { role: 'system', content: INSTRUCTION },
    { role: 'user', content: lines.join('\n') },
  ];
}
