/**
 * Keeps the machine out of texts that come from elsewhere, such as the messages of errors.
 *
 * @module
 */

/** A text in which absolute paths have become names of files, those of packages with the package before them. */
export function withoutPaths(text: string): string {
  const quoted = text.replace(QUOTED_PATH, (_, quote: string, path: string) => quote + nameOf(path) + quote);
  return quoted.replace(ABSOLUTE_PATH, nameOf);
}

function nameOf(path: string): string {
  const parts = path.split(/[\\/]/).filter((part) => part !== '');
  const ofPackage = parts.lastIndexOf('node_modules') + 1;
  return (ofPackage > 0 ? parts.slice(ofPackage).join('/') : parts.at(-1)) ?? path;
}

// Only quotes tell where a path with blanks ends.
const QUOTED_PATH = /(['"`])((?:\/+[^/'"`\n]+){2,}\/?|[A-Za-z]:[\\/][^'"`\n]+)\1/g;

// Neither the path of a URL nor a single name after a slash.
const ABSOLUTE_PATH =
  /(?:file:\/\/(?=\/)|(?<![\w:/.~-]))(?:\/+[^\s/'"`:()<>,]+){2,}\/?|(?<!\w)[A-Za-z]:[\\/][^\s'"`:()<>,]+/g;
