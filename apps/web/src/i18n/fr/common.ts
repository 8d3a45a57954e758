import type { common as english } from '../en/common';
import type { Catalogue } from '../message';

export const common: Catalogue<keyof typeof english> = {
  'common.save': 'Enregistrer',
  'common.edit': 'Modifier',
  'common.delete': 'Supprimer',
  'server.tools': 'Outils',
  'server.providers': 'Serveurs',
  'server.figures': 'Chiffres',
  'server.now': 'En cours',
  'server.health': 'Santé',
  'common.close': 'Fermer',
  'access.title': 'Se connecter',
  'access.lead':
    'Ce serveur demande qui vous êtes. Saisissez la clé d’API que vous a donnée son exploitant ; elle est gardée jusqu’à la fermeture de cet onglet.',
  'access.apart':
    'La connexion s’ouvre dans un autre onglet. Revenez ensuite ici : ce que vous écriviez y est toujours.',
  'access.sign_in': 'Se connecter',
  'access.empty': 'Saisissez une clé.',
  'access.refused': 'Le serveur ne connaît pas cette clé.',
  'failure.title': 'Cela n’a pas marché',
  'failure.unreachable': 'Le serveur ne répond pas.',
  'failure.forbidden': 'Votre clé ne le permet pas.',
  'failure.not_found': 'Ce n’est pas là, ou plus.',
  'failure.refused': 'Le serveur l’a refusé.',
  'failure.broken': 'Le serveur n’a pas pu le faire.',
};
