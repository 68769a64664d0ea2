/**
 * The releases of Helm whose differences are known: 3 (Flux up to 2.7), 4.2 up to 4.2.3, and 4.2.4 and later.
 *
 * @module
 */
export type HelmVersion = '3' | '4.2' | '4.2.4';
