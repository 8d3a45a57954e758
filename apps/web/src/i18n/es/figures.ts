import type { figures as english } from '../en/figures';
import type { Catalogue } from '../message';

export const figures: Catalogue<keyof typeof english> = {
  'figures.range': 'Periodo',
  'figures.day': '24 horas',
  'figures.week': '7 días',
  'figures.month': '30 días',
  'figures.stage': 'Etapa',
  'figures.turns': 'Turnos',
  'figures.interrupted': 'Interrumpidos',
  'figures.failed': 'Fallidos',
  'figures.fallbacks': 'Respondidos por otro modelo',
  'figures.sessions': 'Sesiones con turnos',
  'figures.capacity': 'Como mucho a la vez',
  'figures.table': 'En una tabla',
  'figures.when': 'Cuándo',
  'jobs.failed': 'Trabajo abandonado',
  'jobs.none': 'Ninguno: todo el trabajo de fondo está hecho o espera.',
  'jobs.retry': 'Intentar de nuevo',
  'jobs.drop': 'Descartar',
  'jobs.tries': { one: '{count} intento', other: '{count} intentos' },
};
