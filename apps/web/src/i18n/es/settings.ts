import type { settings as english } from '../en/settings';
import type { Catalogue } from '../message';

export const settings: Catalogue<keyof typeof english> = {
  'server.settings': 'Ajustes',
  'settings.lead': 'Lo que vale para los agentes que no fijan nada, desde el próximo turno.',
  'settings.hearing': 'Escuchar y responder',
  'settings.speaking': 'Hablar',
  'settings.operation': 'Marcha del servidor',
  'settings.environment': 'Vacío: {value}, como en el entorno.',
  'settings.environment_none': 'Vacío: ninguno.',
  'settings.as_environment': 'Como en el entorno',
  'settings.barge_in_min_speech_ms': 'Habla que detiene la respuesta, en ms',
  'settings.chatterbox_voice': 'Voz en servidores Chatterbox',
  'settings.openai_voice': 'Voz en servidores como OpenAI',
  'settings.log_level': 'Lo que se registra',
  'settings.elsewhere': 'Lo que se fija antes del arranque está en el archivo .env.',
  'settings.retention': 'Lo que ya se ha guardado bastante',
  'settings.retention_hint':
    'Cada hora el servidor borra lo que supera RETENTION_DAYS o lo que dice un agente. Vea qué sería ahora.',
  'settings.retention_try': 'Ver qué se iría',
  'settings.retention_apply': 'Borrarlo ahora',
  'settings.retention_none': 'Nada es tan antiguo.',
  'settings.retention_would': { one: 'Se iría {count} fila:', other: 'Se irían {count} filas:' },
  'settings.retention_done': { one: 'Se borró {count} fila:', other: 'Se borraron {count} filas:' },
};
