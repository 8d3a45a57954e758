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
  'figures.cost': 'Coste',
  'figures.cost_day': 'Coste por día',
  'figures.cost_agent': 'Coste por agente',
  'figures.requests': 'Solicitudes',
  'figures.no_agent': 'Sin agente',
  'figures.no_cost': 'No se ha pedido nada a ningún proveedor.',
  'figures.others': { one: '{count} agente más', other: '{count} agentes más' },
  'figures.unpriced': {
    one: '{count} solicitud no tenía precio y no está en estas sumas.',
    other: '{count} solicitudes no tenían precio y no están en estas sumas.',
  },
  'jobs.failed': 'Trabajo abandonado',
  'jobs.none': 'Ninguno: todo el trabajo de fondo está hecho o espera.',
  'jobs.retry': 'Intentar de nuevo',
  'jobs.drop': 'Descartar',
  'jobs.tries': { one: '{count} intento', other: '{count} intentos' },
};
