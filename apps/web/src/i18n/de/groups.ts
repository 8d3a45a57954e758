import type { groups as english } from '../en/groups';
import type { Catalogue } from '../message';

export const groups: Catalogue<keyof typeof english> = {
  'server.groups': 'Gruppen',
  'groups.lead':
    'Menschen, die Gespräche teilen. Nur wer in einer Gruppe ist, weiß, dass es sie gibt.',
  'groups.new': 'Neue Gruppe',
  'groups.make': 'Gruppe anlegen',
  'groups.name': 'Name',
  'groups.name_hint': 'Etwa „Kundendienst“.',
  'groups.none': 'Es gibt noch keine Gruppe',
  'groups.none_hint':
    'Legen Sie eine an und laden Sie andere ein, oder folgen Sie dem Link einer Einladung.',
  'groups.none_hint_server':
    'Gruppen machen Leute mit einem Konto; Sie sind als der Server selbst hier, der keines hat. Die Anleitung sagt, wie man sich anmeldet.',
  'groups.members': { one: '{count} Person', other: '{count} Personen' },
  'groups.invited': 'Sie sind in eine Gruppe eingeladen',
  'groups.invited_hint':
    'Wer beitritt, teilt Gespräche mit den anderen darin und kann jederzeit wieder gehen.',
  'groups.join': 'Beitreten',
  'groups.gone': 'Es gibt keine solche Gruppe, oder Sie sind nicht darin',
  'groups.guest_hint': 'Sie sind Gast: Sie sehen die Gespräche, zu denen Sie eingeladen sind.',
  'groups.rename': 'Umbenennen',
  'groups.leave': 'Verlassen',
  'groups.leave_title': '„{name}“ verlassen?',
  'groups.leave_hint':
    'Sie sehen nicht mehr, was andere darin teilen. Ihre eigenen Gespräche bleiben bei Ihnen und können dort gelesen werden; niemand sonst führt sie fort.',
  'groups.delete_hint':
    'Ihre Gespräche bleiben bei denen, die sie begonnen haben, und niemand sonst sieht sie mehr.',
  'groups.who': 'Wer darin ist',
  'groups.you': 'Sie',
  'groups.role_of': 'Rolle von {name}',
  'groups.take_out': 'Herausnehmen',
  'groups.take_out_title': '{name} herausnehmen?',
  'groups.take_out_hint':
    'Die Person sieht ab jetzt nicht mehr, was andere darin teilen. Einladungen von ihr gelten nicht mehr.',
  'groups.invites': 'Einladungen',
  'groups.no_invites': 'Keine ist offen.',
  'groups.invite': 'Einladen',
  'groups.join_as': 'Beitritt als',
  'groups.join_as_hint':
    'Mitglieder sehen geteilte Gespräche und führen sie fort; Admins laden auch ein, benennen um und löschen; Gäste sehen, wozu sie eingeladen sind.',
  'groups.how_many': 'Wie viele damit beitreten können',
  'groups.any_number': 'Beliebig viele',
  'groups.link_title': 'Einladung in die Gruppe',
  'groups.link': 'Link',
  'groups.link_hint':
    'Er wird nur dieses eine Mal gezeigt. Wer ihn hat und hier ein Konto, kann beitreten.',
  'groups.used': '{uses} beigetreten',
  'groups.used_of': '{uses} von {most} beigetreten',
};
