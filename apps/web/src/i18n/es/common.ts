import type { common as english } from '../en/common';
import type { Catalogue } from '../message';

export const common: Catalogue<keyof typeof english> = {
  'common.save': 'Guardar',
  'common.edit': 'Editar',
  'common.delete': 'Borrar',
  'server.tools': 'Herramientas',
  'server.providers': 'Servidores',
  'server.figures': 'Cifras',
  'server.now': 'Ahora',
  'server.health': 'Salud',
  'common.close': 'Cerrar',
  'access.title': 'Iniciar sesión',
  'access.lead':
    'Este servidor pregunta quién es usted. Introduzca la clave de API que le dio quien lo administra; se guarda hasta que cierre esta pestaña.',
  'access.apart':
    'El inicio de sesión se abre en otra pestaña. Vuelva después a esta: lo que estaba escribiendo sigue aquí.',
  'access.sign_in': 'Iniciar sesión',
  'access.empty': 'Introduzca una clave.',
  'access.refused': 'El servidor no conoce esta clave.',
  'failure.title': 'No ha funcionado',
  'failure.unreachable': 'El servidor no responde.',
  'failure.forbidden': 'Su clave no lo permite.',
  'failure.not_found': 'No está, o ya no.',
  'failure.refused': 'El servidor lo ha rechazado.',
  'failure.broken': 'El servidor no ha podido hacerlo.',
};
