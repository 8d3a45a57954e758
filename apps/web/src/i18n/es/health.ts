import type { health as english } from '../en/health';
import type { Catalogue } from '../message';

export const health: Catalogue<keyof typeof english> = {
  'health.ok': 'Todo funciona.',
  'health.degraded': 'Funciona, pero conviene mirar.',
  'health.error': 'Algo no funciona.',
  'health.shutting_down': 'El servidor se está apagando.',
  'health.part_up': 'Funciona',
  'health.part_degraded': 'Conviene mirar',
  'health.part_down': 'No funciona',
  'health.database': 'Base de datos',
  'health.queue': 'Trabajo de fondo',
  'health.journal': 'Turnos por guardar',
  'health.media': 'Sonido de navegadores',
  'health.stt': 'Oír',
  'health.llm': 'Responder',
  'health.tts': 'Hablar',
  'health.discord': 'Discord',
  'health.discord_off': 'Apagado: ningún bot tiene token.',
  'health.database_told': 'Responde en {ms} ms.',
  'health.asked': 'Primero: {name}',
  'health.provider_up': '{name} funciona',
  'health.provider_down': '{name} no responde',
  'health.waiting': { one: '{count} tarea espera', other: '{count} tareas esperan' },
  'health.failed_jobs': {
    one: '{count} fallida sin remedio',
    other: '{count} fallidas sin remedio',
  },
  'health.turns_waiting': { one: '{count} turno espera', other: '{count} turnos esperan' },
  'health.turns_lost': { one: '{count} perdido', other: '{count} perdidos' },
  'health.calls': { one: '{count} llamada en curso', other: '{count} llamadas en curso' },
};
