/**
 * Properties are tried with the same values in every run: a change must not fail for what another one brought.
 * `FLUXVET_SEED` takes others, to look for more.
 *
 * @module
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['FLUXVET_SEED'] ?? 1) });
