/**
 * The program as a library: its entry, and what it takes to load a configuration from disk.
 * Everything else is in `@fluxvet/core`.
 *
 * @module
 */
export { EXIT, type ExitOptions, exitCode } from './exit-code.js';
export type { Io } from './io.js';
export { type LoadConfigOptions, type LoadedConfig, loadConfig } from './load-config.js';
export { loadPlugins } from './load-plugins.js';
export { main } from './main.js';
