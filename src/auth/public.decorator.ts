import { SetMetadata } from '@nestjs/common';

export const IS_PUBLIC = Symbol('isPublic');

/** Marks a controller or handler that is served without the API key. */
export const Public = () => SetMetadata(IS_PUBLIC, true);
