import type { forms as english } from '../en/forms';
import type { Catalogue } from '../message';

export const forms: Catalogue<keyof typeof english> = {
  'form.as_server': 'Como lo tiene el servidor',
  'form.empty_is_server': 'Vacío: como lo tiene el servidor.',
  'form.kept': 'Se queda como está',
  'form.take_away': 'Quitarlo',
  'form.no_json': 'Esto no es JSON.',
  'form.no_number': 'Esto no es un número.',
  'form.saved': 'Guardado. Vale desde el próximo turno.',
  'form.changed': 'Aún sin guardar.',
  'form.leave': 'Los cambios no están guardados. ¿Salir de todos modos?',
  'form.wrong': {
    one: '{count} campo necesita otro valor.',
    other: '{count} campos necesitan otros valores.',
  },
  'form.more': 'Más ajustes',
};
