import type { DeliveryOutcome } from '@vox/voice-core';
import { z } from 'zod';

import { namedTurn, requireTaken, turnIdFields } from './delivered-reply';

function responseOf(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return (error as { getResponse: () => unknown }).getResponse();
  }
  return undefined;
}

describe(namedTurn.name, () => {
  it.each([
    [[{}], { field: 'turnId', id: undefined }],
    [[{ turnId: 'A' }], { field: 'turnId', id: 'A' }],
    [[{}, { turn_id: 'A' }], { field: 'turn_id', id: 'A' }],
    [[{ turnId: 'A' }, { turnId: 'A', turn_id: 'A' }], { field: 'turnId', id: 'A' }],
  ])('finds in %j %j', (places, named) => {
    expect(namedTurn(...places)).toEqual(named);
  });

  it('refuses two that differ', () => {
    expect(responseOf(() => namedTurn({ turnId: 'A' }, { turn_id: 'B' }))).toMatchObject({
      statusCode: 400,
      field: 'turn_id',
    });
  });

  it.each([null, '', ' ', 7, 'x'.repeat(101), 'a\0b'])('wants no %j as an id', (turnId) => {
    expect(z.object(turnIdFields).safeParse({ turnId }).success).toBe(false);
  });
});

describe(requireTaken.name, () => {
  it('lets pass what was taken', () => {
    expect(responseOf(() => requireTaken('taken', 'turnId', true))).toBeUndefined();
  });

  it.each<[DeliveryOutcome, number]>([
    ['nobody-waits', 404],
    ['other-turn', 409],
    ['ambiguous', 409],
    ['answered', 409],
  ])('answers %s with %i and the field', (outcome, statusCode) => {
    expect(responseOf(() => requireTaken(outcome, 'turn_id', true))).toMatchObject({
      statusCode,
      field: 'turn_id',
      message: expect.stringMatching(/^turn_id: /u) as string,
    });
  });

  it('says what to send to a reply that names no turn and may be for an earlier one', () => {
    const response = responseOf(() => requireTaken('ambiguous', 'turnId', false));
    expect(response).toMatchObject({
      message: expect.stringContaining('send the turnId') as string,
    });
  });

  it('says that nobody waits', () => {
    const response = responseOf(() => requireTaken('nobody-waits', 'turnId', false));
    expect(response).toMatchObject({ message: 'No turn of this session waits for a reply' });
  });
});
