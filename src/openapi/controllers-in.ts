import type { Type } from '@nestjs/common';
import type { DiscoveryService } from '@nestjs/core';

/** The classes of all controllers, in the order of their modules. */
export function controllersIn(discovery: DiscoveryService): Type[] {
  return discovery.getControllers().flatMap(({ metatype }) => (metatype ? [metatype as Type] : []));
}
