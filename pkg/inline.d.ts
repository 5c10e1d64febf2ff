export * from './types.js';

/** Unpacks and loads the WebAssembly module that this script carries; await it once before anything else. */
export declare function init(): Promise<void>;
