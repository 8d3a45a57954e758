import { type StandInGuild, type StandInMember } from '@vox/stand-ins';
import { wordErrors } from '@vox/testing';

import { type DiscordServer, spoken } from '../../support/discord/discord-server';
import { type Recording, recordings } from '../../support/recordings';

/** Shorter ones are words, not sentences. */
const SENTENCE_MS = 1500;

/** Long ones would be most of the time. */
const LONGEST_MS = 5000;

const HEARD_WITHIN_MS = 40_000;

export const sentences: readonly Recording[] = recordings.filter(
  ({ durationMs }) => durationMs >= SENTENCE_MS && durationMs <= LONGEST_MS,
);

/** One sentence that somebody said, and what was stored of it. */
export type Utterance = {
  readonly recording: Recording;
  readonly speaker: StandInMember;
  /** Empty when nothing was stored under their name. */
  readonly heard: string;
};

/** People in a voice channel with the bot, and what was stored under each one's name so far. */
export class Choir {
  readonly #known = new Map<string, number>();

  constructor(
    private readonly bench: DiscordServer,
    readonly guild: StandInGuild,
    readonly people: readonly StandInMember[],
  ) {}

  /** What was said by `speaker` since the last call, when it was answered; what there is when that takes too long. */
  async heard(speaker: StandInMember): Promise<string> {
    const known = this.#known.get(speaker.id) ?? 0;
    let all: readonly { readonly role: string; readonly content: string }[] = [];
    const isAnswered = (messages: typeof all) => {
      all = messages;
      return messages.slice(known).some(({ role }) => role === 'assistant');
    };
    await this.bench
      .messages(`discord:${speaker.id}`, isAnswered, HEARD_WITHIN_MS)
      .catch(() => undefined);
    this.#known.set(speaker.id, all.length);
    const said = all.slice(known).filter(({ role }) => role === 'user');
    return said.map(({ content }) => content).join(' ');
  }
}

export function samplesOf({ file }: Recording): Int16Array {
  return spoken(file);
}

/** Errors and words over all of them. */
export function errorsOf(utterances: readonly Utterance[]): { errors: number; words: number } {
  return utterances
    .map(({ recording, heard }) => wordErrors(recording.text, heard))
    .reduce(
      (sum, { errors, words }) => ({ errors: sum.errors + errors, words: sum.words + words }),
      { errors: 0, words: 0 },
    );
}

/** Whether what was stored under somebody's name is nearer to their own sentence than to any other that was said then. */
export function isTheirs(utterance: Utterance, others: readonly Utterance[]): boolean {
  const distance = ({ recording }: Utterance) => {
    const { errors, words } = wordErrors(recording.text, utterance.heard);
    return errors / words;
  };
  return others.every((other) => other === utterance || distance(utterance) < distance(other));
}
