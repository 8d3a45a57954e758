import type { PageKey } from '../../i18n/en/pages';
import type { Values } from '../../i18n/message';

type Fields = Readonly<Record<string, unknown>>;

/** One thing that a part of the server tells: a text of the page with its values, or the server's own words. */
export type Told = { readonly key: PageKey; readonly values: Values } | { readonly words: string };

/** What /health/ready says of a part, as a person would. Of a part that nobody foresaw, its own words. */
export function toldBy(name: string, part: Fields): readonly Told[] {
  const detail = text(part['detail']);
  const own = part['status'] === 'up' || detail === null ? [] : [{ words: detail }];
  return [...own, ...known(name, part)];
}

function known(name: string, part: Fields): readonly Told[] {
  switch (name) {
    case 'database':
      return [{ key: 'health.database_told', values: { ms: number(part['latencyMs']) } }];
    case 'queue':
      return [
        { key: 'health.waiting', values: { count: number(part['waiting']) } },
        { key: 'health.failed_jobs', values: { count: number(part['failed']) } },
      ];
    case 'journal':
      return [
        { key: 'health.turns_waiting', values: { count: number(part['waiting']) } },
        { key: 'health.turns_lost', values: { count: number(part['lost']) } },
      ];
    case 'admission':
      return [{ key: 'health.loop_delay', values: { ms: number(part['loop_delay_ms']) } }];
    case 'media':
      return [{ key: 'health.calls', values: { count: callsOf(part['workers']) } }];
    case 'stt':
    case 'llm':
    case 'tts':
      return [...asked(part), ...list(part['providers']).map(provider)];
    case 'discord':
      return part['state'] === 'off' ? [{ key: 'health.discord_off', values: {} }] : bots(part);
    default:
      return [];
  }
}

function asked(part: Fields): readonly Told[] {
  const label = text(part['provider']);
  return label === null ? [] : [{ key: 'health.asked', values: { name: label } }];
}

function provider(one: Fields): Told {
  const name = text(one['name']) ?? '';
  const isUp = one['status'] === 'up';
  return { key: isUp ? 'health.provider_up' : 'health.provider_down', values: { name } };
}

function bots(part: Fields): readonly Told[] {
  return list(part['bots']).map((bot) => ({
    words: Object.values(bot)
      .filter((value) => typeof value === 'string')
      .join(', '),
  }));
}

function callsOf(workers: unknown): number {
  return list(workers).reduce((sum, { sessions }) => sum + number(sessions), 0);
}

function list(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? (value as readonly Fields[]) : [];
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
