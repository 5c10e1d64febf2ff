export * from './types.js';

/**
 * Loads the WebAssembly module; await it once before anything else. Every further call answers
 * the same module, and in Node there is nothing left to load.
 *
 * @param source where the module is, for hosts that keep it elsewhere: an address, a response, or
 * its bytes. Without it, `aksplan_bg.wasm` beside the package's own files.
 */
export declare function init(source?: Source | Promise<Source>): Promise<void>;

type Source = string | URL | Response | ArrayBuffer | Uint8Array;
