/**
 * Keeps the machine out of texts that come from elsewhere, such as the messages of errors.
 *
 * @module
 */

/** A text in which absolute paths have become names of files, those of packages with the package before them. */
export function withoutPaths(text: string): string {
  return text.replace(ABSOLUTE_PATH, (path) => {
    const parts = path.split(/[\\/]/).filter((part) => part !== '');
    const ofPackage = parts.lastIndexOf('node_modules') + 1;
    return (ofPackage > 0 ? parts.slice(ofPackage).join('/') : parts.at(-1)) ?? path;
  });
}

// Neither the path of a URL nor a single name after a slash.
const ABSOLUTE_PATH =
  /(?:file:\/\/(?=\/)|(?<![\w:/.~-]))(?:\/[^\s/'"`:()<>,]+){2,}\/?|(?<!\w)[A-Za-z]:[\\/][^\s'"`:()<>,]+/g;
