/** The part of WebAssembly that is used here; TypeScript describes it only for browsers. */
declare namespace WebAssembly {
  class Module {
    /** Compiles at once, on this thread. */
    constructor(bytes: Uint8Array);
    // Nominal: not every object is a module.
    private readonly compiled: true;
  }
  class Memory {
    /** Another one after each `grow`, which leaves the old one with no bytes. */
    readonly buffer: ArrayBuffer;
    /** By so many pages of 64 KiB. */
    grow(pages: number): number;
  }
  class Global {
    readonly value: number;
  }
  class Instance {
    constructor(module: Module);
    readonly exports: Record<string, unknown>;
  }
  function compile(bytes: Uint8Array): Promise<Module>;
  function instantiate(
    module: Module,
    imports: Record<string, Record<string, (...values: never[]) => number>>,
  ): Promise<Instance>;
}
