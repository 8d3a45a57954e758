import { because } from './because';
import type { Catalogue } from './catalogue';

const permissions = {
  view: 'Kanal ansehen',
  connect: 'Verbinden',
  speak: 'Sprechen',
  send: 'Nachrichten senden',
  sendInThreads: 'Nachrichten in Threads senden',
  manageThreads: 'Threads verwalten',
} as const;
const modes = { personal: 'mit jedem einzeln', room: 'mit dem ganzen Kanal' } as const;
const states = {
  connecting: 'verbindet sich',
  ready: 'hört zu',
  recovering: 'stellt die Verbindung wieder her',
} as const;

export const de: Catalogue = {
  commands: {
    voice: { name: 'sprache', description: 'Mit einem Agenten in einem Sprachkanal reden' },
    join: { name: 'beitreten', description: 'Den Agenten in einen Sprachkanal holen' },
    leave: { name: 'verlassen', description: 'Den Agenten aus dem Sprachkanal schicken' },
    status: { name: 'status', description: 'Wo der Agent ist und wen er hört' },
    captions: { name: 'untertitel', description: 'Gesagtes in diesen Textkanal schreiben' },
    confirm: {
      name: 'bestätigen',
      description: 'Eine Rolle bestätigen lassen, worum andere gebeten haben',
    },
    talk: {
      name: 'reden',
      description: 'Einer Rolle zuhören; sobald es eine gibt, niemandem sonst',
    },
    steer: {
      name: 'steuern',
      description: 'Eine Rolle mich steuern lassen: holen, wegschicken, Einstellungen',
    },
    agent: { name: 'agent', description: 'Die Agenten, die hier reden können' },
    agentList: { name: 'liste', description: 'Welche Agenten es gibt' },
    agentSelect: { name: 'wählen', description: 'Den Agenten für diesen Server wählen' },
    say: { name: 'sag', description: 'Den Agenten im Sprachkanal etwas sagen lassen' },
    muteMe: { name: 'nicht-zuhören', description: 'Mir nicht mehr, oder wieder, zuhören' },
    forget: {
      name: 'vergessen',
      description: 'Löschen, was von meinen Gesprächen gespeichert ist, verknüpft auch anderswo',
    },
    link: { name: 'verknüpfen', description: 'Mit einem Code sagen, wer ich auf dem Server bin' },
    unlink: { name: 'lösen', description: 'Auf dem Server niemand mehr sein' },
    consent: { name: 'zustimmung', description: 'Sehen und ändern, was ich dem Agenten erlaube' },
    language: { name: 'meine-sprache', description: 'Die Sprache wählen, die ich spreche' },
  },
  options: {
    channel: { name: 'kanal', description: 'Der Sprachkanal; deiner, wenn er fehlt' },
    agent: { name: 'agent', description: 'Der Agent' },
    role: { name: 'rolle', description: 'Die Rolle' },
    state: { name: 'zustand', description: 'An oder aus' },
    text: { name: 'text', description: 'Was gesagt werden soll' },
    tag: { name: 'sprache', description: 'Zum Beispiel Deutsch oder de' },
  },
  choices: { on: 'an', off: 'aus' },

  joined: ({ channel, agent }) =>
    `${agent} ist in ${channel}. Sprich einfach. Mit \`/mute-me\` hört er dir nicht zu.`,
  left: 'Ich habe den Sprachkanal verlassen.',
  statusOf: ({ channel, agent, mode, status, reason, isListenedTo }) =>
    `${agent} ist in ${channel}: ${states[status]}${because(reason)}, ${modes[mode]}. ` +
    (isListenedTo ? 'Dir wird zugehört.' : 'Dir wird nicht zugehört.'),
  captionsOn: ({ channel }) => `Gesagtes steht ab jetzt in ${channel}.`,
  captionsOff: 'Die Untertitel sind aus.',
  mayConfirm: ({ roles }) =>
    roles.length === 0
      ? 'Nur wer um etwas gebeten hat, darf es bestätigen.'
      : `Bestätigen dürfen, worum andere gebeten haben: ${roles.join(', ')}.`,
  mayTalk: ({ roles }) =>
    roles.length === 0
      ? 'Ich höre allen zu.'
      : `Ich höre diesen zu, und allen, die mich steuern: ${roles.join(', ')}.`,
  maySteer: ({ roles }) =>
    roles.length === 0
      ? 'Einstellungen ändert, wer den Server verwaltet; holen und wegschicken darf mich, wem ich zuhöre.'
      : `Mich steuern diese, und alle, die den Server verwalten: ${roles.join(', ')}.`,
  agents: ({ list }) => `Agenten:\n${list}`,
  chosenHere: 'hier gewählt',
  ownBot: 'hat einen eigenen Bot',
  agentSelected: ({ agent }) =>
    `Ab dem nächsten \`/voice join\` spricht auf diesem Server ${agent}.`,
  said: 'Es wird gesagt.',
  tooMuchToSay:
    'Es wartet schon zu viel darauf, gesagt zu werden. Bitte versuch es gleich noch einmal.',
  notListening: 'Dir wird nicht mehr zugehört. Noch einmal `/mute-me` ändert das.',
  listeningAgain: 'Dir wird wieder zugehört.',
  forgotten: ({ conversations, messages }) =>
    `Gelöscht: ${conversations} ${conversations === 1 ? 'Gespräch' : 'Gespräche'} von dir und ` +
    `${messages} ${messages === 1 ? 'Nachricht' : 'Nachrichten'} in gemeinsamen.`,
  forgottenElsewhere:
    'Du bist mit einem Konto des Servers verknüpft: Auch was du dort gesagt hast, im Browser oder sonst wie, wird gerade gelöscht, und alles, was man sich von dir gemerkt hat. Dein Konto und die Verknüpfung bleiben.',
  linkCode: ({ code, url }) =>
    `Dein Code ist \`${code}\`. Gib ihn innerhalb von zehn Minuten auf der Seite deines Kontos ein` +
    (url === undefined ? '.' : `: <${url}>.`) +
    ' Zeig ihn niemandem: Wer ihn eingibt, bist hier du.',
  linkedAlready: 'Du bist schon mit einem Konto des Servers verknüpft. `/unlink` löst das.',
  unlinked: 'Du bist mit niemandem mehr verknüpft.',
  notLinked: 'Du bist mit niemandem verknüpft. `/link` beginnt damit.',
  languageSet: ({ language, isHeard }) =>
    `Deine Sprache ist jetzt ${language}.` +
    (isHeard ? '' : ' Die Spracherkennung hier versteht nur Englisch.'),
  consentNotice: ({ agent }) =>
    `${agent} hört in diesem Kanal zu und antwortet. Mit /mute-me wirst du nicht gehört.`,
  consents: {
    recording: {
      wish: 'aufzeichnen, was du sagst',
      allow: 'Aufzeichnen erlauben',
      refuse: 'Aufzeichnen nicht erlauben',
    },
    memory: {
      wish: 'sich für spätere Gespräche etwas über dich merken',
      allow: 'Merken erlauben',
      refuse: 'Merken nicht erlauben',
    },
    processing: {
      wish: 'hören, was du sagst, und darauf antworten',
      allow: 'Zuhören erlauben',
      refuse: 'Zuhören nicht erlauben',
    },
  },
  consentNeeded: '(sonst höre ich dir nicht zu)',
  consentQuestion: ({ agent, wishes }) =>
    `${agent} möchte:\n${wishes}\nAlle antworten für sich selbst. Keine Antwort heißt nein; mit \`/consent\` lässt es sich jederzeit ändern.`,
  consentAnswered: ({ wish, isGiven }) =>
    `${isGiven ? '✅ Erlaubt' : '🚫 Nicht erlaubt'}: ${wish}.`,
  nothingAsked: 'Der Agent bittet dich hier um nichts.',
  guestNotice: ({ people, roles }) =>
    `${people} Dir höre ich nicht zu: Auf diesem Server höre ich denen zu, die eine dieser Rollen haben: ${roles}.`,
  fullNotice:
    'Ich kann gerade nicht mit noch mehr Leuten reden. Bitte versucht es gleich noch einmal.',
  recordingNotice: {
    begun: 'Dieses Gespräch wird ab jetzt aufgezeichnet.',
    ended: 'Dieses Gespräch wird nicht mehr aufgezeichnet.',
  },
  limitNotice: {
    session: 'Das Limit für dieses Gespräch ist erreicht. Ich kann nicht mehr antworten.',
    user: 'Dein Limit für heute ist erreicht. Morgen kann ich wieder antworten.',
    agent: 'Mein Limit für heute ist erreicht. Morgen kann ich wieder antworten.',
    day: 'Das Limit für heute ist erreicht. Morgen kann ich wieder antworten.',
  },
  askedToSpeakNotice:
    'Ich habe mich auf dieser Bühne zu Wort gemeldet. Ich fange an, sobald ein Moderator mich lässt.',
  mayNotSpeakNotice:
    'Ich darf auf dieser Bühne nicht sprechen: Jemand muss mich zum Sprecher machen oder mir erlauben, mich zu melden.',
  mutedNotice:
    'Ich darf hier gerade nicht sprechen und höre deshalb auch nicht zu. Es geht weiter, sobald ein Moderator mich sprechen lässt.',
  deafenedNotice:
    'Mir ist auf diesem Server das Hören abgeschaltet worden, deshalb höre ich niemanden. Es geht weiter, sobald ein Moderator mich wieder hören lässt.',

  serverOnly: 'Das geht nur auf einem Server.',
  enterAChannel: 'Geh in einen Sprachkanal oder nenne einen.',
  noSuchChannel: 'Diesen Sprachkanal gibt es nicht.',
  channelFull: ({ channel }) => `${channel} ist voll.`,
  notInVoice: 'Ich bin hier in keinem Sprachkanal. `/voice join` holt mich.',
  youMayNotConnect: ({ channel }) => `Du darfst ${channel} selbst nicht betreten.`,
  botMayNot: ({ channel, missing }) =>
    `Mir fehlt in ${channel} die Berechtigung: ${missing.map((name) => permissions[name]).join(', ')}.`,
  needsManageServer: 'Dafür brauchst du die Berechtigung „Server verwalten“.',
  needsAdmin:
    'Dafür brauchst du die Berechtigung „Server verwalten“ oder eine Rolle, die mich steuert.',
  mayNotTalk: 'Deine Rollen erlauben dir nicht, hier mit mir zu reden.',
  busyElsewhere: ({ channel }) => `Ich spreche gerade mit anderen in ${channel}.`,
  beInTheChannel: ({ channel }) => `Dafür musst du in ${channel} sein.`,
  noSuchAgent: 'Diesen Agenten gibt es nicht. `/agent list` zeigt alle.',
  agentIsFixed: ({ agent }) => `Ich bin ${agent} und niemand sonst.`,
  noSuchLanguage: 'Diese Sprache kenne ich nicht. Versuch ein Kürzel wie `de` oder `en`.',
  agentAway:
    'Mein Agent ist gerade nicht aus der Datenbank zu lesen. Bitte versuch es noch einmal.',
  databaseAway: 'Die Datenbank ist nicht erreichbar. Bitte versuch es noch einmal.',
  full: 'Ich führe schon so viele Gespräche, wie ich kann. Bitte versuch es später.',
  voiceUnreachable:
    'Ich konnte mich nicht mit dem Sprachkanal verbinden. Bitte versuch es noch einmal.',
  failed: 'Etwas ist schiefgegangen. Bitte versuch es noch einmal.',
};
