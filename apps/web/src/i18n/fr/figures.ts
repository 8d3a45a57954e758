import type { figures as english } from '../en/figures';
import type { Catalogue } from '../message';

export const figures: Catalogue<keyof typeof english> = {
  'figures.range': 'Période',
  'figures.day': '24 heures',
  'figures.week': '7 jours',
  'figures.month': '30 jours',
  'figures.stage': 'Étape',
  'figures.turns': 'Tours',
  'figures.interrupted': 'Interrompus',
  'figures.failed': 'Échoués',
  'figures.fallbacks': 'Répondus par un autre modèle',
  'figures.sessions': 'Sessions avec des tours',
  'figures.capacity': 'Au plus à la fois',
  'figures.table': 'En tableau',
  'figures.when': 'Quand',
  'jobs.failed': 'Travail abandonné',
  'jobs.none': 'Aucun : tout le travail de fond est fait ou attend.',
  'jobs.retry': 'Réessayer',
  'jobs.drop': 'Abandonner',
  'jobs.tries': { one: '{count} essai', other: '{count} essais' },
};
