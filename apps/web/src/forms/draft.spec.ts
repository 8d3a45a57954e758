import { ApiRefusal } from '@vox/api-client';

import { afterSending, isChanged, toBody, toDraft } from './draft';
import type { FieldSpec } from './form-spec';
import { refusalOf } from './refusal';

const specs: readonly FieldSpec[] = [
  { name: 'name', label: 'agents.name', kind: 'text', maxLength: 100, isRequired: true },
  { name: 'greeting', label: 'agents.name', kind: 'area', maxLength: 100 },
  { name: 'rate', label: 'agents.name', kind: 'number', min: 0, max: 2, step: 0.1 },
  { name: 'mode', label: 'agents.name', kind: 'choice', choices: [{ value: 'room' }] },
  { name: 'is_active', label: 'agents.name', kind: 'check' },
  { name: 'discord.wake_phrases', label: 'agents.name', kind: 'lines' },
  { name: 'parameters', label: 'agents.name', kind: 'json' },
  { name: 'token', label: 'agents.name', kind: 'secret', has: 'has_token' },
  {
    name: 'kinds',
    label: 'agents.name',
    kind: 'several',
    choices: [{ value: 'email' }, { value: 'phone' }],
  },
  { name: 'steps', label: 'agents.name', kind: 'list' },
  ...['limits.session.usd', 'limits.session.tokens', 'limits.day.usd'].map((name): FieldSpec => ({
    ...{ name, label: 'agents.name', kind: 'number', min: 0, max: 9, step: 1, isWhole: true },
  })),
];

const row = {
  name: 'Ada',
  greeting: null,
  rate: 1.1,
  mode: 'room',
  is_active: true,
  discord: { wake_phrases: ['hey ada', 'ada'] },
  parameters: { type: 'object' },
  has_token: true,
  kinds: ['email'],
  steps: [{ provider: 'local' }],
  limits: { session: { usd: 1, tokens: 5 } },
};
const before = toDraft(specs, row);
const written = (change: Record<string, string | boolean | null | readonly unknown[]>) =>
  toBody(specs, { ...before, ...change }, before);

describe('a draft', () => {
  it('begins as the row is, and sends nothing while nothing is changed', () => {
    expect(before).toMatchObject({
      rate: '1.1',
      'discord.wake_phrases': 'hey ada\nada',
      token: '',
    });
    expect(written({})).toEqual({ body: {}, problems: {} });
    expect(isChanged(before, before)).toBe(false);
  });

  it.each([
    [{ name: '' }, { name: '' }],
    [{ greeting: 'Hello.' }, { greeting: 'Hello.' }],
    [{ rate: '' }, { rate: null }],
    [{ rate: '0.9' }, { rate: 0.9 }],
    [{ rate: '0,9' }, { rate: 0.9 }],
    [{ mode: '' }, { mode: null }],
    [{ is_active: false }, { is_active: false }],
    [{ 'discord.wake_phrases': ' hi \n\n' }, { discord: { wake_phrases: ['hi'] } }],
    [{ parameters: '{"a":1}' }, { parameters: { a: 1 } }],
    [{ kinds: ['email', 'phone'] }, { kinds: ['email', 'phone'] }],
    [{ kinds: [] }, { kinds: [] }],
    [{ token: 'new' }, { token: 'new' }],
    [{ token: null }, { token: null }],
    [{ steps: null }, { steps: null }],
    [{ 'limits.day.usd': '2' }, { limits: { session: { usd: 1, tokens: 5 }, day: { usd: 2 } } }],
    [{ 'limits.session.usd': '' }, { limits: { session: { tokens: 5 } } }],
    [{ 'limits.session.usd': '', 'limits.session.tokens': '' }, { limits: null }],
  ])('with %j sends %j', (change, body) => {
    expect(written(change)).toEqual({ body, problems: {} });
    expect(isChanged({ ...before, ...change }, before)).toBe(true);
  });

  it('says where something is no JSON, and sends the rest', () => {
    expect(written({ parameters: '{', name: 'Eve' })).toEqual({
      body: { name: 'Eve' },
      problems: { parameters: 'form.no_json' },
    });
  });

  it.each([['0..5'], ['1e'], ['1,000']])(
    'says where %s is no number, and takes nothing away',
    (typed) => {
      expect(written({ rate: typed })).toEqual({ body: {}, problems: { rate: 'form.no_number' } });
      expect(written({ 'limits.session.usd': typed }).problems).toEqual({
        'limits.session.usd': 'form.no_number',
      });
    },
  );
});

describe(refusalOf.name, () => {
  it('finds the field that is meant, also within a list', () => {
    const refused = new ApiRefusal(400, '400 is too long', 'discord.wake_phrases.0');
    expect(refusalOf(refused, specs)).toEqual({
      fields: { 'discord.wake_phrases': 'is too long' },
      whole: null,
    });
  });

  it('leaves the rest to the whole form', () => {
    const refused = new ApiRefusal(409, '409 taken');
    expect(refusalOf(refused, specs)).toEqual({ fields: {}, whole: refused });
    expect(refusalOf(null, specs)).toEqual({ fields: {}, whole: null });
  });
});

describe(afterSending.name, () => {
  it('leaves nothing of a secret that was sent, also where it was taken away, and all of what was typed since', () => {
    const before = toDraft(specs, row);
    for (const token of ['s3cret', null]) {
      const sent = { ...before, token, name: 'Bea' };
      expect(afterSending(specs, sent, sent)).toEqual({ ...sent, token: '' });
      // The same secret typed again is sent again.
      const again = { ...afterSending(specs, sent, sent), token: 's3cret' };
      expect(toBody(specs, again, afterSending(specs, sent, sent)).body).toEqual({
        token: 's3cret',
      });
      expect(afterSending(specs, { ...sent, token: 'newer' }, sent)['token']).toBe('newer');
    }
  });
});
