import { NotFoundException } from '@nestjs/common';
import { text } from '@vox/protocol';
import type { DeliveryOutcome } from '@vox/voice-core';

import { badField } from './bad-field';
import { conflictingField } from './conflicting-field';

const turnId = text('must be the turnId of the request that this replies to')
  .trim()
  .min(1, 'must be the turnId of the request that this replies to')
  .max(100)
  .optional();

/** How a reply that is delivered names its turn, in the words of the request or in those of `session_id`. */
export const turnIdFields = { turnId, turn_id: turnId } as const;

export type NamedTurn = { turnId?: string | undefined; turn_id?: string | undefined };

/**
 * The turn that a reply names, and the field that does; `turnId` when none does.
 * @throws BadRequestException when it names two.
 */
export function namedTurn(...places: readonly NamedTurn[]): {
  readonly field: 'turnId' | 'turn_id';
  readonly id: string | undefined;
} {
  const named = places.flatMap((place) =>
    (['turnId', 'turn_id'] as const).flatMap((field) =>
      place[field] === undefined ? [] : [{ field, id: place[field] }],
    ),
  );
  const [first, ...others] = named;
  const other = others.find(({ id }) => id !== first?.id);
  if (other !== undefined) {
    throw badField(other.field, 'names another turn than the one named beside it');
  }
  return first ?? { field: 'turnId', id: undefined };
}

/**
 * Returns when the reply was taken.
 * @throws NotFoundException when its turn is over, ConflictException when it is not for the turn that waits; both name
 * `field` where that decides.
 */
export function requireTaken(outcome: DeliveryOutcome, field: string, isNamed: boolean): void {
  switch (outcome) {
    case 'taken':
      return;
    case 'nobody-waits':
      if (!isNamed) throw new NotFoundException('No turn of this session waits for a reply');
      throw new NotFoundException({
        statusCode: 404,
        error: 'Not Found',
        message: `${field}: this turn does not wait for a reply (any more)`,
        field,
      });
    case 'other-turn':
      throw conflictingField(field, 'this turn is over, and another one of this session waits');
    case 'ambiguous':
      throw conflictingField(
        field,
        'an earlier turn of this session may still be replied to: send the turnId of the request that this replies to',
      );
    case 'answered':
      throw conflictingField(
        field,
        'the answer to the request of this turn is being spoken already',
      );
  }
}
