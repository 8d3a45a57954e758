import { Logger } from '@nestjs/common';
import { errorCode } from '@vox/database';
import { recordTurnSchema } from '@vox/jobs';

import { type AsideReason, BrokenEntryError, type TurnJournal } from './turn-journal';
import type { TurnPayload } from './turn-payload';
import { identityOf, WaitingTurn } from './waiting-turn';

/** Turns kept in memory while the disk refuses them; past this the oldest is given up. */
const MAX_UNJOURNALED = 1000;

/** Times that an entry alone may fail before it is set aside: once can be the disk, or the moment. */
const MAX_STRIKES = 3;

/** No fault of the entry: this process or machine is short of something, and of every entry's alike. */
const EVERYBODYS_TROUBLE = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN', 'ENOSPC', 'ESTALE']);

/** The turns that the database does not have yet: those in the journal, and those that the disk refused. */
export class WaitingTurns {
  readonly #logger = new Logger('TurnJournal');
  /** By their name in the journal, or their id where they are in memory. */
  readonly #turns = new Map<string, WaitingTurn>();
  /** Entries of stored turns that the disk does not let go of. */
  readonly #irremovable = new Set<string>();
  #given = 0;

  constructor(private readonly journal: TurnJournal) {}

  /** In memory only, and gone with the process. */
  get unjournaled(): number {
    return this.#unjournaled().length;
  }

  /** Given up because neither disk nor memory had room. */
  get lost(): number {
    return this.#given;
  }

  /** Not with the queue, the oldest turn first. */
  get pending(): WaitingTurn[] {
    const waiting = [...this.#turns].filter(([, { offeredAtMs }]) => offeredAtMs === undefined);
    return waiting.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, turn]) => turn);
  }

  /** With the queue, and not known to be in the database. */
  get offered(): WaitingTurn[] {
    return [...this.#turns.values()].filter(({ offeredAtMs }) => offeredAtMs !== undefined);
  }

  /** Takes in what is new in the journal. Rejects when its folder cannot be read. */
  async collect(): Promise<void> {
    for (const name of this.#irremovable) await this.#remove(name);
    const listed = await this.journal.list();
    const names = new Set(listed.filter((name) => !this.#irremovable.has(name)));
    for (const name of names) {
      if (!this.#turns.has(name)) this.#turns.set(name, new WaitingTurn(name));
    }
    // Taken by another process on the same folder, or by hand.
    for (const [key, { name }] of this.#turns) {
      if (name !== undefined && !names.has(name)) this.#turns.delete(key);
    }
  }

  /** A turn that the disk refused. */
  addUnjournaled(payload: TurnPayload): void {
    const [oldest, ...others] = this.#unjournaled();
    if (oldest !== undefined && others.length + 1 >= MAX_UNJOURNALED) {
      this.#turns.delete(keyOf(oldest));
      this.#given += 1;
      const { turnId } = oldest.unjournaled;
      this.#logger.error({ turnId }, 'A turn is lost: no disk, no queue, no memory');
    }
    const turn = new WaitingTurn(undefined, payload);
    this.#turns.set(payload.turnId, turn);
  }

  /** Puts what is in memory on the disk, as far as that takes it now. */
  async journalAgain(): Promise<void> {
    for (const turn of this.#unjournaled()) {
      const { startedAtMs, turnId } = turn.unjournaled;
      try {
        await this.journal.write(startedAtMs, turnId, turn.unjournaled);
      } catch {
        // Told when it was refused first; asked again with the next pass.
        return;
      }
      this.#turns.delete(keyOf(turn));
    }
  }

  /** Its words; undefined when there are none to be had now, or any more. */
  async read(turn: WaitingTurn): Promise<TurnPayload | undefined> {
    const { name, unjournaled } = turn;
    if (name === undefined) return unjournaled;
    try {
      const entry = await this.journal.read(name);
      if (entry === undefined) {
        this.#turns.delete(name);
        return undefined;
      }
      const parsed = recordTurnSchema.safeParse(entry);
      if (!parsed.success) {
        const fields = parsed.error.issues.map((issue) => issue.path.join('.'));
        throw new BrokenEntryError(`does not fit: ${fields.join(', ')}`);
      }
      turn.identity = identityOf(parsed.data);
      return parsed.data;
    } catch (error) {
      if (error instanceof BrokenEntryError) await this.giveUp(turn, 'unreadable', error.message);
      else if (EVERYBODYS_TROUBLE.has(errorCode(error) ?? '')) throw error;
      else await this.strike(turn, 'unreadable', errorCode(error) ?? 'unknown');
      return undefined;
    }
  }

  /** It failed though the others did not; a few times of that and it is set aside. */
  async strike(turn: WaitingTurn, kind: AsideReason, reason: string): Promise<void> {
    turn.strikes += 1;
    if (turn.strikes >= MAX_STRIKES) await this.giveUp(turn, kind, reason);
  }

  /** Out of the way of the others, and kept. @param reason Without a word of it. */
  async giveUp(turn: WaitingTurn, kind: AsideReason, reason: string): Promise<void> {
    this.#turns.delete(keyOf(turn));
    const { name, unjournaled } = turn;
    const about = { name, turnId: turn.identity?.turnId, reason };
    if (unjournaled !== undefined) {
      this.#given += 1;
      this.#logger.error(about, 'A turn is lost: it was in memory only, and the queue refused it');
      return;
    }
    this.#logger.error(about, 'A journal entry is set aside');
    if (name !== undefined) await this.journal.setAside(name, kind);
  }

  /** The database has it, or is to have it no more. Never rejects. */
  async done(turn: WaitingTurn): Promise<void> {
    this.#turns.delete(keyOf(turn));
    if (turn.name !== undefined) await this.#remove(turn.name);
  }

  async #remove(name: string): Promise<void> {
    try {
      await this.journal.remove(name);
      this.#irremovable.delete(name);
    } catch (error) {
      if (this.#irremovable.has(name)) return;
      this.#irremovable.add(name);
      const code = errorCode(error);
      this.#logger.warn(
        { name, code },
        'A turn is stored, and its journal entry cannot be removed',
      );
    }
  }

  #unjournaled(): (WaitingTurn & { readonly unjournaled: TurnPayload })[] {
    return [...this.#turns.values()].filter(
      (turn): turn is WaitingTurn & { readonly unjournaled: TurnPayload } =>
        turn.unjournaled !== undefined,
    );
  }
}

function keyOf({ name, unjournaled }: WaitingTurn): string {
  return name ?? unjournaled?.turnId ?? '';
}
