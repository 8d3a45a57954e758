import { because } from './because';
import type { Catalogue } from './catalogue';

const permissions = {
  view: 'Ver canal',
  connect: 'Conectar',
  speak: 'Hablar',
  send: 'Enviar mensajes',
  sendInThreads: 'Enviar mensajes en hilos',
  manageThreads: 'Gestionar hilos',
} as const;
const modes = { personal: 'con cada persona por separado', room: 'con todo el canal' } as const;
const states = {
  connecting: 'conectando',
  ready: 'escuchando',
  recovering: 'reconectando',
} as const;

export const es: Catalogue = {
  commands: {
    voice: { name: 'voz', description: 'Hablar con un agente en un canal de voz' },
    join: { name: 'unirse', description: 'Traer al agente a un canal de voz' },
    leave: { name: 'salir', description: 'Sacar al agente del canal de voz' },
    status: { name: 'estado', description: 'Dónde está el agente y a quién oye' },
    captions: { name: 'subtítulos', description: 'Escribir lo que se dice en este canal de texto' },
    confirm: {
      name: 'confirmar',
      description: 'Dejar que un rol confirme lo que otros han pedido',
    },
    talk: {
      name: 'hablar',
      description: 'Escuchar a un rol; en cuanto hay uno, a nadie más',
    },
    steer: {
      name: 'dirigir',
      description: 'Dejar que un rol me dirija: traerme, sacarme y ajustes',
    },
    agent: { name: 'agente', description: 'Los agentes que pueden hablar aquí' },
    agentList: { name: 'lista', description: 'Qué agentes hay' },
    agentSelect: { name: 'elegir', description: 'Elegir el agente de este servidor' },
    say: { name: 'di', description: 'Hacer que el agente diga algo en el canal de voz' },
    muteMe: { name: 'no-escucharme', description: 'Dejar de escucharme, o volver a hacerlo' },
    forget: {
      name: 'olvidar',
      description:
        'Borrar lo que se guarda de mis conversaciones, en todas partes si estoy vinculado',
    },
    link: { name: 'vincular', description: 'Decir con un código quién soy en el servidor' },
    unlink: { name: 'desvincular', description: 'No ser ya nadie en el servidor' },
    consent: { name: 'consentimiento', description: 'Ver y cambiar lo que permito al agente' },
    language: { name: 'idioma', description: 'Elegir el idioma que hablo' },
  },
  options: {
    channel: { name: 'canal', description: 'El canal de voz; el tuyo si falta' },
    agent: { name: 'agente', description: 'El agente' },
    role: { name: 'rol', description: 'El rol' },
    state: { name: 'estado', description: 'Activados o desactivados' },
    text: { name: 'texto', description: 'Lo que hay que decir' },
    tag: { name: 'idioma', description: 'Por ejemplo español o es' },
  },
  choices: { on: 'activados', off: 'desactivados' },

  joined: ({ channel, agent }) =>
    `${agent} está en ${channel}. Habla sin más. Con \`/mute-me\` no te escucha.`,
  left: 'He salido del canal de voz.',
  statusOf: ({ channel, agent, mode, status, reason, isListenedTo }) =>
    `${agent} está en ${channel}: ${states[status]}${because(reason)}, ${modes[mode]}. ` +
    (isListenedTo ? 'Se te escucha.' : 'No se te escucha.'),
  captionsOn: ({ channel }) => `Lo que se dice se escribe ahora en ${channel}.`,
  captionsOff: 'Los subtítulos están desactivados.',
  mayConfirm: ({ roles }) =>
    roles.length === 0
      ? 'Solo quien ha pedido algo puede confirmarlo.'
      : `Pueden confirmar lo que otros han pedido: ${roles.join(', ')}.`,
  mayTalk: ({ roles }) =>
    roles.length === 0
      ? 'Escucho a todo el mundo.'
      : `Escucho a estos, y a quienes me dirigen: ${roles.join(', ')}.`,
  maySteer: ({ roles }) =>
    roles.length === 0
      ? 'Los ajustes los cambia quien gestiona el servidor; traerme y sacarme, cualquiera a quien escucho.'
      : `Me dirigen estos, y quienes gestionan el servidor: ${roles.join(', ')}.`,
  agents: ({ list }) => `Agentes:\n${list}`,
  chosenHere: 'elegido aquí',
  ownBot: 'tiene su propio bot',
  agentSelected: ({ agent }) =>
    `${agent} habla en este servidor a partir del próximo \`/voice join\`.`,
  said: 'Se está diciendo.',
  tooMuchToSay: 'Ya hay demasiado esperando a ser dicho. Inténtalo de nuevo en un momento.',
  notListening: 'Ya no se te escucha. Otra vez `/mute-me` lo cambia.',
  listeningAgain: 'Se te vuelve a escuchar.',
  forgotten: ({ conversations, messages }) =>
    `Borrado: ${conversations} ${conversations === 1 ? 'conversación tuya' : 'conversaciones tuyas'} y ` +
    `${messages} ${messages === 1 ? 'mensaje' : 'mensajes'} en las compartidas.`,
  forgottenElsewhere:
    'Tienes vinculada una cuenta del servidor: también se está borrando lo que has dicho allí, por navegador o de otro modo, y todo lo que se recuerda de ti. Tu cuenta y el vínculo se quedan.',
  linkCode: ({ code, url }) =>
    `Tu código es \`${code}\`. Introdúcelo en diez minutos en la página de tu cuenta` +
    (url === undefined ? '.' : `: <${url}>.`) +
    ' No se lo enseñes a nadie: quien lo introduce eres tú aquí.',
  linkedAlready: 'Ya tienes vinculada una cuenta del servidor. `/unlink` lo termina.',
  unlinked: 'Ya no tienes ninguna cuenta vinculada.',
  notLinked: 'No tienes ninguna cuenta vinculada. `/link` empieza.',
  languageSet: ({ language, isHeard }) =>
    `Tu idioma es ahora: ${language}.` +
    (isHeard ? '' : ' El reconocimiento de voz de aquí solo conoce el inglés.'),
  consentNotice: ({ agent }) =>
    `${agent} escucha y responde en este canal. Usa /mute-me si no quieres que se te oiga.`,
  consents: {
    recording: {
      wish: 'grabar lo que dices',
      allow: 'Permitir la grabación',
      refuse: 'No permitir la grabación',
    },
    memory: {
      wish: 'recordar datos sobre ti para otras conversaciones',
      allow: 'Permitir que recuerde',
      refuse: 'No permitir que recuerde',
    },
    processing: {
      wish: 'oír lo que dices y responder',
      allow: 'Permitir que escuche',
      refuse: 'No permitir que escuche',
    },
  },
  consentNeeded: '(sin esto no te escucho)',
  consentQuestion: ({ agent, wishes }) =>
    `${agent} quisiera:\n${wishes}\nCada cual responde por sí mismo. Sin respuesta es no; \`/consent\` lo cambia en cualquier momento.`,
  consentAnswered: ({ wish, isGiven }) =>
    `${isGiven ? '✅ Permitido' : '🚫 No permitido'}: ${wish}.`,
  nothingAsked: 'El agente no te pide nada aquí.',
  guestNotice: ({ people, roles }) =>
    `${people} No te escucho: en este servidor escucho a quienes tienen uno de estos roles: ${roles}.`,
  fullNotice: 'Ahora mismo no puedo hablar con más personas. Inténtalo de nuevo en un momento.',
  recordingNotice: {
    begun: 'A partir de ahora se graba esta conversación.',
    ended: 'Esta conversación ya no se graba.',
  },
  limitNotice: {
    session: 'Se ha alcanzado el límite de esta conversación. Ya no puedo responder.',
    user: 'Se ha alcanzado tu límite de hoy. Mañana podré responder de nuevo.',
    agent: 'Se ha alcanzado mi límite de hoy. Mañana podré responder de nuevo.',
    day: 'Se ha alcanzado el límite de hoy. Mañana podré responder de nuevo.',
  },
  askedToSpeakNotice:
    'He pedido la palabra en este escenario. Empezaré cuando un moderador me deje.',
  mayNotSpeakNotice:
    'No puedo hablar en este escenario: tienen que hacerme orador o permitirme pedir la palabra.',
  mutedNotice:
    'Ahora mismo no puedo hablar aquí, así que tampoco escucho. Seguiré cuando un moderador me deje hablar.',
  deafenedNotice:
    'Me han ensordecido en este servidor, así que no oigo a nadie. Seguiré cuando un moderador me deje oír de nuevo.',

  serverOnly: 'Esto solo funciona en un servidor.',
  enterAChannel: 'Entra en un canal de voz o nombra uno.',
  noSuchChannel: 'Ese canal de voz no existe.',
  channelFull: ({ channel }) => `${channel} está lleno.`,
  notInVoice: 'No estoy en ningún canal de voz aquí. Usa `/voice join`.',
  youMayNotConnect: ({ channel }) => `Tú no puedes entrar en ${channel}.`,
  botMayNot: ({ channel, missing }) =>
    `Me falta un permiso en ${channel}: ${missing.map((name) => permissions[name]).join(', ')}.`,
  needsManageServer: 'Para esto necesitas el permiso «Gestionar servidor».',
  needsAdmin: 'Para esto necesitas el permiso «Gestionar servidor», o un rol que me dirija.',
  mayNotTalk: 'Tus roles no te permiten hablar conmigo aquí.',
  busyElsewhere: ({ channel }) => `Estoy hablando con otras personas en ${channel}.`,
  beInTheChannel: ({ channel }) => `Para esto tienes que estar en ${channel}.`,
  noSuchAgent: 'Ese agente no existe. `/agent list` los muestra.',
  agentIsFixed: ({ agent }) => `Soy ${agent} y nadie más.`,
  noSuchLanguage: 'No conozco ese idioma. Prueba con un código como `es` o `en`.',
  agentAway: 'Ahora no se puede leer mi agente de la base de datos. Inténtalo de nuevo.',
  databaseAway: 'La base de datos no está disponible. Inténtalo de nuevo.',
  full: 'Ya mantengo tantas conversaciones como puedo. Inténtalo más tarde.',
  voiceUnreachable: 'No he podido conectarme al canal de voz. Inténtalo de nuevo.',
  failed: 'Algo ha salido mal. Inténtalo de nuevo.',
};
