import { randomUUID } from 'node:crypto';

import { cursorSchema, toCursorText } from './cursor';

const schema = cursorSchema('sessions');

describe('a cursor', () => {
  it.each([randomUUID(), '1', '999999999999999999'])(
    'comes back as it was given out, id %s',
    (id) => {
      const cursor = { atUs: '1764408906123456', id };
      expect(schema.parse(toCursorText('sessions', cursor))).toEqual(cursor);
    },
  );

  it.each([
    ['', 'nothing'],
    [randomUUID(), 'an id'],
    ['17', 'a number'],
    [toCursorText('messages', { atUs: '1', id: '1' }), "another list's"],
    [`${toCursorText('sessions', { atUs: '1', id: '1' })}=`, 'padded'],
    [toCursorText('sessions', { atUs: '1', id: "1'; drop table sessions" }), 'SQL'],
    [toCursorText('sessions', { atUs: '9'.repeat(17), id: '1' }), 'a time out of range'],
    [toCursorText('sessions', { atUs: '-1', id: '1' }), 'a time before 1970'],
    [toCursorText('sessions', { atUs: '1', id: '9'.repeat(19) }), 'an id out of range'],
    [`\0${toCursorText('sessions', { atUs: '1', id: '1' })}`, 'a NUL'],
  ])('is refused when it is none: %s (%s)', (text) => {
    const read = schema.safeParse(text);
    expect(read.error?.issues[0]?.message).toMatch(/no cursor of this list/);
  });
});
