import type { Request } from 'express';

/** A route as Express keeps it. */
type Layer = {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
};

/**
 * The methods of the routes that there are at a request's path, as `Allow` has them (RFC 9110 §10.2.1); none where a route
 * answers the request, or there is none at this path.
 */
export function otherMethodsAt(request: Request): string[] {
  // Express says of a request which route it is for.
  if (request.route !== undefined) return [];
  const { stack } = request.app.router as unknown as { readonly stack: readonly Layer[] };
  const methods = new Set(
    stack
      .filter((layer) => layer.route !== undefined && isAt(layer, request.path))
      .flatMap(({ route }) => Object.keys(route?.methods ?? {}))
      .map((method) => method.toUpperCase()),
  );
  // Express answers HEAD with the route of GET.
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods].sort();
}

function isAt(layer: Layer, path: string): boolean {
  try {
    return layer.match(path);
  } catch {
    // A path that cannot be decoded is nobody's.
    return false;
  }
}
