import type { groups as english } from '../en/groups';
import type { Catalogue } from '../message';

export const groups: Catalogue<keyof typeof english> = {
  'server.groups': 'Groupes',
  'groups.lead':
    'Des personnes qui partagent des conversations. Seuls ses membres savent qu’un groupe existe.',
  'groups.new': 'Nouveau groupe',
  'groups.make': 'Créer le groupe',
  'groups.name': 'Nom',
  'groups.name_hint': 'Par exemple « Assistance ».',
  'groups.none': 'Il n’y a pas encore de groupe',
  'groups.none_hint':
    'Créez-en un et invitez d’autres personnes, ou suivez le lien d’une invitation.',
  'groups.none_hint_server':
    'Les groupes sont créés par des personnes qui ont un compte ; vous êtes ici en tant que serveur, qui n’en a pas. Le guide dit comment on se connecte.',
  'groups.members': { one: '{count} personne', other: '{count} personnes' },
  'groups.invited': 'Vous êtes invité dans un groupe',
  'groups.invited_hint':
    'Qui le rejoint partage des conversations avec les autres et peut le quitter à tout moment.',
  'groups.join': 'Rejoindre',
  'groups.gone': 'Ce groupe n’existe pas, ou vous n’en faites pas partie',
  'groups.guest_hint':
    'Vous êtes un invité : vous voyez les conversations auxquelles on vous invite.',
  'groups.rename': 'Renommer',
  'groups.leave': 'Quitter',
  'groups.leave_title': 'Quitter « {name} » ?',
  'groups.leave_hint':
    'Vous ne voyez plus ce que les autres y partagent. Vos conversations restent à vous et peuvent y être lues ; personne d’autre ne les poursuit.',
  'groups.delete_hint':
    'Ses conversations restent à ceux qui les ont commencées, et personne d’autre ne les voit plus.',
  'groups.who': 'Qui en fait partie',
  'groups.you': 'Vous',
  'groups.role_of': 'Rôle de {name}',
  'groups.take_out': 'Retirer',
  'groups.take_out_title': 'Retirer {name} ?',
  'groups.take_out_hint':
    'Cette personne ne voit plus, dès maintenant, ce que les autres y partagent. Ses invitations ne sont plus valables.',
  'groups.invites': 'Invitations',
  'groups.no_invites': 'Aucune n’est ouverte.',
  'groups.invite': 'Inviter',
  'groups.join_as': 'Rejoindre en tant que',
  'groups.join_as_hint':
    'Les membres voient et poursuivent les conversations partagées ; les admins invitent, renomment et suppriment aussi ; les invités voient ce à quoi on les invite.',
  'groups.how_many': 'Combien peuvent rejoindre avec elle',
  'groups.any_number': 'Sans limite',
  'groups.link_title': 'Invitation dans le groupe',
  'groups.link': 'Lien',
  'groups.link_hint':
    'Il n’est affiché que cette fois. Qui l’a, et un compte ici, peut rejoindre le groupe.',
  'groups.used': '{uses} ont rejoint',
  'groups.used_of': '{uses} sur {most} ont rejoint',
};
