import type { groups as english } from '../en/groups';
import type { Catalogue } from '../message';

export const groups: Catalogue<keyof typeof english> = {
  'server.groups': 'Grupos',
  'groups.lead':
    'Personas que comparten conversaciones. Solo quien está en un grupo sabe que existe.',
  'groups.new': 'Grupo nuevo',
  'groups.make': 'Crear el grupo',
  'groups.name': 'Nombre',
  'groups.name_hint': 'Por ejemplo, «Soporte».',
  'groups.none': 'Todavía no hay ningún grupo',
  'groups.none_hint': 'Cree uno e invite a otros, o siga el enlace de una invitación.',
  'groups.none_hint_server':
    'Los grupos los crean personas con una cuenta; usted está aquí como el propio servidor, que no tiene. La guía dice cómo se inicia sesión.',
  'groups.members': { one: '{count} persona', other: '{count} personas' },
  'groups.invited': 'Le han invitado a un grupo',
  'groups.invited_hint':
    'Quien se une comparte conversaciones con los demás y puede salir cuando quiera.',
  'groups.join': 'Unirse',
  'groups.gone': 'No existe ese grupo, o usted no está en él',
  'groups.guest_hint': 'Es un invitado: ve las conversaciones a las que le inviten.',
  'groups.rename': 'Cambiar el nombre',
  'groups.leave': 'Salir',
  'groups.leave_title': '¿Salir de «{name}»?',
  'groups.leave_hint':
    'Ya no verá lo que otros comparten en él. Sus propias conversaciones siguen siendo suyas y pueden leerse allí; nadie más las continúa.',
  'groups.delete_hint': 'Sus conversaciones quedan con quienes las empezaron, y nadie más las ve.',
  'groups.who': 'Quién está en él',
  'groups.you': 'Usted',
  'groups.role_of': 'Papel de {name}',
  'groups.take_out': 'Sacar',
  'groups.take_out_title': '¿Sacar a {name}?',
  'groups.take_out_hint':
    'Desde ahora ya no ve lo que otros comparten en él. Sus invitaciones dejan de valer.',
  'groups.invites': 'Invitaciones',
  'groups.no_invites': 'Ninguna está abierta.',
  'groups.invite': 'Invitar',
  'groups.join_as': 'Se unen como',
  'groups.join_as_hint':
    'Los miembros ven y continúan las conversaciones compartidas; los administradores además invitan, cambian nombres y borran; los invitados ven aquello a lo que se les invita.',
  'groups.how_many': 'Cuántos pueden unirse con ella',
  'groups.any_number': 'Cualquier número',
  'groups.link_title': 'Invitación al grupo',
  'groups.link': 'Enlace',
  'groups.link_hint': 'Se muestra solo esta vez. Quien lo tenga, y una cuenta aquí, puede unirse.',
  'groups.used': 'Se unieron {uses}',
  'groups.used_of': 'Se unieron {uses} de {most}',
};
