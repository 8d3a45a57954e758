import type { now as english } from '../en/now';
import type { Catalogue } from '../message';

export const now: Catalogue<keyof typeof english> = {
  'now.silent': 'Nadie está hablando',
  'now.silent_hint':
    'Quien empiece a hablar, en un navegador, en Discord o por un socket, aparece aquí enseguida.',
  'now.load': '{live} de {capacity} sesiones',
  'now.speaks': 'Alguien habla',
  'now.muted': 'Agente en silencio',
  'now.mute': 'Silenciar al agente',
  'now.unmute': 'Dejar que el agente responda de nuevo',
  'now.say': 'Decir algo',
  'now.say_it': 'Decirlo',
  'now.words': 'Lo que debe decir el agente',
  'now.words_hint':
    'Se dice tal cual, después de la respuesta en curso. No se pregunta a ningún modelo.',
  'now.interrupt': 'Terminar para ello la respuesta en curso',
  'now.consents': 'Permisos',
  'now.consents_of': 'Lo que {who} ha permitido',
  'now.remembered': 'Los agentes pueden recordar hechos para otras conversaciones.',
  'now.forgotten': 'No se recuerda nada más allá de esta conversación.',
  'now.join': 'Entrar en un canal',
  'now.move': 'Ir a otro canal',
  'now.leave': 'Salir del canal',
  'now.agent_of_guild': 'El agente de ese servidor',
  'now.connecting': 'Conectando',
  'now.ready': 'Conectado',
  'now.recovering': 'Reconectando',
  'now.listens': 'Se oye a la gente',
  'now.deaf': 'Aún no se oye a nadie',
  'now.notice_off': 'A nadie se le avisa de que se le oye',
  'now.notice_spoken': 'Se avisa a todos de viva voz de que se les oye',
  'now.notice_written': 'Se avisa a todos por escrito de que se les oye',
  'now.notice_both': 'Se avisa a todos de viva voz y por escrito de que se les oye',
  'now.nobody': 'No hay nadie',
  'now.opted_out': 'No se les oye, como desean: {names}',
  'now.may_not_talk': 'No se les oye, por los roles del servidor: {names}',
};
