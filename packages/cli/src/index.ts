/**
 * The program as a library: its entry, and what it takes to load a configuration from disk.
 * Everything else is in `@fluxvet/core`.
 *
 * @module
 */

export { type LoadConfigOptions, type LoadedConfig, loadConfig } from './config/load-config.js';
export { main } from './main.js';
export { EXIT, type ExitOptions, exitCode } from './output/exit-code.js';
export type { Io } from './output/io.js';
export { loadPlugins } from './plugins/load-plugins.js';
