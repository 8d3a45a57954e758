/**
 * A kernel of a few kilobytes that imports nothing, compiled and instantiated at once: for the start of a process, or of a
 * module that is loaded then. `Exports` is what its source in wasm/ exports; nothing checks that.
 */
export function instantiateKernel<Exports>(base64: string): Exports {
  const module = new WebAssembly.Module(Buffer.from(base64, 'base64'));
  return new WebAssembly.Instance(module).exports as Exports;
}
