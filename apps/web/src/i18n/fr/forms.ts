import type { forms as english } from '../en/forms';
import type { Catalogue } from '../message';

export const forms: Catalogue<keyof typeof english> = {
  'form.as_server': 'Comme sur le serveur',
  'form.empty_is_server': 'Vide : comme sur le serveur.',
  'form.kept': 'Gardé tel quel',
  'form.take_away': 'Le retirer',
  'form.no_json': 'Ce n’est pas du JSON.',
  'form.no_number': 'Ce n’est pas un nombre.',
  'form.saved': 'Enregistré. Le prochain tour en tient compte.',
  'form.changed': 'Pas encore enregistré.',
  'form.leave': 'Vos changements ne sont pas enregistrés. Quitter quand même ?',
  'form.wrong': {
    one: '{count} champ demande une autre valeur.',
    other: '{count} champs demandent d’autres valeurs.',
  },
  'form.more': 'Plus de réglages',
};
