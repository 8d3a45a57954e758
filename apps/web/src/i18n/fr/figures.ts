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
  'figures.cost': 'Coût',
  'figures.cost_day': 'Coût par jour',
  'figures.cost_agent': 'Coût par agent',
  'figures.requests': 'Requêtes',
  'figures.no_agent': 'Sans agent',
  'figures.no_cost': 'Rien n’a été demandé à un fournisseur.',
  'figures.others': { one: '{count} autre agent', other: '{count} autres agents' },
  'figures.unpriced': {
    one: '{count} requête était sans prix et n’est pas dans ces sommes.',
    other: '{count} requêtes étaient sans prix et ne sont pas dans ces sommes.',
  },
  'jobs.failed': 'Travail abandonné',
  'jobs.none': 'Aucun : tout le travail de fond est fait ou attend.',
  'jobs.retry': 'Réessayer',
  'jobs.drop': 'Abandonner',
  'jobs.tries': { one: '{count} essai', other: '{count} essais' },
};
