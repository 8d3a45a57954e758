import { ZodValidationPipe } from '../http';
import { createSessionSchema, updateSessionSchema } from './session-changes.schema';

const create = new ZodValidationPipe(createSessionSchema);
const update = new ZodValidationPipe(updateSessionSchema);

/** The name of the field for which `pipe` refuses `body`; undefined when it does not. */
function refusedField(pipe: typeof create | typeof update, body: unknown): unknown {
  try {
    pipe.transform(body);
    return undefined;
  } catch (error) {
    return (error as { getResponse(): { field: string } }).getResponse().field;
  }
}

const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: nested(depth - 1) });

describe('a session that is made by REST', () => {
  it('needs a user, and has nothing of its own beside', () => {
    expect(create.transform({ user_id: ' ann ' })).toEqual({
      user_id: 'ann',
      channel: 'websocket',
    });
    expect(refusedField(create, {})).toBe('user_id');
  });

  it('takes an agent by id or by name, not by both', () => {
    const [agent_id, agent_name] = ['7b3b2f0e-8f6d-4a53-8a3b-0d8f5f0f9a11', 'Ada'];
    expect(create.transform({ user_id: 'ann', agent_id })).toMatchObject({ agent_id });
    expect(create.transform({ user_id: 'ann', agent_name })).toMatchObject({ agent_name });
    expect(refusedField(create, { user_id: 'ann', agent_id, agent_name })).toBe('agent_name');
  });

  it('takes metadata as they are sent, up to 16 KiB of JSON', () => {
    const metadata = { order: 17, deep: { list: [1, 'zwei', null] } };
    expect(create.transform({ user_id: 'ann', metadata }).metadata).toEqual(metadata);
    const sized = (bytes: number) => ({
      user_id: 'ann',
      metadata: { a: 'x'.repeat(bytes - '{"a":""}'.length) },
    });
    expect(refusedField(create, sized(16 * 1024))).toBeUndefined();
    expect(refusedField(create, sized(16 * 1024 + 1))).toBe('metadata');
    // Two bytes each in UTF-8.
    expect(refusedField(create, { user_id: 'ann', metadata: { a: 'é'.repeat(9000) } })).toBe(
      'metadata',
    );
  });

  it.each([
    ['a list', [1]],
    ['a text', 'text'],
    ['NUL in a text', { a: [{ b: 'x\0' }] }],
    ['half a character in a name', { '\ud800': 1 }],
    ['what is nested too deep', nested(21)],
  ])('refuses %s as metadata, by name', (_what, metadata) => {
    expect(refusedField(create, { user_id: 'ann', metadata })).toBe('metadata');
  });
});

describe('a change of a session', () => {
  it('names title, metadata, or null to take them away', () => {
    const change = { title: null, metadata: null };
    expect(update.transform(change)).toEqual(change);
    expect(update.transform({})).toEqual({});
    expect(update.transform({ title: 'x'.repeat(200) })).toEqual({ title: 'x'.repeat(200) });
  });

  it.each([
    ['title', { title: 'x'.repeat(201) }],
    ['title', { title: ' ' }],
    ['title', { title: 'half \ud83d' }],
    ['title', { title: 'a\0b' }],
    ['user_id', { title: 'x', user_id: 'eve' }],
    ['active', { active: false }],
  ])('is refused for %s when it is %j', (field, change) => {
    expect(refusedField(update, change)).toBe(field);
  });
});
