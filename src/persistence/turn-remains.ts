import type { TurnIdentity } from '@vox/jobs';
import { repairedText } from '@vox/protocol';
import { z } from 'zod';

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const SESSION_ID = new RegExp(`"session"\\s*:\\s*\\{\\s*"id"\\s*:\\s*"(?<id>${UUID})"`, 'iu');
const OWNER_ID = new RegExp(`"ownerId"\\s*:\\s*"(?<id>${UUID})"`, 'iu');
const USER_ID = /"userId"\s*:\s*"(?<id>[^"\\\p{Cc}]+)"/u;
const SPEAKER_IDS = /"speakerIds"\s*:\s*\[(?<ids>[^\]]*)/u;
const TURN_ID = new RegExp(`"turnId"\\s*:\\s*"(?<id>${UUID})"`, 'iu');
/** As `TurnJournal` names its entries. */
const NAME = new RegExp(`^(?<startedAtMs>\\d{1,16})-(?<turnId>${UUID})`, 'iu');

/** ECMA-262 §21.4.1.1. */
const MAX_DATE_MS = 8.64e15;

const wholeTurn = z.object({
  turnId: z.uuid(),
  startedAtMs: z.number().int().nonnegative().max(MAX_DATE_MS),
  speakerIds: z.array(repairedText).optional(),
  session: z.object({ id: z.uuid(), userId: repairedText, ownerId: z.uuid().optional() }),
});

/** Whose turn it is that is left over in a journal entry or a job. Undefined where that is not to be seen. */
export function identityIn(payload: unknown): TurnIdentity | undefined {
  const parsed = wholeTurn.safeParse(payload);
  if (parsed.success) return whole(parsed.data);
  // The text of something that is no turn any more still says whose it was.
  return identityInText(JSON.stringify(payload) ?? '', '');
}

/** As `identityIn`, of the text of an entry, which may be cut or damaged, and its name. */
export function identityInText(text: string, name: string): TurnIdentity | undefined {
  try {
    const parsed = wholeTurn.safeParse(JSON.parse(text));
    if (parsed.success) return whole(parsed.data);
  } catch {
    // Then it is looked through.
  }
  const id = SESSION_ID.exec(text)?.groups?.['id'];
  if (id === undefined) return undefined;
  const named = NAME.exec(name)?.groups;
  const turnId = named?.['turnId'] ?? TURN_ID.exec(text)?.groups?.['id'];
  const startedAtMs = Number(named?.['startedAtMs'] ?? 0);
  const ownerId = OWNER_ID.exec(text)?.groups?.['id'];
  const speakers = SPEAKER_IDS.exec(text)?.groups?.['ids'] ?? '';
  return {
    // One that no turn has, where it is not to be seen.
    turnId: turnId ?? '00000000-0000-0000-0000-000000000000',
    startedAtMs: startedAtMs <= MAX_DATE_MS ? startedAtMs : 0,
    speakerIds: [...speakers.matchAll(/[^\s",\\\p{Cc}]+/gu)].map(([speaker]) => speaker),
    session: {
      id,
      userId: USER_ID.exec(text)?.groups?.['id'] ?? '',
      ...(ownerId === undefined ? {} : { ownerId }),
    },
  };
}

function whole({ speakerIds = [], ...turn }: z.output<typeof wholeTurn>): TurnIdentity {
  return { ...turn, speakerIds };
}
