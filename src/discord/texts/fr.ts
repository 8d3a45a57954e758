import { because } from './because';
import type { Catalogue } from './catalogue';

const permissions = {
  view: 'Voir le salon',
  connect: 'Se connecter',
  speak: 'Parler',
  send: 'Envoyer des messages',
  sendInThreads: 'Envoyer des messages dans les fils',
  manageThreads: 'Gérer les fils',
} as const;
const modes = { personal: 'avec chacun séparément', room: 'avec tout le salon' } as const;
const states = {
  connecting: 'connexion en cours',
  ready: 'à l’écoute',
  recovering: 'reconnexion en cours',
} as const;

export const fr: Catalogue = {
  commands: {
    voice: { name: 'vocal', description: 'Parler avec un agent dans un salon vocal' },
    join: { name: 'rejoindre', description: 'Faire venir l’agent dans un salon vocal' },
    leave: { name: 'quitter', description: 'Faire sortir l’agent du salon vocal' },
    status: { name: 'état', description: 'Où est l’agent et qui il entend' },
    captions: { name: 'sous-titres', description: 'Écrire ce qui est dit dans ce salon textuel' },
    confirm: {
      name: 'confirmer',
      description: 'Laisser un rôle confirmer ce que d’autres ont demandé',
    },
    talk: {
      name: 'parler',
      description: 'Écouter un rôle ; dès qu’il y en a un, personne d’autre',
    },
    steer: {
      name: 'diriger',
      description: 'Laisser un rôle me diriger : venue, départ et réglages',
    },
    agent: { name: 'agent', description: 'Les agents qui peuvent parler ici' },
    agentList: { name: 'liste', description: 'Quels agents existent' },
    agentSelect: { name: 'choisir', description: 'Choisir l’agent de ce serveur' },
    say: { name: 'dis', description: 'Faire dire quelque chose à l’agent dans le salon vocal' },
    muteMe: { name: 'ne-pas-écouter', description: 'Ne plus m’écouter, ou m’écouter de nouveau' },
    forget: {
      name: 'oublier',
      description: 'Supprimer ce qui est gardé de mes conversations, partout si je suis lié',
    },
    link: { name: 'lier', description: 'Dire avec un code qui je suis sur le serveur' },
    unlink: { name: 'délier', description: 'N’être plus personne sur le serveur' },
    consent: { name: 'consentement', description: 'Voir et changer ce que je permets à l’agent' },
    language: { name: 'langue', description: 'Choisir la langue que je parle' },
  },
  options: {
    channel: { name: 'salon', description: 'Le salon vocal ; le vôtre s’il manque' },
    agent: { name: 'agent', description: 'L’agent' },
    role: { name: 'rôle', description: 'Le rôle' },
    state: { name: 'état', description: 'Activé ou désactivé' },
    text: { name: 'texte', description: 'Ce qu’il faut dire' },
    tag: { name: 'langue', description: 'Par exemple français ou fr' },
  },
  choices: { on: 'activé', off: 'désactivé' },

  joined: ({ channel, agent }) =>
    `${agent} est dans ${channel}. Parlez, tout simplement. \`/mute-me\` l’empêche de vous écouter.`,
  left: 'J’ai quitté le salon vocal.',
  statusOf: ({ channel, agent, mode, status, reason, isListenedTo }) =>
    `${agent} est dans ${channel} : ${states[status]}${because(reason)}, ${modes[mode]}. ` +
    (isListenedTo ? 'Vous êtes écouté.' : 'Vous n’êtes pas écouté.'),
  captionsOn: ({ channel }) => `Ce qui est dit s’écrit maintenant dans ${channel}.`,
  captionsOff: 'Les sous-titres sont désactivés.',
  mayConfirm: ({ roles }) =>
    roles.length === 0
      ? 'Seule la personne qui a demandé quelque chose peut le confirmer.'
      : `Peuvent confirmer ce que d’autres ont demandé : ${roles.join(', ')}.`,
  mayTalk: ({ roles }) =>
    roles.length === 0
      ? 'J’écoute tout le monde.'
      : `J’écoute ces rôles, et les personnes qui me dirigent : ${roles.join(', ')}.`,
  maySteer: ({ roles }) =>
    roles.length === 0
      ? 'Les réglages reviennent à qui gère le serveur ; me faire venir et partir, à qui j’écoute.'
      : `Me dirigent ces rôles, et les personnes qui gèrent le serveur : ${roles.join(', ')}.`,
  agents: ({ list }) => `Agents :\n${list}`,
  chosenHere: 'choisi ici',
  ownBot: 'a son propre bot',
  agentSelected: ({ agent }) => `${agent} parlera sur ce serveur dès le prochain \`/voice join\`.`,
  said: 'C’est en train d’être dit.',
  tooMuchToSay: 'Trop de choses attendent déjà d’être dites. Veuillez réessayer dans un moment.',
  notListening: 'Vous n’êtes plus écouté. `/mute-me` à nouveau pour changer cela.',
  listeningAgain: 'Vous êtes de nouveau écouté.',
  forgotten: ({ conversations, messages }) =>
    `Supprimé : ${conversations} de vos conversations et ${messages} message${messages < 2 ? '' : 's'} ` +
    'dans des conversations partagées.',
  forgottenElsewhere:
    'Vous êtes lié à un compte du serveur : ce que vous y avez dit, par navigateur ou autrement, est en cours de suppression aussi, ainsi que tout ce qui est retenu de vous. Votre compte et le lien restent.',
  linkCode: ({ code, url }) =>
    `Votre code est \`${code}\`. Saisissez-le dans les dix minutes sur la page de votre compte` +
    (url === undefined ? '.' : ` : <${url}>.`) +
    ' Ne le montrez à personne : qui le saisit est vous ici.',
  linkedAlready: 'Vous êtes déjà lié à un compte du serveur. `/unlink` y met fin.',
  unlinked: 'Vous n’êtes plus lié à personne.',
  notLinked: 'Vous n’êtes lié à personne. `/link` permet de commencer.',
  languageSet: ({ language, isHeard }) =>
    `Votre langue est maintenant : ${language}.` +
    (isHeard ? '' : ' La reconnaissance vocale ne connaît ici que l’anglais.'),
  consentNotice: ({ agent }) =>
    `${agent} écoute et répond dans ce salon. Utilisez /mute-me pour ne pas être entendu.`,
  consents: {
    recording: {
      wish: 'enregistrer ce que tu dis',
      allow: 'Autoriser l’enregistrement',
      refuse: 'Refuser l’enregistrement',
    },
    memory: {
      wish: 'retenir des faits sur toi pour de prochaines conversations',
      allow: 'Autoriser la mémoire',
      refuse: 'Refuser la mémoire',
    },
    processing: {
      wish: 'entendre ce que tu dis et y répondre',
      allow: 'Autoriser l’écoute',
      refuse: 'Refuser l’écoute',
    },
  },
  consentNeeded: '(sans cela, je ne t’écoute pas)',
  consentQuestion: ({ agent, wishes }) =>
    `${agent} voudrait :\n${wishes}\nChacun répond pour soi. Sans réponse, c’est non ; \`/consent\` permet de changer d’avis à tout moment.`,
  consentAnswered: ({ wish, isGiven }) => `${isGiven ? '✅ Autorisé' : '🚫 Refusé'} : ${wish}.`,
  nothingAsked: 'L’agent ne te demande rien ici.',
  guestNotice: ({ people, roles }) =>
    `${people} Je ne vous écoute pas : sur ce serveur, j’écoute les personnes qui ont un de ces rôles : ${roles}.`,
  fullNotice:
    'Je ne peux pas parler avec plus de monde pour l’instant. Veuillez réessayer dans un moment.',
  recordingNotice: {
    begun: 'Cette conversation est enregistrée à partir de maintenant.',
    ended: 'Cette conversation n’est plus enregistrée.',
  },
  limitNotice: {
    session: 'La limite de cette conversation est atteinte. Je ne peux plus répondre.',
    user: 'Ta limite pour aujourd’hui est atteinte. Je pourrai répondre de nouveau demain.',
    agent: 'Ma limite pour aujourd’hui est atteinte. Je pourrai répondre de nouveau demain.',
    day: 'La limite pour aujourd’hui est atteinte. Je pourrai répondre de nouveau demain.',
  },
  askedToSpeakNotice:
    'J’ai demandé la parole sur cette scène. Je commencerai dès qu’un modérateur me l’accordera.',
  mayNotSpeakNotice:
    'Je n’ai pas le droit de parler sur cette scène : il faut me nommer orateur ou me permettre de demander la parole.',
  mutedNotice:
    'Je n’ai pas le droit de parler ici pour l’instant, donc je n’écoute pas non plus. Je reprendrai dès qu’un modérateur me laissera parler.',
  deafenedNotice:
    'On m’a coupé le son sur ce serveur, donc je n’entends personne. Je reprendrai dès qu’un modérateur me laissera entendre.',

  serverOnly: 'Cela ne marche que sur un serveur.',
  enterAChannel: 'Entrez dans un salon vocal ou nommez-en un.',
  noSuchChannel: 'Ce salon vocal n’existe pas.',
  channelFull: ({ channel }) => `${channel} est plein.`,
  notInVoice: 'Je ne suis dans aucun salon vocal ici. Utilisez `/voice join`.',
  youMayNotConnect: ({ channel }) => `Vous n’avez pas vous-même accès à ${channel}.`,
  botMayNot: ({ channel, missing }) =>
    `Il me manque une permission dans ${channel} : ${missing.map((name) => permissions[name]).join(', ')}.`,
  needsManageServer: 'Il vous faut la permission « Gérer le serveur ».',
  needsAdmin: 'Il vous faut la permission « Gérer le serveur », ou un rôle qui me dirige.',
  mayNotTalk: 'Vos rôles ne vous permettent pas de parler avec moi ici.',
  busyElsewhere: ({ channel }) => `Je parle avec d’autres dans ${channel}.`,
  beInTheChannel: ({ channel }) => `Il faut être dans ${channel} pour cela.`,
  noSuchAgent: 'Cet agent n’existe pas. `/agent list` les montre.',
  agentIsFixed: ({ agent }) => `Je suis ${agent} et personne d’autre.`,
  noSuchLanguage: 'Je ne connais pas cette langue. Essayez un code comme `fr` ou `en`.',
  agentAway:
    'Mon agent ne peut pas être lu dans la base de données pour l’instant. Veuillez réessayer.',
  databaseAway: 'La base de données n’est pas disponible. Veuillez réessayer.',
  full: 'Je mène déjà autant de conversations que possible. Veuillez réessayer plus tard.',
  voiceUnreachable: 'Je n’ai pas pu me connecter au salon vocal. Veuillez réessayer.',
  failed: 'Une erreur s’est produite. Veuillez réessayer.',
};
