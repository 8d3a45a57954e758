import { labelled, scores } from '../../test/eval/redaction/labelled';
import { parseConfig } from '../config';
import { findPersonal } from './detector';
import { Redactor } from './redactor';

const all = new Redactor(parseConfig({ REDACT_STORED: 'email,phone,card,iban' })).of();

describe(findPersonal, () => {
  it('finds nearly all of what is labelled, and hardly anything else', () => {
    const { right, missed, wrong } = scores(labelled('seen'), () => 'all', true).get('all') ?? {
      right: 0,
      missed: 0,
      wrong: 0,
    };
    expect(right).toBeGreaterThan(110);
    expect(missed).toBeLessThanOrEqual(2);
    expect(wrong).toBeLessThanOrEqual(1);
  });

  it('takes a long text in little time', () => {
    const text = 'one two three dot at 4 5 6 '.repeat(400);
    expect(findPersonal(text)).toEqual([]);
  });
});

describe(Redactor, () => {
  it('puts a placeholder for each, the same for the same words', () => {
    const text =
      'Call +49 171 2345678 or +49 30 901820, I said +49 171 2345678, or mail ann@web.de.';
    expect(all.stored(text)).toBe(
      'Call [PHONE_1] or [PHONE_2], I said [PHONE_1], or mail [EMAIL_1].',
    );
    const english = new Redactor(parseConfig({ REDACT_STORED: 'email' })).of([], 'en');
    expect(english.stored('my email is john dot smith at gmail dot com thanks')).toBe(
      'my email is [EMAIL_1] thanks',
    );
  });

  it('leaves the rest as it is, and everything where it is set to nothing', () => {
    const some = new Redactor(parseConfig({ REDACT_STORED: 'email' }));
    expect(some.of().stored('ann@web.de, +49 171 2345678')).toBe('[EMAIL_1], +49 171 2345678');
    const none = new Redactor(parseConfig({}));
    expect(none.of().stored('ann@web.de')).toBe('ann@web.de');
    expect(none.of().storedJson('{"a": "ann@web.de"}')).toBe('{"a": "ann@web.de"}');
  });

  it('leaves out what an agent adds as well, and never less than the server', () => {
    const some = new Redactor(parseConfig({ REDACT_STORED: 'email' }));
    const text = 'ann@web.de, +49 171 2345678';
    expect(some.of(['phone']).stored(text)).toBe('[EMAIL_1], [PHONE_1]');
    expect(some.of([]).stored(text)).toBe('[EMAIL_1], +49 171 2345678');
    expect(new Redactor(parseConfig({})).of(['phone']).stored(text)).toBe('ann@web.de, [PHONE_1]');
  });

  it('keeps JSON what it is, and looks into its numbers', () => {
    const json = '{"to": "ann@web.de", "card": 4111111111111111, "count": 3, "list": ["x"]}';
    expect(JSON.parse(all.storedJson(json))).toEqual({
      to: '[EMAIL_1]',
      card: '[CARD_1]',
      count: 3,
      list: ['x'],
    });
    expect(all.storedJson('no JSON: ann@web.de')).toBe('no JSON: [EMAIL_1]');
  });
});
