import { VirtualClock } from '@vox/testing';

import { CircuitBreaker } from './circuit-breaker';
import { ProviderRoster, type RosterOptions, type RosterProvider } from './provider-roster';

type Row = { readonly id: string; readonly model?: string };

const clock = new VirtualClock();

function provider(id: string): RosterProvider {
  const info = { name: id, label: id, isEmbedded: false };
  const adapter = { info, health: () => Promise.resolve({ isHealthy: true }) };
  return { kind: 'tts', id, adapter, breaker: new CircuitBreaker(clock) };
}

const make = (options: Partial<RosterOptions<RosterProvider, Row>> = {}) =>
  new ProviderRoster<RosterProvider, Row>({
    environment: [provider('server'), provider('embedded')],
    others: [provider('other')],
    before: 1,
    make: ({ id }) => provider(id),
    ...options,
  });

const idsOf = (roster: ProviderRoster<RosterProvider, Row>, steps?: { provider: string }[]) =>
  roster.route(steps).map((asked) => asked.provider.id);

describe(ProviderRoster.name, () => {
  it('asks what people have added in its place, and what nobody asks unnamed not at all', () => {
    const roster = make();
    roster.setRows([{ id: 'attic' }, { id: 'cellar' }]);
    expect(idsOf(roster)).toEqual(['server', 'attic', 'cellar', 'embedded']);
    expect(roster.all.map(({ id }) => id)).toEqual([
      'server',
      'attic',
      'cellar',
      'embedded',
      'other',
    ]);
    expect(idsOf(make({ environment: [provider('server')] }))).toEqual(['server']);
  });

  it('asks whom steps name, in their order, and passes over who is not there', () => {
    const roster = make();
    roster.setRows([{ id: 'attic' }]);
    const steps = ['other', 'gone', 'attic', 'embedded'].map((id) => ({ provider: id }));
    expect(idsOf(roster, steps)).toEqual(['other', 'attic', 'embedded']);
    expect(roster.route(steps)[1]?.step).toBe(steps[2]);
    expect(idsOf(roster, [{ provider: 'gone' }])).toEqual([]);
  });

  it('asks the first one only where nobody may stand in', () => {
    const roster = make({ fallsBack: false });
    roster.setRows([{ id: 'attic' }]);
    expect(idsOf(roster)).toEqual(['server']);
    expect(idsOf(roster, [{ provider: 'attic' }, { provider: 'server' }])).toEqual(['attic']);
  });

  it('keeps the circuit of a row that has not changed, and makes one that has anew', () => {
    const roster = make();
    roster.setRows([{ id: 'attic', model: 'a' }, { id: 'cellar' }]);
    const [attic, cellar] = [roster.find('attic'), roster.find('cellar')];
    roster.setRows([{ id: 'cellar' }, { id: 'attic', model: 'b' }]);
    expect(roster.find('cellar')).toBe(cellar);
    expect(roster.find('attic')).not.toBe(attic);
    roster.setRows([]);
    expect(roster.find('cellar')).toBeUndefined();
  });
});
