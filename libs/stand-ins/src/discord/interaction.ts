import type { Changes } from './changes';
import { type Json, jsonOf, numberOf, textOf } from './json';
import { snowflake } from './snowflake';

/** What a bot answered to a command. */
export type InteractionReply = {
  /** `deferred`: "thinking"; `reply`: the first answer; `edit`: of an answer; `followup`: one more. */
  readonly kind: 'deferred' | 'reply' | 'edit' | 'followup' | 'choices';
  readonly content: string;
  /** Only the person who asked sees it. */
  readonly isEphemeral: boolean;
  /** The message as the bot sent it. */
  readonly body: Json;
  /** `performance.now()`. */
  readonly atMs: number;
};

const EPHEMERAL = 1 << 6;

const CALLBACKS: Readonly<Record<number, InteractionReply['kind']>> = {
  4: 'reply',
  5: 'deferred',
  6: 'deferred',
  7: 'edit',
  8: 'choices',
};

/** Discord forgets an interaction that is not answered in time. */
const ANSWER_MS = 3000;

/** One use of a command, and what came of it. */
export class StandInInteraction {
  readonly id = snowflake();
  readonly token: string = `token-${this.id}`;
  readonly messageId = snowflake();
  readonly replies: InteractionReply[] = [];
  readonly #startedAtMs = performance.now();
  readonly #changes: Changes;

  constructor(
    changes: Changes,
    readonly channelId: string,
  ) {
    this.#changes = changes;
  }

  /** True once the bot has answered at all. */
  get isAnswered(): boolean {
    return this.replies.length > 0;
  }

  /** True when Discord no longer knows it. */
  get isForgotten(): boolean {
    return !this.isAnswered && performance.now() - this.#startedAtMs > ANSWER_MS;
  }

  /** The first words of the bot that `matches`, now or later. */
  reply(
    matches: (reply: InteractionReply) => boolean = () => true,
    timeoutMs?: number,
  ): Promise<InteractionReply> {
    const find = () => this.replies.find((reply) => reply.kind !== 'deferred' && matches(reply));
    return this.#changes.until('a reply to a command', find, timeoutMs);
  }

  answer(callback: Json): void {
    const kind = CALLBACKS[numberOf(callback, 'type')] ?? 'reply';
    this.add(kind, jsonOf(callback, 'data') ?? {});
  }

  add(kind: InteractionReply['kind'], body: Json): void {
    const isEdit = kind === 'edit';
    const isEphemeral = isEdit
      ? (this.replies[0]?.isEphemeral ?? false)
      : (numberOf(body, 'flags') & EPHEMERAL) !== 0;
    const content = textOf(body, 'content');
    this.replies.push({ kind, content, isEphemeral, body, atMs: performance.now() });
    this.#changes.notify();
  }
}
