import { SkippedMessages, skippedMessageTotals } from './skipped-messages';

function make(provider: string) {
  const warnings: unknown[] = [];
  const warn = (attributes: unknown): void => void warnings.push(attributes);
  return { warnings, skipped: new SkippedMessages('stt', provider, { warn }) };
}

describe(SkippedMessages.name, () => {
  it('counts each message and warns of the first', () => {
    const { skipped, warnings } = make('counted');
    skipped.unknown();
    skipped.unreadable('text');
    skipped.unreadable('no JSON');
    expect(warnings).toEqual([{ room: 'stt', provider: 'counted', kind: 'unknown' }]);
    expect(skippedMessageTotals().filter(({ provider }) => provider === 'counted')).toEqual([
      { kind: 'stt', provider: 'counted', fault: 'unknown', count: 1 },
      { kind: 'stt', provider: 'counted', fault: 'unreadable', count: 2 },
    ]);
  });

  it('fails a server of which a hundred messages in a row cannot be read', () => {
    const { skipped } = make('flood');
    for (let times = 0; times < 99; times++) skipped.unreadable('no JSON');
    expect(() => skipped.unreadable('no JSON')).toThrow(
      expect.objectContaining({ category: 'protocol', provider: 'flood' }),
    );
  });

  it('begins to count anew with each message that is of use', () => {
    const { skipped } = make('mixed');
    for (let times = 0; times < 500; times++) {
      skipped.unreadable('no JSON');
      if (times % 50 === 0) skipped.used();
    }
    expect(skipped.isAllUnreadable).toBe(false);
  });

  it('knows when there was nothing but what cannot be read', () => {
    const { skipped } = make('nonsense');
    expect(skipped.isAllUnreadable).toBe(false);
    skipped.unknown();
    skipped.unreadable('no JSON');
    expect(skipped.isAllUnreadable).toBe(true);
  });
});
