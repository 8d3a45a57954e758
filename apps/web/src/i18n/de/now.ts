import type { now as english } from '../en/now';
import type { Catalogue } from '../message';

export const now: Catalogue<keyof typeof english> = {
  'now.silent': 'Niemand spricht gerade',
  'now.silent_hint':
    'Wer zu sprechen beginnt, im Browser, auf Discord oder über einen Socket, erscheint hier sofort.',
  'now.load': '{live} von {capacity} Sitzungen',
  'now.speaks': 'Jemand spricht',
  'now.muted': 'Agent stumm',
  'now.mute': 'Agenten stumm schalten',
  'now.unmute': 'Agenten wieder antworten lassen',
  'now.say': 'Etwas sagen',
  'now.say_it': 'Sagen',
  'now.words': 'Was der Agent sagen soll',
  'now.words_hint':
    'Es wird gesagt, wie es dasteht, nach der laufenden Antwort. Kein Modell wird gefragt.',
  'now.interrupt': 'Die laufende Antwort dafür beenden',
  'now.consents': 'Einwilligungen',
  'now.consents_of': 'Was {who} erlaubt hat',
  'now.remembered': 'Agenten dürfen sich für spätere Gespräche Tatsachen merken.',
  'now.forgotten': 'Über dieses Gespräch hinaus wird nichts gemerkt.',
  'now.join': 'Kanal betreten',
  'now.move': 'In einen anderen Kanal gehen',
  'now.leave': 'Kanal verlassen',
  'now.agent_of_guild': 'Der Agent dieses Servers',
  'now.connecting': 'Verbindet',
  'now.ready': 'Verbunden',
  'now.recovering': 'Verbindet neu',
  'now.listens': 'Die Leute werden gehört',
  'now.deaf': 'Noch wird niemand gehört',
  'now.notice_off': 'Niemandem wird gesagt, dass er gehört wird',
  'now.notice_spoken': 'Allen wird gesagt, dass sie gehört werden',
  'now.notice_written': 'Allen wird geschrieben, dass sie gehört werden',
  'now.notice_both': 'Allen wird gesagt und geschrieben, dass sie gehört werden',
  'now.nobody': 'Niemand ist da',
  'now.opted_out': 'Auf eigenen Wunsch nicht gehört: {names}',
  'now.may_not_talk': 'Nicht gehört, nach den Rollen des Servers: {names}',
};
