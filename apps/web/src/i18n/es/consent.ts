import type { ConsentText } from '../en/consent';
import type { Catalogue } from '../message';

export const consent: Catalogue<ConsentText> = {
  'consent.recording': '¿Se puede grabar lo que dices?',
  'consent.memory': '¿Puede {agent} recordar lo que cuentas para otras conversaciones?',
  'consent.processing': '¿Puede {agent} oír lo que dices?',
  'consent.own':
    'Respondes solo por ti y puedes cambiarlo en cualquier momento. Sin respuesta es no.',
  'consent.required': 'Hasta que lo permitas, no se oye nada de lo que dices.',
  'consent.allow': 'Permitir',
  'consent.refuse': 'No permitir',
  'consent.withdraw_recording': 'Dejar de grabarme',
  'consent.withdraw_memory': 'No recordar esto',
  'consent.withdraw_processing': 'Dejar de escucharme',
};
