/** The part of WebAssembly that the flite worker uses; TypeScript describes it only for browsers. */
declare namespace WebAssembly {
  class Module {
    // Nominal: a module comes from compile().
    private readonly compiled: true;
  }
  class Memory {
    readonly buffer: ArrayBuffer;
  }
  class Instance {
    readonly exports: Record<string, unknown>;
  }
  function compile(bytes: Uint8Array): Promise<Module>;
  function instantiate(
    module: Module,
    imports: Record<string, Record<string, (...values: never[]) => number>>,
  ): Promise<Instance>;
}
