#!/usr/bin/env node
/**
 * The executable: connects the program with the process.
 *
 * @module
 */
import * as nodeModule from 'node:module';

// From Node 22.8 on, compiled code is kept in the directory for temporary files; half of a short run is compiling.
if ('enableCompileCache' in nodeModule) (nodeModule.enableCompileCache as () => void)();
const { main } = await import('./main.js');

const { stdout, stderr, env } = process;

// A reader that has seen enough, such as `head`, closes the pipe: that is no fault.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const noColor = env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '';
const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';

process.exitCode = await main(process.argv.slice(2), {
  cwd: process.cwd(),
  write: (text) => void stdout.write(text),
  warn: (text) => void stderr.write(text),
  color: !noColor && (forced || stdout.isTTY === true),
  watched: stderr.isTTY === true,
  env,
});
