import type { now as english } from '../en/now';
import type { Catalogue } from '../message';

export const now: Catalogue<keyof typeof english> = {
  'now.silent': 'Personne ne parle',
  'now.silent_hint':
    'Qui commence à parler, dans un navigateur, sur Discord ou par un socket, apparaît ici aussitôt.',
  'now.load': '{live} sessions sur {capacity}',
  'now.speaks': 'Quelqu’un parle',
  'now.muted': 'Agent muet',
  'now.mute': 'Rendre l’agent muet',
  'now.unmute': 'Laisser l’agent répondre à nouveau',
  'now.say': 'Dire quelque chose',
  'now.say_it': 'Le dire',
  'now.words': 'Ce que l’agent doit dire',
  'now.words_hint': 'C’est dit tel quel, après la réponse en cours. Aucun modèle n’est interrogé.',
  'now.interrupt': 'Mettre fin à la réponse en cours',
  'now.join': 'Rejoindre un salon',
  'now.move': 'Aller dans un autre salon',
  'now.leave': 'Quitter le salon',
  'now.agent_of_guild': 'L’agent de ce serveur',
  'now.connecting': 'Connexion',
  'now.ready': 'Connecté',
  'now.recovering': 'Reconnexion',
  'now.listens': 'Les gens sont entendus',
  'now.deaf': 'Personne n’est encore entendu',
  'now.notice_off': 'Personne n’est prévenu qu’il est entendu',
  'now.notice_spoken': 'Tous sont prévenus à voix haute qu’ils sont entendus',
  'now.notice_written': 'Tous sont prévenus par écrit qu’ils sont entendus',
  'now.notice_both': 'Tous sont prévenus à voix haute et par écrit qu’ils sont entendus',
  'now.nobody': 'Il n’y a personne',
  'now.opted_out': 'Pas entendus, comme ils le souhaitent : {names}',
};
