import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MessageEntity } from '@vox/database';
import { JobHandler, JobHandlers, type JobPayload } from '@vox/jobs';
import { repairText } from '@vox/protocol';
import {
  askedInBackground,
  type ChatMessage,
  Conversations,
  LanguageModel,
  saidLine,
} from '@vox/voice-core';
import { Not, Repository } from 'typeorm';

import { SessionAccounts } from '../background';
import { Memories } from './memories';
import { factsIn } from './proposed-facts';
import { Rememberer } from './rememberer';

/** The newest of a conversation. */
const MAX_MESSAGES = 100;
const MAX_MESSAGE_LENGTH = 1000;
const MAX_KNOWN = 50;
const MAX_TOKENS = 1500;
const ANSWER_WITHIN_MS = 60_000;

const INSTRUCTION =
  'You read a conversation between a user and an assistant, line by line, and list lasting facts about the user that will help in later conversations: who they are, what they like, need, have or plan. Nothing that is true today only, nothing about others, nothing secret (passwords, payment, health unless they asked to keep it in mind), nothing that is known already. Each fact is one sentence in the third person, in the language of the conversation. Answer with a JSON list and nothing else: [{"fact": "…", "line": number of the line that says it}]; [] when there is none.';

/**
 * Keeps what is worth it of a conversation that is over: for who has allowed it, with an agent that has the tool `remember`.
 *
 * Twice is once: a fact is kept once, and what is known already is not proposed.
 */
@Injectable()
export class ProposeMemoriesHandler
  extends JobHandler<'conversation.propose-memories'>
  implements OnModuleInit
{
  readonly jobName = 'conversation.propose-memories';
  readonly #logger = new Logger('Memory');

  constructor(
    @InjectRepository(MessageEntity) private readonly messages: Repository<MessageEntity>,
    private readonly conversations: Conversations,
    private readonly rememberer: Rememberer,
    private readonly memories: Memories,
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
  }: JobPayload<'conversation.propose-memories'>): Promise<void> {
    const agent = await this.conversations.getAgentConfig(sessionId);
    const whom = askedInBackground(agent, this.llm);
    if (whom === undefined || agent.tools?.includes('remember') !== true) return;
    const person = await this.rememberer.of(sessionId);
    if (person === undefined) return;
    const said = await this.#said(sessionId);
    if (said.length === 0) return;
    const known = await this.memories.fitting(person, '', MAX_KNOWN);
    const asked = { sessionId, name: this.jobName, postponed } as const;
    const answer = await this.accounts.answer(asked, agent, {
      llm: this.llm,
      whom,
      purpose: 'memory',
      messages: questionOf(said, known),
      maxTokens: MAX_TOKENS,
      withinMs: ANSWER_WITHIN_MS,
    });
    if (answer === undefined) return;
    // It may have been taken back while the model was asked.
    if ((await this.rememberer.of(sessionId)) === undefined) return;
    const facts = factsIn(answer);
    for (const { fact, line } of facts) {
      const turnId = said[line - 1]?.turnId;
      if (turnId === undefined) continue;
      const kept = { fact: repairText(fact), sessionId, turnId, redactStored: agent.redactStored };
      await this.memories.add(person, { ...kept, origin: 'summary' });
    }
    this.#logger.debug({ sessionId, facts: facts.length }, 'A conversation was remembered');
  }

  /** What one person and the agent said; where several share it, nothing. */
  async #said(sessionId: string): Promise<Pick<MessageEntity, 'turnId' | 'role' | 'content'>[]> {
    const newestFirst = await this.messages.find({
      select: { turnId: true, role: true, content: true, speakerIds: true },
      where: { sessionId, content: Not('') },
      order: { sequence: 'DESC' },
      take: MAX_MESSAGES,
    });
    const isShared = newestFirst.some(({ speakerIds }) => speakerIds !== null);
    const isAnswered = newestFirst.some(({ role }) => role === 'user');
    return isShared || !isAnswered ? [] : newestFirst.reverse();
  }
}

function questionOf(
  said: readonly Pick<MessageEntity, 'role' | 'content'>[],
  known: readonly string[],
): ChatMessage[] {
  const lines = said.map(
    (message, index) => `${index + 1}. ${saidLine(message, MAX_MESSAGE_LENGTH)}`,
  );
  const before = known.length === 0 ? [] : [`Known already:\n${known.join('\n')}`];
  return [
    { role: 'system', content: INSTRUCTION },
    { role: 'user', content: [...before, lines.join('\n')].join('\n\n') },
  ];
}
