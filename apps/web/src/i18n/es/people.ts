import type { people as english } from '../en/people';
import type { Catalogue } from '../message';

export const people: Catalogue<keyof typeof english> = {
  'server.people': 'Personas',
  'people.lead': 'Quién tiene una cuenta aquí, con claves y conversaciones propias.',
  'people.new': 'Añadir a alguien',
  'people.new_lead': 'Basta un nombre. Quien inicia sesión recibe su cuenta sin más.',
  'people.none': 'Nadie tiene cuenta todavía',
  'people.none_hint':
    'Las cuentas se crean aquí, y por sí solas cuando alguien inicia sesión. A solas en esta máquina nadie necesita una.',
  'people.account': 'Cuenta',
  'people.name': 'Nombre',
  'people.email': 'Correo electrónico',
  'people.role': 'Papel',
  'people.role_hint':
    'Lo que pueden hacer al iniciar sesión. Una clave tiene sus propios permisos.',
  'people.role.owner': 'Propietario',
  'people.role.admin': 'Administrador',
  'people.role.member': 'Miembro',
  'people.role.guest': 'Invitado',
  'people.is_active': 'Admitido',
  'people.is_active_hint':
    'Si no, ni sus claves ni sus sesiones iniciadas valen. Lo que es suyo se queda.',
  'people.inactive': 'No admitido',
  'people.what_they_did': 'Lo que ha cambiado',
  'people.delete_hint':
    'También se van sus claves. A quien tiene conversaciones se le borra más abajo.',
  'people.memory': 'Lo que recuerdan los agentes',
  'people.memory_allowed': 'Los agentes pueden recordar lo que se dice',
  'people.memory_hint':
    'Más allá de una conversación. Sin permiso no se recuerda nada más, ni se le dice a un modelo.',
  'people.memory_none': 'No se recuerda nada.',
  'people.fact': 'Lo que se recuerda',
  'people.put_right': 'Corregir',
  'people.forget': 'Olvidar',
  'people.forget_all': 'Olvidarlo todo',
  'people.forget_all_hint': 'Los agentes empiezan de nuevo. Las conversaciones se quedan.',
  'people.data': 'Lo que se guarda',
  'people.data_hint': 'Cuenta, conversaciones, lo que se dijo y lo que consta.',
  'people.export': 'Descargarlo todo',
  'people.erase': 'Borrar',
  'people.erase_title': '¿Borrar lo que se guarda de {name}?',
  'people.erase_hint':
    'Las conversaciones en curso terminan y después todo se borra para siempre. Descargue antes lo que deba quedar.',
  'people.keep_account': 'Conservar la cuenta y sus claves',
  'people.erasing': 'Borrando…',
  'people.erased': { one: 'Borrado: {count} fila.', other: 'Borrado: {count} filas.' },
  'account.may': 'Quién es usted aquí',
  'account.is_server':
    'Nadie en particular: viene de esta máquina, o con la clave del servidor, y puede hacerlo todo.',
  'account.logins': 'Dónde ha iniciado sesión',
  'account.this_browser': 'Este navegador',
  'account.unknown_browser': 'Un navegador',
  'account.seen': 'visto por última vez {when}',
  'account.discord': 'Quién es usted en Discord',
  'account.discord_code': 'Código',
  'account.discord_hint':
    'Escriba /link en Discord e introduzca aquí el código que le dice el bot. No introduzca ningún código que le haya enviado otra persona: hablaría en su nombre.',
  'account.discord_link': 'Soy yo',
  'account.discord_is':
    'El usuario de Discord {id}. Lo que dice allí a solas a un agente está entre sus conversaciones.',
  'account.discord_ends':
    'Si lo termina, esas conversaciones se quedan con el usuario de Discord y ya no se muestran aquí.',
  'account.discord_unlink': 'Terminar',
  'account.discord_no_code': 'El código no vale (o ya no vale). Escriba otra vez /link en Discord.',
};
