import type { people as english } from '../en/people';
import type { Catalogue } from '../message';

export const people: Catalogue<keyof typeof english> = {
  'server.people': 'Personnes',
  'people.lead': 'Qui a un compte ici, avec ses clés et ses conversations.',
  'people.new': 'Ajouter quelqu’un',
  'people.new_lead': 'Un nom suffit. Qui se connecte reçoit son compte automatiquement.',
  'people.none': 'Personne n’a encore de compte',
  'people.none_hint':
    'Les comptes se créent ici, et d’eux-mêmes quand quelqu’un se connecte. Seul sur cette machine, personne n’en a besoin.',
  'people.account': 'Compte',
  'people.name': 'Nom',
  'people.email': 'Adresse électronique',
  'people.role': 'Rôle',
  'people.role_hint': 'Ce qu’ils peuvent faire une fois connectés. Une clé a ses propres droits.',
  'people.role.owner': 'Propriétaire',
  'people.role.admin': 'Administrateur',
  'people.role.member': 'Membre',
  'people.role.guest': 'Invité',
  'people.is_active': 'Admis',
  'people.is_active_hint':
    'Sinon, ni ses clés ni ses connexions ne comptent. Ce qui lui appartient reste.',
  'people.inactive': 'Non admis',
  'people.what_they_did': 'Ce qu’ils ont changé',
  'people.delete_hint':
    'Les clés partent aussi. Qui a des conversations est effacé autrement, plus bas.',
  'people.memory': 'Ce que les agents retiennent',
  'people.memory_allowed': 'Les agents peuvent retenir ce qui est dit',
  'people.memory_hint':
    'Au-delà d’une conversation. Sans accord, plus rien n’est retenu ni dit à un modèle.',
  'people.memory_none': 'Rien n’est retenu.',
  'people.fact': 'Ce qui est retenu',
  'people.put_right': 'Corriger',
  'people.forget': 'Oublier',
  'people.forget_all': 'Tout oublier',
  'people.forget_all_hint': 'Les agents repartent de zéro. Les conversations restent.',
  'people.data': 'Ce qui est conservé',
  'people.data_hint': 'Compte, conversations, ce qui a été dit, et ce qui est consigné.',
  'people.export': 'Tout télécharger',
  'people.erase': 'Effacer',
  'people.erase_title': 'Effacer ce qui est conservé de {name} ?',
  'people.erase_hint':
    'Les conversations en cours sont terminées, puis tout est supprimé, pour de bon. Téléchargez avant ce qui doit rester.',
  'people.keep_account': 'Garder le compte et ses clés',
  'people.erasing': 'Effacement en cours…',
  'people.erased': { one: 'Effacé : {count} ligne.', other: 'Effacé : {count} lignes.' },
  'account.may': 'Qui vous êtes ici',
  'account.is_server':
    'Personne en particulier : vous venez de cette machine, ou avec la clé du serveur, et pouvez tout faire.',
  'account.logins': 'Où vous êtes connecté',
  'account.this_browser': 'Ce navigateur',
  'account.unknown_browser': 'Un navigateur',
  'account.seen': 'vu pour la dernière fois {when}',
  'account.discord': 'Qui vous êtes sur Discord',
  'account.discord_code': 'Code',
  'account.discord_hint':
    'Tapez /link dans Discord et saisissez ici le code que le bot vous donne. Ne saisissez pas de code que quelqu’un vous a envoyé : il parlerait en votre nom.',
  'account.discord_link': 'C’est moi',
  'account.discord_is':
    'L’utilisateur Discord {id}. Ce que vous y dites seul à un agent figure parmi vos conversations.',
  'account.discord_ends':
    'Si vous y mettez fin, ces conversations restent à l’utilisateur Discord et ne sont plus montrées ici.',
  'account.discord_unlink': 'Y mettre fin',
  'account.discord_no_code':
    'Le code n’est pas (ou plus) valable. Tapez de nouveau /link dans Discord.',
};
