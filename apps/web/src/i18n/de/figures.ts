import type { figures as english } from '../en/figures';
import type { Catalogue } from '../message';

export const figures: Catalogue<keyof typeof english> = {
  'figures.range': 'Zeit',
  'figures.day': '24 Stunden',
  'figures.week': '7 Tage',
  'figures.month': '30 Tage',
  'figures.stage': 'Abschnitt',
  'figures.turns': 'Züge',
  'figures.interrupted': 'Unterbrochen',
  'figures.failed': 'Fehlgeschlagen',
  'figures.fallbacks': 'Von einem anderen Modell beantwortet',
  'figures.sessions': 'Sitzungen mit Zügen',
  'figures.capacity': 'Höchstens zugleich',
  'figures.table': 'Als Tabelle',
  'figures.when': 'Wann',
  'figures.cost': 'Kosten',
  'figures.cost_day': 'Kosten nach Tag',
  'figures.cost_agent': 'Kosten nach Agent',
  'figures.requests': 'Anfragen',
  'figures.no_agent': 'Ohne Agenten',
  'figures.no_cost': 'Kein Anbieter wurde um etwas gebeten.',
  'figures.others': { one: '{count} anderer Agent', other: '{count} andere Agenten' },
  'figures.unpriced': {
    one: '{count} Anfrage hatte keinen Preis und fehlt in diesen Summen.',
    other: '{count} Anfragen hatten keinen Preis und fehlen in diesen Summen.',
  },
  'jobs.failed': 'Aufgegebene Arbeit',
  'jobs.none': 'Keine: Alle Hintergrundarbeit ist getan oder wartet.',
  'jobs.retry': 'Noch einmal versuchen',
  'jobs.drop': 'Verwerfen',
  'jobs.tries': { one: '{count} Versuch', other: '{count} Versuche' },
};
