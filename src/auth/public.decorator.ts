import { applyDecorators, SetMetadata } from '@nestjs/common';

import { IS_UNCOUNTED } from '../limits';

export const IS_PUBLIC = Symbol('isPublic');

/** Marks a controller or handler that is served without the API key, however often it is asked. */
export const Public = () =>
  applyDecorators(SetMetadata(IS_PUBLIC, true), SetMetadata(IS_UNCOUNTED, true));
